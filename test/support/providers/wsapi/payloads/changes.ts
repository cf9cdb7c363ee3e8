/** WSAPI: receipts, deletions, presence, calls. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { GROUP, ME } from '../../people';
import {
	ana,
	ANA_JID,
	anaIdentity,
	BASE,
	ben,
	CHAT_WITH_ANA,
	envelope,
	EXPECTED_ANA,
	EXPECTED_BEN,
	jid,
	me,
	OTHER,
	TIME,
	WSAPI_EVENT_ID,
	WSAPI_MESSAGE_ID,
} from './envelope';

type Content = Record<string, unknown>;
type State = NonNullable<NonNullable<ExpectedEvent['status']>['state']>;

export function receipt(
	receiptType: string,
	messageIds: string[] = ['3EB0BBBB'],
	content: Content = {},
	eventId = WSAPI_EVENT_ID,
) {
	return envelope(
		'message_read',
		{
			chatId: ANA_JID,
			sender: ana,
			isGroup: false,
			messageIds,
			time: TIME,
			receiptType,
			...content,
		},
		eventId,
	);
}

function changed(state: State, messageId = '3EB0BBBB'): ExpectedEvent {
	return {
		event: 'message.status',
		...BASE,
		timestamp: TIME,
		chat: CHAT_WITH_ANA,
		message: null,
		status: { messageId, state, recipientId: ANA_JID, errors: [] },
	};
}

export function deletion(content: Content = { isDeletedForAll: true }) {
	return envelope('message_delete', {
		id: WSAPI_MESSAGE_ID,
		chatId: ANA_JID,
		sender: ana,
		time: TIME,
		...content,
	});
}

function deleted(deletedFor: 'everyone' | 'me'): ExpectedEvent {
	return {
		event: 'message.deleted',
		...BASE,
		timestamp: TIME,
		chat: CHAT_WITH_ANA,
		sender: EXPECTED_ANA,
		message: { id: WSAPI_MESSAGE_ID, text: null, deletedFor },
	};
}

export function chatPresence(state: string, content: Content = {}) {
	return envelope('chat_presence', { id: ANA_JID, sender: ana, state, ...content });
}

export function userPresence(
	status: 'available' | 'unavailable',
	lastSeen = '0001-01-01T00:00:00Z',
) {
	return envelope('user_presence', { user: anaIdentity, status, lastSeen });
}

export function call(
	event: 'call_offer' | 'call_accept' | 'call_terminate',
	content: Content = {},
) {
	return envelope(event, { id: 'CALL1', caller: anaIdentity, time: TIME, ...content });
}

const offer = { chatId: ANA_JID, isGroup: false, isVideo: true };

function called(call: NonNullable<ExpectedEvent['call']>): ExpectedEvent {
	return {
		event: 'call.updated',
		...BASE,
		timestamp: TIME,
		sender: EXPECTED_ANA,
		message: null,
		call,
	};
}

export const changeFixtures: Fixture[] = [
	...(['delivered', 'read', 'played'] as const).map(
		(state): Fixture => ({
			name: `message_read: ${state}`,
			payload: receipt(state),
			expected: [{ ...changed(state), sender: EXPECTED_ANA }],
		}),
	),
	{
		name: 'message_read: several messages at once',
		payload: receipt('read', ['3EB0B1', '3EB0B2', '3EB0B3']),
		expected: [changed('read', '3EB0B1'), changed('read', '3EB0B2'), changed('read', '3EB0B3')],
	},
	{
		name: 'message_read: in a group',
		payload: receipt('read', ['3EB0BBBB'], {
			chatId: GROUP,
			isGroup: true,
			sender: ben,
			messageSender: me,
		}),
		expected: [
			{
				event: 'message.status',
				chat: { id: GROUP, type: 'group' },
				sender: EXPECTED_BEN,
				status: { messageId: '3EB0BBBB', state: 'read', recipientId: EXPECTED_BEN.id },
			},
		],
	},
	{
		name: 'message_read: readSelf',
		payload: receipt('readSelf', [WSAPI_MESSAGE_ID], { sender: me, messageSender: ana }),
		expected: [
			{
				event: 'message.status',
				sender: { id: jid(ME), isMe: true },
				status: { messageId: WSAPI_MESSAGE_ID, state: 'read' },
			},
		],
		note: 'the account read a message on another of its devices',
	},
	...['sender', 'retry', 'serverError', 'inactive', 'historySync'].map(
		(receiptType): Fixture => ({
			name: `message_read: ${receiptType}`,
			payload: receipt(receiptType),
			expected: [{}],
			note: 'the contract has no word for this receipt',
		}),
	),
	{
		name: 'message_delete: for everyone',
		payload: deletion(),
		expected: [deleted('everyone')],
	},
	{
		name: 'message_delete: for me',
		payload: deletion({ isDeletedForMe: true }),
		expected: [deleted('me')],
	},
	{
		name: 'message_delete: a status post',
		payload: deletion({ chatId: 'status@broadcast', isDeletedForAll: true, isStatus: true }),
		expected: [{ ...deleted('everyone'), chat: { id: 'status@broadcast', type: 'status' } }],
	},
	{
		name: 'message_star',
		payload: envelope('message_star', {
			id: WSAPI_MESSAGE_ID,
			chatId: ANA_JID,
			sender: ana,
			time: TIME,
			isStarred: true,
		}),
		expected: [OTHER],
	},
	...(['typing', 'recording', 'paused'] as const).map(
		(state): Fixture => ({
			name: `chat_presence: ${state}`,
			payload: chatPresence(state),
			expected: [
				{
					event: 'presence.updated',
					...BASE,
					chat: CHAT_WITH_ANA,
					sender: EXPECTED_ANA,
					message: null,
					presence: { state, lastSeen: null },
				},
			],
		}),
	),
	{
		name: 'chat_presence: in a group',
		payload: chatPresence('typing', { id: GROUP }),
		expected: [
			{
				event: 'presence.updated',
				chat: { id: GROUP, type: 'group' },
				sender: EXPECTED_ANA,
				presence: { state: 'typing', lastSeen: null },
			},
		],
	},
	{
		name: 'user_presence: available',
		payload: userPresence('available'),
		expected: [
			{
				event: 'presence.updated',
				...BASE,
				sender: EXPECTED_ANA,
				message: null,
				presence: { state: 'online', lastSeen: null },
			},
		],
		note: 'Go writes a time that is not set as the year 1',
	},
	{
		name: 'user_presence: unavailable',
		payload: userPresence('unavailable', '2026-05-19T02:40:00+02:00'),
		expected: [
			{
				event: 'presence.updated',
				sender: EXPECTED_ANA,
				presence: { state: 'offline', lastSeen: '2026-05-19T00:40:00.000Z' },
			},
		],
	},
	{
		name: 'call_offer',
		payload: call('call_offer', offer),
		expected: [
			{
				...called({ id: 'CALL1', state: 'offered', isVideo: true, isGroup: false }),
				chat: CHAT_WITH_ANA,
			},
		],
	},
	{
		name: 'call_offer: to a group',
		payload: call('call_offer', { chatId: GROUP, isGroup: true, isVideo: false }),
		expected: [
			{
				...called({ id: 'CALL1', state: 'offered', isVideo: false, isGroup: true }),
				chat: { id: GROUP, type: 'group' },
			},
		],
	},
	{
		name: 'call_accept',
		payload: call('call_accept'),
		expected: [called({ id: 'CALL1', state: 'accepted' })],
	},
	{
		name: 'call_terminate: rejected',
		payload: call('call_terminate', { reason: 'rejected' }),
		expected: [called({ id: 'CALL1', state: 'rejected' })],
	},
	{
		name: 'call_terminate: ended',
		payload: call('call_terminate', { reason: 'ended' }),
		expected: [called({ id: 'CALL1', state: 'ended' })],
	},
	{
		name: 'call_terminate: unknown reason',
		payload: call('call_terminate', { reason: 'unknown' }),
		expected: [called({ id: 'CALL1', state: 'ended' })],
	},
];
