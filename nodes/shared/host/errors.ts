/** The gateway's errors as n8n shows them: what happened as the message, what to do below it. */
import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { MediaError, ProviderError, RegistrationError, UnsupportedError } from '../../../gateway';

/** Any error as one of n8n's own kinds. `itemIndex`: the item it happened for, where there is one. */
export function asNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	const item = itemIndex === undefined ? {} : { itemIndex };
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	if (error instanceof ProviderError) {
		const { nextStep, status } = error.details;
		const shown = new NodeApiError(
			node,
			// n8n keeps this object with the execution: nothing of the request, which holds the key.
			{ message: error.message } as JsonObject,
			{
				message: error.message,
				description: nextStep,
				...(status === null ? {} : { httpCode: String(status) }),
				...item,
			},
		);
		return inOwnWords(shown, error.message);
	}
	if (error instanceof UnsupportedError || error instanceof MediaError) {
		return new NodeOperationError(node, error.message, { description: error.nextStep, ...item });
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), item);
}

/**
 * Any error of a trigger's set-up. Publishing shows the message and nothing else, so the next step
 * is part of it.
 */
export function asTriggerError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const nextStep = nextStepOf(error);
	if (!(error instanceof Error) || !nextStep) return asNodeError(node, error);
	const message = `${asSentence(error.message)} ${nextStep}`;
	return inOwnWords(new NodeOperationError(node, message), message);
}

function nextStepOf(error: unknown): string | null | undefined {
	if (error instanceof ProviderError) return error.details.nextStep;
	if (error instanceof RegistrationError || error instanceof UnsupportedError)
		return error.nextStep;
	return error instanceof NodeOperationError ? error.description : null;
}

/** The provider's own words, which the message may end with, may be a sentence already. */
function asSentence(text: string): string {
	return /[.!?…]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
}

/**
 * n8n replaces a sentence that names a network code (ETIMEDOUT) with its own, which advises to
 * retry: that may send a message twice.
 */
function inOwnWords<E extends NodeApiError | NodeOperationError>(error: E, message: string): E {
	return Object.assign(error, { message, messages: [] });
}
