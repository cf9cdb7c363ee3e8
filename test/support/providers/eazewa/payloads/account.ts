/** eazeWA: groups, calls, presence, and the instance's own life. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA, AT, AT_SECONDS, BEN, GROUP } from '../../people';
import { ANA_CUS, envelope, messageId } from './message';

const BEN_CUS = `${BEN}@c.us`;

/** whatsapp-web.js' GroupNotification. */
export function groupNotification(
	event: string,
	type: string,
	body = '',
	recipientIds = [ANA_CUS],
) {
	return envelope(event, {
		notification: {
			id: messageId(`false_${GROUP}_1768473000_${BEN_CUS}`),
			body,
			type,
			timestamp: AT_SECONDS,
			chatId: GROUP,
			author: BEN_CUS,
			recipientIds,
		},
	});
}

function inGroup(
	event: 'group.joined' | 'group.left' | 'group.updated',
	group: Omit<NonNullable<ExpectedEvent['group']>, 'id'>,
): ExpectedEvent {
	return {
		event,
		provider: 'eazewa',
		instance: '33',
		timestamp: AT,
		chat: { id: GROUP, type: 'group' },
		sender: { id: BEN_CUS, phone: BEN, isMe: false },
		message: null,
		group: { id: GROUP, ...group },
	};
}

export function call(content: Record<string, unknown> = {}) {
	return envelope('call', {
		call: {
			id: 'CALL1',
			from: ANA_CUS,
			timestamp: AT_SECONDS,
			isVideo: true,
			isGroup: false,
			fromMe: false,
			canHandleLocally: false,
			participants: [],
			...content,
		},
	});
}

function instanceIs(connection: NonNullable<ExpectedEvent['connection']>): ExpectedEvent {
	return {
		event: 'connection.updated',
		provider: 'eazewa',
		instance: '33',
		timestamp: null,
		chat: null,
		sender: null,
		message: null,
		replyTo: null,
		connection,
	};
}

const join = { action: 'join' as const, participants: [ANA_CUS] };
const leave = { action: 'leave' as const, participants: [ANA_CUS] };

export const accountFixtures: Fixture[] = [
	{
		name: 'group_join, added',
		payload: groupNotification('group_join', 'add'),
		expected: [inGroup('group.joined', join)],
	},
	{
		name: 'group_join, by invitation',
		payload: groupNotification('group_join', 'invite'),
		expected: [inGroup('group.joined', join)],
	},
	{
		name: 'group_leave, left',
		payload: groupNotification('group_leave', 'leave'),
		expected: [inGroup('group.left', leave)],
	},
	{
		name: 'group_leave, removed',
		payload: groupNotification('group_leave', 'remove'),
		expected: [inGroup('group.left', leave)],
	},
	{
		name: 'group_update, subject',
		payload: groupNotification('group_update', 'subject', 'New name', []),
		expected: [inGroup('group.updated', { action: 'name', participants: [], value: 'New name' })],
	},
	{
		name: 'group_update, description',
		payload: groupNotification('group_update', 'description', 'What for', []),
		expected: [inGroup('group.updated', { action: 'description', value: 'What for' })],
	},
	{
		name: 'group_update, picture',
		payload: groupNotification('group_update', 'picture', '', []),
		expected: [inGroup('group.updated', { action: 'picture' })],
	},
	...['announce', 'restrict'].map(
		(type): Fixture => ({
			name: `group_update, ${type}`,
			payload: groupNotification('group_update', type, 'on', []),
			expected: [inGroup('group.updated', { action: 'setting' })],
			note: 'how a setting is worded in group.value is open',
		}),
	),
	...(['promote', 'demote'] as const).map(
		(type): Fixture => ({
			name: `group_update, ${type}`,
			payload: groupNotification('group_update', type),
			expected: [inGroup('group.updated', { action: type, participants: [ANA_CUS] })],
		}),
	),
	{
		name: 'group_update of an unknown kind',
		payload: groupNotification('group_update', 'membership_approval_request'),
		expected: [inGroup('group.updated', {})],
		note: 'setting or other',
	},
	{
		name: 'call',
		payload: call(),
		expected: [
			{
				event: 'call.updated',
				provider: 'eazewa',
				instance: '33',
				timestamp: AT,
				sender: { id: ANA_CUS, phone: ANA, isMe: false },
				message: null,
				call: { id: 'CALL1', state: 'offered', isVideo: true, isGroup: false },
			},
		],
	},
	{
		name: 'qr',
		payload: envelope('qr', { qr: '2@AAAA,BBBB' }),
		expected: [instanceIs({ state: 'qr', qrCode: '2@AAAA,BBBB', pairingCode: null })],
	},
	{
		name: 'qr as an image',
		payload: envelope('qr', { qrCode: 'data:image/png;base64,AAAA' }),
		expected: [instanceIs({ state: 'qr', qrCode: 'data:image/png;base64,AAAA' })],
	},
	{
		name: 'loading_screen',
		payload: envelope('loading_screen', { percent: 40, message: 'WhatsApp' }),
		expected: [instanceIs({ state: 'connecting' })],
	},
	{
		name: 'authenticated',
		payload: envelope('authenticated', {}),
		expected: [instanceIs({ state: 'authenticated' })],
	},
	{
		name: 'auth_failure',
		payload: envelope('auth_failure', { message: 'session expired' }),
		expected: [instanceIs({ state: 'auth_failed', reason: 'session expired' })],
	},
	{
		name: 'ready',
		payload: envelope('ready', { status: 'ready' }),
		expected: [instanceIs({ state: 'open' })],
	},
	{
		name: 'disconnected',
		payload: envelope('disconnected', { reason: 'NAVIGATION' }),
		expected: [instanceIs({ state: 'closed', reason: 'NAVIGATION' })],
	},
	...(
		[
			['CONNECTED', 'open'],
			['OPENING', 'connecting'],
			['PAIRING', 'pairing'],
			['TIMEOUT', 'timeout'],
		] as const
	).map(
		([state, expected]): Fixture => ({
			name: `change_state, ${state}`,
			payload: envelope('change_state', { state }),
			expected: [instanceIs({ state: expected })],
		}),
	),
	{
		name: 'change_state under the other field name',
		payload: envelope('change_state', { status: 'CONNECTED' }),
		expected: [instanceIs({ state: 'open' })],
	},
	{
		name: 'change_state of a kind without a word in the contract',
		payload: envelope('change_state', { state: 'PROXYBLOCK' }),
		expected: [{}],
		note: 'connection.updated or other',
	},
	{
		name: 'presence_update',
		payload: envelope('presence_update', {
			presence: {
				id: ANA_CUS,
				isGroup: false,
				isOnline: true,
				chatstate: 'typing',
				lastSeen: null,
				typingParticipants: [],
				recordingParticipants: [],
			},
		}),
		expected: [{}],
		note: 'the fields are published (OpenAPI v1.7.0), where in `data` they sit is not',
	},
	...[
		'community_created',
		'community_updated',
		'community_subgroup_linked',
		'community_subgroup_unlinked',
		'community_deactivated',
		'some_future_event',
	].map(
		(event): Fixture => ({
			name: event,
			payload: envelope(event, { communityId: '120363000000000003@g.us' }),
			expected: [{ event: 'other', provider: 'eazewa', instance: '33', raw: {} }],
		}),
	),
];
