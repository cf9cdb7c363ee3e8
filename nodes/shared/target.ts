/** Which message an action answers: found by itself, or filled in by the user. */
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Provider, ReplyTo } from '../../gateway';
import { triggerMessage } from './trigger-message';

/** Operations that need no message, and ask for what they need themselves. */
const WITHOUT_MESSAGE = { hide: { operation: ['downloadMedia'] } };

export const targetProperties: INodeProperties[] = [
	{
		displayName: 'Target',
		name: 'target',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Message That Started the Workflow',
				value: 'trigger',
				description: 'Found automatically, however many nodes stand in between',
			},
			{
				name: 'Another Message',
				value: 'manual',
				description: 'You enter the chat and, where needed, the message yourself',
			},
		],
		default: 'trigger',
		description: 'The message to act on',
	},
	{
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 15550001111',
		description:
			"A phone number with country code, or the chat's ID from an event. A group needs its ID.",
		displayOptions: { show: { target: ['manual'] }, ...WITHOUT_MESSAGE },
	},
	{
		displayName: 'Message ID',
		name: 'messageId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 3EB0C767D26A1B2C',
		description: "The message's ID from an event. Needed to quote, to react and to mark as read.",
		displayOptions: { show: { target: ['manual'] }, ...WITHOUT_MESSAGE },
	},
	{
		displayName: 'Sender ID',
		name: 'senderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 15550001111@s.whatsapp.net',
		description: "The ID of who wrote that message, the sender's ID of an event. Needed in groups.",
		displayOptions: { show: { target: ['manual'] }, ...WITHOUT_MESSAGE },
	},
];

/** Throws a `NodeOperationError` that says what is missing when no message can be found. */
export function targetOf(
	context: IExecuteFunctions,
	provider: Provider,
	itemIndex: number,
): ReplyTo {
	if (context.getNodeParameter('target', itemIndex, 'trigger') === 'manual') {
		return manualTarget(context, provider, itemIndex);
	}
	return triggerMessage(context, provider, itemIndex).target;
}

function manualTarget(context: IExecuteFunctions, provider: Provider, itemIndex: number): ReplyTo {
	const read = (name: string) => String(context.getNodeParameter(name, itemIndex, '')).trim();
	const chatId = read('chatId');
	if (chatId === '') {
		throw new NodeOperationError(context.getNode(), 'The field Chat ID is empty', {
			itemIndex,
			description: 'Give the chat to send to, for example a phone number with country code.',
		});
	}
	return {
		provider: provider.id,
		instance: null,
		chatId: chatIdOf(chatId),
		messageId: read('messageId') || null,
		senderId: read('senderId') || null,
		fromMe: false,
	};
}

/**
 * A phone number as a person writes it becomes its digits. Ids stay as they are: also a group's,
 * which for some providers is digits with a hyphen.
 */
function chatIdOf(written: string): string {
	const isPhone = /^\+[\d\s().-]+$/.test(written) || /^[\d\s()]+$/.test(written);
	return isPhone ? written.replace(/\D/g, '') : written;
}
