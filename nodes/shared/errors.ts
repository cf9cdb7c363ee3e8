/** The gateway's errors as n8n shows them: what happened as the message, what to do below it. */
import type { INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { MediaError, ProviderError, RegistrationError, UnsupportedError } from '../../gateway';

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
		// n8n puts a sentence of its own in the place of one that names a network code (ETIMEDOUT), and
		// with it the advice to retry, which may send a message twice.
		return Object.assign(shown, { message: error.message, messages: [] });
	}
	if (error instanceof UnsupportedError || error instanceof MediaError) {
		return new NodeOperationError(node, error.message, { description: error.nextStep, ...item });
	}
	if (error instanceof RegistrationError) {
		// Publishing shows the message alone, so the next step has to stand in it.
		return new NodeOperationError(node, `${error.message}. ${error.nextStep}`, item);
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), item);
}
