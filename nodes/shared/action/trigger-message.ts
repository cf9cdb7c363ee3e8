/** The message that started the workflow, found from any node after a WhatsApp trigger. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	findProvider,
	mediaSchema,
	replyToSchema,
	type Media,
	type Provider,
	type ReplyTo,
} from '../../../gateway';
import { OTHER_TARGET } from './other-target';
import { labelOf } from '../editor/provider-property';
import { isTool, startsBefore, triggerItems } from './trigger-item';

const FOR_NODES = `Set Target to ${OTHER_TARGET} and give the IDs, e.g. {{ $json.chat.id }} and {{ $json.message.id }}.`;
const FOR_TOOLS =
	'If several messages can arrive at once, pass the field replyTo on to the agent (in Edit Fields: Include Other Input Fields), because n8n does not tell a tool which of them the agent is working on. Or answer with a WhatsApp Reply node after the agent.';

export interface TriggerMessage {
	target: ReplyTo;
	/** Null: the message has no file. */
	media: Media | null;
	/** The words of a text message; null for any other one. */
	text: string | null;
}

/** Throws a `NodeOperationError` that says what is missing when no message can be found. */
export function triggerMessage(
	context: IExecuteFunctions,
	provider: Provider,
	itemIndex: number,
): TriggerMessage {
	const found = find(context, itemIndex);
	if (!found) {
		throw new NodeOperationError(
			context.getNode(),
			startsBefore(context).length === 0
				? 'There is no WhatsApp trigger before this node'
				: 'The event of this item has no message to answer, or several came at once and it is not clear which one is meant',
			{ itemIndex, description: isTool(context) ? FOR_TOOLS : FOR_NODES },
		);
	}
	assertSame(context, provider, found.target.provider, itemIndex);
	return found;
}

/** Throws a `NodeOperationError` where the event that is answered came from another provider. */
export function assertSameProvider(
	context: IExecuteFunctions,
	provider: Provider,
	itemIndex: number,
): void {
	const found = find(context, itemIndex);
	if (found) assertSame(context, provider, found.target.provider, itemIndex);
}

function assertSame(
	context: IExecuteFunctions,
	provider: Provider,
	triggers: string,
	itemIndex: number,
): void {
	if (triggers === provider.id) return;
	const from = findProvider(triggers);
	const [theirs, ours] = [from ? labelOf(from) : triggers, labelOf(provider)];
	throw new NodeOperationError(
		context.getNode(),
		`The event came from ${theirs}, but this node is set to ${ours}`,
		{
			itemIndex,
			description: `Open this node, set Provider to ${theirs} as in the trigger, and choose its credential. To write through ${ours} all the same, choose a ${ours} credential and set Target to ${OTHER_TARGET}.`,
		},
	);
}

function find(context: IExecuteFunctions, itemIndex: number): TriggerMessage | null {
	for (const item of triggerItems(context, itemIndex)) {
		const target = replyToSchema.safeParse(item.json.replyTo);
		if (!target.success) continue;
		const message = item.json.message as IDataObject | null | undefined;
		const media = mediaSchema.safeParse(message?.media).data ?? null;
		return { target: target.data, media, text: textOf(message) };
	}
	return null;
}

function textOf(message: IDataObject | null | undefined): string | null {
	return message?.type === 'text' && typeof message.text === 'string' ? message.text : null;
}
