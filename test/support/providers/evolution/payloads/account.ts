/** Evolution: the connection, calls, presence, groups, and what has no name here. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA, ANA_LID, AT, BEN, GROUP, ME } from '../../people';
import { ANA_JID, envelope, EVOLUTION_KEY, INSTANCE, ME_JID } from './envelope';

type Fields = Record<string, unknown>;

const BEN_JID = `${BEN}@s.whatsapp.net`;
const LID_JID = `${ANA_LID}@lid`;

export function connection(data: Fields, more: Fields = {}) {
	return envelope('connection.update', { instance: INSTANCE, ...data }, more);
}

const NOTHING = { qrCode: null, pairingCode: null, reason: null, phone: null };

function connected(said: NonNullable<ExpectedEvent['connection']>): ExpectedEvent {
	return {
		event: 'connection.updated',
		provider: 'evolution',
		instance: INSTANCE,
		// The envelope's time is no time: its "Z" is not true.
		timestamp: null,
		chat: null,
		sender: null,
		message: null,
		replyTo: null,
		connection: { ...NOTHING, ...said },
	};
}

export function presence(presences: Fields, id = ANA_JID, more: Fields = {}) {
	return envelope('presence.update', { id, presences }, more);
}

function present(state: 'typing' | 'recording' | 'paused' | 'online' | 'offline'): ExpectedEvent {
	return {
		event: 'presence.updated',
		chat: { id: ANA_JID, type: 'individual' },
		sender: { id: ANA_JID, phone: ANA, isMe: false },
		presence: { state, lastSeen: null },
	};
}

export function participants(action: string, data: Fields = {}, more: Fields = {}) {
	return envelope(
		'group-participants.update',
		{
			id: GROUP,
			author: ANA_JID,
			action,
			participants: [BEN_JID],
			participantsData: [{ jid: BEN_JID, phoneNumber: BEN_JID, name: 'Ben', imgUrl: null }],
			...data,
		},
		more,
	);
}

function changed(
	event: 'group.joined' | 'group.left' | 'group.updated',
	group: Omit<NonNullable<ExpectedEvent['group']>, 'id'>,
): ExpectedEvent {
	return {
		event,
		chat: { id: GROUP, type: 'group' },
		group: { id: GROUP, participants: [], value: null, ...group },
	};
}

export function call(status: string, data: Fields = {}) {
	return envelope('call', {
		chatId: ANA_JID,
		from: ANA_JID,
		id: 'CALL-1',
		date: AT,
		offline: false,
		status,
		isVideo: false,
		isGroup: false,
		...data,
	});
}

const CALL_STATES = {
	offer: 'offered',
	ringing: 'ringing',
	accept: 'accepted',
	reject: 'rejected',
	timeout: 'missed',
	terminate: 'ended',
} as const;

/** What nobody waits for, by the name and with something like its data. */
const OTHERS: ReadonlyArray<[event: string, data: unknown]> = [
	['application.startup', { message: 'Application startup' }],
	['instance.create', { instanceName: INSTANCE, instanceId: '1' }],
	['instance.delete', { instanceName: INSTANCE, instanceId: '1' }],
	['remove.instance', null],
	['messages.set', [{ key: { remoteJid: ANA_JID, id: 'OLD' }, message: { conversation: 'Old' } }]],
	['messaging-history.set', { messageCount: 100, chatCount: 5 }],
	['contacts.set', { contacts: 3 }],
	['contacts.upsert', [{ remoteJid: ANA_JID, pushName: 'Ana' }]],
	['contacts.update', [{ remoteJid: ANA_JID, profilePicUrl: null }]],
	['chats.set', [{ remoteJid: ANA_JID }]],
	['chats.upsert', [{ remoteJid: ANA_JID, unreadMessages: 0 }]],
	['chats.update', [{ remoteJid: ANA_JID }]],
	['chats.delete', [ANA_JID]],
	['labels.edit', { id: '1', name: 'Paid', color: 2, instance: INSTANCE }],
	['labels.association', { type: 'add', chatId: ANA_JID, labelId: '1', instance: INSTANCE }],
	['typebot.start', { remoteJid: ANA_JID, status: 'opened' }],
	['typebot.change-status', { remoteJid: ANA_JID, status: 'closed' }],
];

