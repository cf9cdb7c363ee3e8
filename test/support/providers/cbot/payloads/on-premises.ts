/** Cbot on premises: flat arrays. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, AT, BEN } from '../../people';
import { answeringContent } from './answers';
import { onPremisesContent, sharedContent } from './content';
import {
	item,
	ON_PREMISES,
	ON_PREMISES_ID,
	onPremises,
	onPremisesStatuses,
	receivedOnPremises,
	status,
} from './envelope';

export const text = (body = 'Hello', id = ON_PREMISES_ID) =>
	onPremises(item('text', { body }, { id }));

export const reaction = (emoji: string | null) =>
	onPremises(item('reaction', { message_id: 'gBEGBBBB', ...(emoji === null ? {} : { emoji }) }));

function reacted(emoji: string | null): ExpectedEvent {
	return {
		...receivedOnPremises({ type: 'reaction', reaction: { emoji, messageId: 'gBEGBBBB' } }),
		event: 'message.reaction',
	};
}

function changed(
	state: NonNullable<ExpectedEvent['status']>['state'],
	errors: NonNullable<ExpectedEvent['status']>['errors'] = [],
): ExpectedEvent {
	return {
		event: 'message.status',
		...ON_PREMISES,
		timestamp: AT,
		chat: { id: ANA, type: 'individual' },
		message: null,
		status: { messageId: 'gBEGBBBB', ...(state ? { state } : {}), recipientId: ANA, errors },
	};
}

const WINDOW_CLOSED = {
	code: 470,
	title: 'Message failed to send because more than 24 hours have passed',
	href: 'https://example.com/errors',
};

export const onPremisesFixtures: Fixture[] = [
	{
		name: 'on premises: text',
		payload: text(),
		expected: [
			{
				...receivedOnPremises(plainText(ON_PREMISES_ID, 'Hello')),
				replyTo: {
					provider: 'cbot',
					instance: null,
					chatId: ANA,
					messageId: ON_PREMISES_ID,
					senderId: ANA,
					fromMe: false,
				},
			},
		],
	},
	{
		name: 'on premises: text without contacts',
		payload: { messages: [item('text', { body: 'Hello' })] },
		expected: [
			{
				event: 'message.received',
				sender: { id: ANA, phone: ANA, lid: null, name: null, isMe: false },
			},
		],
	},
	{
		name: 'on premises: text in a group (legacy)',
		payload: onPremises(item('text', { body: 'Hello' }, { group_id: '15550009999-1500000000' })),
		expected: [
			{
				event: 'message.received',
				chat: { id: '15550009999-1500000000', type: 'group' },
				sender: { id: ANA, phone: ANA, isMe: false },
			},
		],
	},
	...[...sharedContent, ...answeringContent, ...onPremisesContent].map(
		({ name, type, content, fields, expected, note }): Fixture => ({
			name: `on premises: ${name}`,
			payload: onPremises(item(type, content, fields)),
			expected: [receivedOnPremises(expected)],
			...(note ? { note } : {}),
		}),
	),
	{ name: 'on premises: reaction', payload: reaction('👍'), expected: [reacted('👍')] },
	{
		name: 'on premises: reaction taken away, empty emoji',
		payload: reaction(''),
		expected: [reacted(null)],
	},
	{
		name: 'on premises: reaction taken away, no emoji',
		payload: reaction(null),
		expected: [reacted(null)],
	},
	...(['sent', 'delivered', 'read', 'deleted', 'warning'] as const).map(
		(state): Fixture => ({
			name: `on premises: status ${state}`,
			payload: onPremisesStatuses(status(state)),
			expected: [changed(state)],
		}),
	),
	{
		name: 'on premises: status failed',
		payload: onPremisesStatuses(status('failed', { errors: [WINDOW_CLOSED] })),
		expected: [
			changed('failed', [{ code: WINDOW_CLOSED.code, title: WINDOW_CLOSED.title, details: null }]),
		],
	},
	{
		name: 'on premises: status with conversation and pricing',
		payload: onPremisesStatuses(
			status('delivered', {
				conversation: { id: 'c1', origin: { type: 'user_initiated' } },
				pricing: { pricing_model: 'CBP', billable: true },
			}),
		),
		expected: [changed('delivered')],
	},
	{
		name: 'on premises: error',
		payload: { errors: [{ code: 400, title: 'Bad request', details: 'Could not be parsed' }] },
		expected: [
			{
				event: 'account.error',
				...ON_PREMISES,
				timestamp: null,
				chat: null,
				sender: null,
				message: null,
				replyTo: null,
				error: { code: 400, title: 'Bad request', details: 'Could not be parsed' },
			},
		],
	},
	{
		name: 'on premises: two messages whose contacts come the other way round',
		payload: {
			contacts: [
				{ profile: { name: 'Ben' }, wa_id: BEN },
				{ profile: { name: 'Ana' }, wa_id: ANA },
			],
			messages: [
				item('text', { body: 'First' }, { id: 'ABGG1' }),
				item('text', { body: 'Second' }, { id: 'ABGG2', from: BEN }),
			],
		},
		expected: [
			{
				event: 'message.received',
				sender: { id: ANA, phone: ANA, name: 'Ana', isMe: false },
				message: plainText('ABGG1', 'First'),
			},
			{
				event: 'message.received',
				sender: { id: BEN, phone: BEN, name: 'Ben', isMe: false },
				message: plainText('ABGG2', 'Second'),
			},
		],
	},
	{
		name: 'on premises: messages, statuses and errors in one delivery',
		payload: {
			...text(),
			...onPremisesStatuses(status('sent'), status('delivered')),
			errors: [{ code: 1000, title: 'Generic error' }],
		},
		expected: [
			{ event: 'message.received' },
			changed('sent'),
			changed('delivered'),
			{ event: 'account.error', error: { code: 1000, title: 'Generic error', details: null } },
		],
	},
];
