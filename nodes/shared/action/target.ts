/** Which message an action answers: found automatically, or filled in by the user. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Provider, ReplyTo } from '../../../gateway';
import { chatIdOf } from './chat-id';
import { OTHER_TARGET } from './other-target';
import { triggerMessage } from './trigger-message';

/**
 * The fields of an action's target. `without`: operations that need no message, and ask for what they
 * need themselves.
 */
export function targetFields(without: readonly string[] = []): INodeProperties[] {
	const shown = without.length === 0 ? {} : { hide: { operation: [...without] } };
	return [
		{
			displayName: 'Target',
			name: 'target',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'Message That Started the Workflow',
					value: 'trigger',
					description: 'Found automatically, no matter how many nodes are in between',
				},
				{
					name: OTHER_TARGET,
					value: 'manual',
					description:
						'To write to somebody new or to any other chat: you enter the phone number or the IDs',
				},
			],
			default: 'trigger',
			description: 'Which chat or message this is for',
		},
		{
			displayName: 'Chat ID or Phone Number',
			name: 'chatId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. +1 555 000 1111',
			description:
				"A phone number with its country code, or the chat's ID from an event. A group needs its ID.",
			displayOptions: { show: { target: ['manual'] }, ...shown },
		},
		{
			displayName: 'Message ID',
			name: 'messageId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 3EB0C767D26A1B2C',
			description: "The message's ID from an event. Needed to quote, to react and to mark as read.",
			displayOptions: { show: { target: ['manual'] }, ...shown },
		},
		{
			displayName: 'Sender ID',
			name: 'senderId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 15550001111@s.whatsapp.net',
			description: "Who wrote that message: the sender's ID from an event. Needed in groups.",
			displayOptions: { show: { target: ['manual'] }, ...shown },
		},
	];
}

/** The message that is answered. */
export interface Target extends ReplyTo {
	/** Its words, where it is a text message and they are known. */
	text: string | null;
}

/** Throws a `NodeOperationError` that says what is missing when no message can be found. */
export function targetOf(
	context: IExecuteFunctions,
	provider: Provider,
	itemIndex: number,
): Target {
	if (context.getNodeParameter('target', itemIndex, 'trigger') === 'manual') {
		return manualTarget(context, provider, itemIndex);
	}
	const { target, text } = triggerMessage(context, provider, itemIndex);
	return { ...target, text };
}

function manualTarget(context: IExecuteFunctions, provider: Provider, itemIndex: number): Target {
	const read = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	return {
		provider: provider.id,
		instance: null,
		chatId: chatOf(context, read('chatId'), itemIndex),
		messageId: read('messageId') || null,
		senderId: read('senderId') || null,
		fromMe: false,
		text: null,
	};
}

const ACCEPTED =
	'Give a phone number with its country code, e.g. +1 555 000 1111, or the ID of a chat as an event has it, e.g. {{ $json.chat.id }}. A group needs its ID.';

function chatOf(context: IExecuteFunctions, written: string, itemIndex: number): string {
	const chatId = chatIdOf(written);
	if (chatId !== null) return chatId;
	const fault =
		written === ''
			? 'The field Chat ID or Phone Number is empty'
			: `"${shortened(written)}" is neither a phone number with country code nor a WhatsApp ID`;
	throw new NodeOperationError(context.getNode(), fault, { itemIndex, description: ACCEPTED });
}

function shortened(text: string): string {
	return text.length <= 40 ? text : `${text.slice(0, 40)}…`;
}