export const accountFixtures: Fixture[] = [
	{
		name: 'connection: open',
		payload: connection({ state: 'open', statusReason: 200, wuid: ME_JID, profileName: 'Shop' }),
		expected: [connected({ state: 'open', phone: ME })],
	},
	{
		name: 'connection: connecting',
		payload: connection({ state: 'connecting', statusReason: 200 }),
		expected: [connected({ state: 'connecting' })],
	},
	{
		name: 'connection: closed',
		payload: connection({ state: 'close', statusReason: 428 }),
		expected: [connected({ state: 'closed', reason: '428' })],
	},
	{
		name: 'connection: closed because the phone logged out',
		payload: connection({ state: 'close', statusReason: 401 }),
		expected: [connected({ state: 'logged_out', reason: '401' })],
	},
	{
		name: 'connection: refused, nobody scanned the code',
		payload: connection({ state: 'refused', statusReason: 428, wuid: ME_JID }),
		expected: [connected({ state: 'timeout', reason: '428', phone: ME })],
	},
	{
		name: 'connection: a state that is not known',
		payload: connection({ state: 'dreaming' }),
		expected: [{ event: 'other', raw: {} }],
	},
	{
		name: 'instance stopped',
		payload: envelope('status.instance', {
			instance: INSTANCE,
			status: 'closed',
			disconnectionAt: AT,
			disconnectionReasonCode: 403,
			disconnectionObject: '{"error":{}}',
		}),
		expected: [{ ...connected({ state: 'closed', reason: '403' }), timestamp: AT }],
	},
	{
		name: 'instance stopped by a logout',
		payload: envelope('status.instance', {
			instance: INSTANCE,
			status: 'closed',
			disconnectionReasonCode: 401,
		}),
		expected: [connected({ state: 'logged_out', reason: '401' })],
	},
	{
		name: 'instance logged out, with no data',
		payload: envelope('logout.instance', null),
		expected: [connected({ state: 'logged_out' })],
	},
	{
		name: 'QR code',
		payload: envelope('qrcode.updated', {
			qrcode: {
				instance: INSTANCE,
				pairingCode: 'WZYEH1YY',
				code: '2@abc',
				base64: 'data:image/png;base64,AAAA',
			},
		}),
		expected: [
			connected({
				state: 'qr',
				qrCode: 'data:image/png;base64,AAAA',
				pairingCode: 'WZYEH1YY',
			}),
		],
		secrets: [EVOLUTION_KEY],
	},
	{
		name: 'QR codes used up',
		payload: envelope('qrcode.updated', {
			message: 'QR code limit reached, please login again',
			statusCode: 500,
		}),
		expected: [
			connected({ state: 'timeout', reason: 'QR code limit reached, please login again' }),
		],
	},
	...(
		[
			['composing', 'typing'],
			['recording', 'recording'],
			['paused', 'paused'],
			['available', 'online'],
			['unavailable', 'offline'],
		] as const
	).map(
		([lastKnownPresence, state]): Fixture => ({
			name: `presence: ${lastKnownPresence}`,
			payload: presence({ [ANA_JID]: { lastKnownPresence } }),
			expected: [present(state)],
		}),
	),
	{
		name: 'presence: when somebody was last seen',
		payload: presence({ [ANA_JID]: { lastKnownPresence: 'unavailable', lastSeen: 1768473000 } }),
		expected: [{ ...present('offline'), presence: { state: 'offline', lastSeen: AT } }],
	},
	{
		name: 'presence: two members of a group',
		payload: presence(
			{
				[ANA_JID]: { lastKnownPresence: 'composing' },
				[LID_JID]: { lastKnownPresence: 'recording' },
			},
			GROUP,
		),
		expected: [
			{
				...present('typing'),
				chat: { id: GROUP, type: 'group' },
				raw: { data: { presences: { [ANA_JID]: { lastKnownPresence: 'composing' } } } },
			},
			{
				...present('recording'),
				chat: { id: GROUP, type: 'group' },
				sender: { id: LID_JID, phone: null, lid: LID_JID, isMe: false },
			},
		],
	},
	{
		name: 'presence: a word that is not known',
		payload: presence({ [ANA_JID]: { lastKnownPresence: 'asleep' } }),
		expected: [{ event: 'other', raw: {} }],
	},
	{
		name: 'group: somebody was added',
		payload: participants('add'),
		expected: [
			{
				...changed('group.joined', { action: 'join', participants: [BEN_JID] }),
				provider: 'evolution',
				instance: INSTANCE,
				timestamp: null,
				sender: { id: ANA_JID, phone: ANA, isMe: false },
			},
		],
	},
	{
		name: 'group: somebody was removed, by the account',
		payload: participants('remove', { author: ME_JID }),
		expected: [
			{
				...changed('group.left', { action: 'leave', participants: [BEN_JID] }),
				sender: { id: ME_JID, phone: ME, isMe: true },
			},
		],
	},
	{
		name: 'group: promoted, with the participants as later versions write them',
		payload: participants('promote', {
			author: LID_JID,
			authorPn: ANA_JID,
			participants: [{ id: LID_JID, phoneNumber: ANA_JID, admin: null }],
		}),
		expected: [
			{
				...changed('group.updated', { action: 'promote', participants: [LID_JID] }),
				sender: { id: LID_JID, phone: ANA, lid: LID_JID, isMe: false },
			},
		],
	},
	{
		name: 'group: demoted, by nobody that is named',
		payload: participants('demote', { author: undefined }),
		expected: [
			{
				...changed('group.updated', { action: 'demote', participants: [BEN_JID] }),
				sender: null,
			},
		],
	},
	{
		name: 'group: something else about its members',
		payload: participants('modify'),
		expected: [changed('group.updated', { action: 'other', participants: [BEN_JID] })],
	},
	{
		name: 'groups that the account has come into',
		payload: envelope('groups.upsert', [
			{ id: GROUP, subject: 'Friends', owner: ANA_JID, participants: [] },
		]),
		expected: [changed('group.updated', { action: 'other', value: 'Friends' })],
	},
	{
		name: 'groups: name, description and settings at once',
		payload: envelope('groups.update', [
			{ id: GROUP, subject: 'Best Friends', desc: 'Only we', announce: true, restrict: false },
			{ id: GROUP, inviteCode: 'NEWCODE' },
			{ id: GROUP },
			5,
		]),
		expected: [
			changed('group.updated', { action: 'name', value: 'Best Friends' }),
			changed('group.updated', { action: 'description', value: 'Only we' }),
			changed('group.updated', { action: 'setting', value: 'announce: true' }),
			changed('group.updated', { action: 'setting', value: 'locked: false' }),
			changed('group.updated', { action: 'setting', value: 'inviteLink: NEWCODE' }),
			changed('group.updated', { action: 'other', value: null }),
			{ event: 'other' },
		],
	},
	...Object.entries(CALL_STATES).map(
		([status, state]): Fixture => ({
			name: `call: ${status}`,
			payload: call(status),
			expected: [
				{
					event: 'call.updated',
					timestamp: AT,
					chat: { id: ANA_JID, type: 'individual' },
					sender: { id: ANA_JID, phone: ANA, isMe: false },
					call: { id: 'CALL-1', state, isVideo: false, isGroup: false },
				},
			],
		}),
	),
	{
		name: 'call: with video, by LID with the phone number beside it',
		payload: call('offer', { from: LID_JID, chatId: LID_JID, callerPn: ANA_JID, isVideo: true }),
		expected: [
			{
				event: 'call.updated',
				chat: { id: ANA_JID, type: 'individual' },
				sender: { id: ANA_JID, phone: ANA, lid: LID_JID, isMe: false },
				call: { id: 'CALL-1', state: 'offered', isVideo: true, isGroup: false },
			},
		],
	},
	{
		name: 'call: in a group',
		payload: call('offer', { isGroup: true, groupJid: GROUP }),
		expected: [
			{
				event: 'call.updated',
				chat: { id: GROUP, type: 'group' },
				sender: { id: ANA_JID, isMe: false },
				call: { id: 'CALL-1', state: 'offered', isGroup: true },
			},
		],
	},
	{
		name: 'call: how fast the line is, which tells a person nothing',
		payload: call('relaylatency'),
		expected: [{ event: 'other', raw: {} }],
	},
	...OTHERS.map(
		([event, data]): Fixture => ({
			name: `other: ${event}`,
			payload: envelope(event, data),
			expected: [{ event: 'other', provider: 'evolution', message: null, raw: { event } }],
			secrets: [EVOLUTION_KEY, 'destination-secret'],
		}),
	),
];
