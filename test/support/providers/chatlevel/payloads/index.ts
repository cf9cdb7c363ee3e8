/** Chatlevel's ten events, as its documentation shows them (its own samples are no valid JSON). */
import type { ExpectedEvent, Fixture, IdentityCase } from '../../fixture';
import { eventsOf, plainText, wired } from '../../fixture';
import { ANA, ANA_LID, AT, BEN } from '../../people';

export const CHATLEVEL_DEVICE = 1000001;
const INSTANCE = String(CHATLEVEL_DEVICE);
const LID_JID = `${ANA_LID}@lid`;

type Content = Record<string, unknown>;

export function envelope(event: string, data: Content, timestamp = AT) {
	return { event, deviceId: CHATLEVEL_DEVICE, data, timestamp };
}

export function received(data: Content = {}, timestamp = AT) {
	return envelope(
		'message.received',
		{
			id: '3EB0AAAA',
			from: ANA,
			fromType: 'pn',
			lid: ANA_LID,
			phoneNumber: ANA,
			pushName: 'Ana',
			content: { text: 'Hello' },
			type: 'text',
			...data,
		},
		timestamp,
	);
}

export function sent(data: Content = {}) {
	return envelope('message.sent', {
		id: '3EB0BBBB',
		to: BEN,
		toType: 'pn',
		lid: null,
		phoneNumber: BEN,
		content: { text: 'Hi' },
		type: 'text',
		...data,
	});
}

export function updated(data: Content = {}, timestamp = AT) {
	return envelope(
		'message.updated',
		{
			messageId: '3EB0AAAA',
			from: ANA,
			fromType: 'pn',
			lid: null,
			phoneNumber: ANA,
			fromMe: false,
			update: { editedContent: { text: 'Hello!' }, messageType: 'text' },
			...data,
		},
		timestamp,
	);
}

export function deleted(data: Content = {}) {
	return envelope('message.deleted', {
		messageId: '3EB0AAAA',
		from: ANA,
		fromType: 'pn',
		lid: null,
		phoneNumber: ANA,
		fromMe: false,
		...data,
	});
}

export function call(status: 'offer' | 'accept' | 'timeout' | 'reject', data: Content = {}) {
	return envelope('call', {
		id: 'CALL1',
		from: ANA_LID,
		fromType: 'lid',
		lid: ANA_LID,
		phoneNumber: null,
		status,
		isVideo: true,
		isGroup: false,
		date: Date.parse(AT) / 1000,
		...data,
	});
}

export const connection = {
	open: (timestamp = AT) =>
		envelope('connection.open', { displayName: 'Shop', phoneNumber: '+15550009999' }, timestamp),
	closed: () => envelope('connection.closed', {}),
	qr: () => envelope('connection.auth', { qrCode: 'data:image/png;base64,AAAA' }),
	pairing: () => envelope('connection.auth', { pairingCode: 'ABCD1234' }),
	timeout: () => envelope('connection.timeout', {}),
	logout: () => envelope('connection.logout', {}),
};

const base = { provider: 'chatlevel', instance: INSTANCE, timestamp: AT } as const;
const chatWithAna = { id: ANA, type: 'individual' } as const;
const ana = { id: ANA, phone: ANA, lid: null, isMe: false } as const;
const lidOnly = { id: LID_JID, phone: null, lid: LID_JID, isMe: false } as const;
const chatByLid = { id: LID_JID, type: 'individual' } as const;

function connected(connectionBlock: NonNullable<ExpectedEvent['connection']>): ExpectedEvent {
	return {
		event: 'connection.updated',
		...base,
		chat: null,
		sender: null,
		message: null,
		replyTo: null,
		connection: connectionBlock,
	};
}

function called(state: NonNullable<ExpectedEvent['call']>['state']): ExpectedEvent {
	return {
		event: 'call.updated',
		...base,
		sender: lidOnly,
		message: null,
		call: { id: 'CALL1', state, isVideo: true, isGroup: false },
	};
}

export const fixtures: Fixture[] = wired([
	{
		name: 'message.received, phone and LID both told',
		payload: received(),
		expected: [
			{
				event: 'message.received',
				...base,
				chat: chatWithAna,
				sender: { ...ana, lid: LID_JID, name: 'Ana' },
				message: plainText('3EB0AAAA', 'Hello'),
				replyTo: {
					provider: 'chatlevel',
					instance: INSTANCE,
					chatId: ANA,
					messageId: '3EB0AAAA',
					senderId: ANA,
					fromMe: false,
				},
			},
		],
	},
	{
		name: 'message.received, a reaction',
		payload: received({
			id: '3EB0RRRR',
			type: 'reaction',
			content: { emoji: '👍', key: { id: '3EB0BBBB' } },
		}),
		expected: [
			{
				event: 'message.reaction',
				...base,
				message: { type: 'reaction', reaction: { emoji: '👍', messageId: '3EB0BBBB' } },
			},
		],
		note: 'Reactions are not published; this is how the other types of message are.',
	},
	{
		name: 'message.received, phone alone',
		payload: received({ lid: null, pushName: null }),
		expected: [
			{
				event: 'message.received',
				chat: chatWithAna,
				sender: { ...ana, name: null },
				message: plainText('3EB0AAAA', 'Hello'),
			},
		],
	},
	{
		name: 'message.received, LID alone',
		payload: received({ from: ANA_LID, fromType: 'lid', phoneNumber: null }),
		expected: [
			{
				event: 'message.received',
				chat: chatByLid,
				sender: { ...lidOnly, name: 'Ana' },
				message: plainText('3EB0AAAA', 'Hello'),
				replyTo: {
					provider: 'chatlevel',
					instance: INSTANCE,
					chatId: LID_JID,
					messageId: '3EB0AAAA',
					senderId: LID_JID,
					fromMe: false,
				},
			},
		],
	},
	{
		name: 'message.received, LID in front and the phone told beside it',
		payload: received({ from: ANA_LID, fromType: 'lid', phoneNumber: ANA }),
		expected: [
			{
				event: 'message.received',
				chat: chatByLid,
				sender: { id: LID_JID, phone: ANA, lid: LID_JID, name: 'Ana', isMe: false },
			},
		],
	},
	{
		name: 'message.received of a type that is not published',
		payload: received({ type: 'audio', content: {} }),
		expected: [
			{
				event: 'message.received',
				chat: chatWithAna,
				message: { id: '3EB0AAAA', text: null },
			},
		],
		note: 'neither the type names nor the content beyond text are published: message.type is open',
	},
	{
		name: 'message.sent',
		payload: sent(),
		expected: [
			{
				event: 'message.sent',
				...base,
				chat: { id: BEN, type: 'individual' },
				sender: { isMe: true },
				message: plainText('3EB0BBBB', 'Hi'),
			},
		],
		note: 'the payload does not name the account itself',
	},
	{
		name: 'message.sent to a LID',
		payload: sent({ to: ANA_LID, toType: 'lid', lid: ANA_LID, phoneNumber: null }),
		expected: [{ event: 'message.sent', chat: chatByLid, sender: { isMe: true } }],
	},
	{
		name: 'message.updated',
		payload: updated(),
		expected: [
			{
				event: 'message.edited',
				...base,
				chat: chatWithAna,
				sender: ana,
				message: { id: '3EB0AAAA', type: 'text', text: 'Hello!' },
			},
		],
	},
	{
		name: 'message.updated, own message',
		payload: updated({ messageId: '3EB0BBBB', from: BEN, phoneNumber: BEN, fromMe: true }),
		expected: [
			{
				event: 'message.edited',
				chat: { id: BEN, type: 'individual' },
				sender: { isMe: true },
				message: { id: '3EB0BBBB', type: 'text', text: 'Hello!' },
			},
		],
	},
	{
		name: 'message.deleted',
		payload: deleted(),
		expected: [
			{
				event: 'message.deleted',
				...base,
				chat: chatWithAna,
				sender: ana,
				message: { id: '3EB0AAAA', text: null },
			},
		],
		note: 'Chatlevel does not say for whom: message.deletedFor is open',
	},
	{
		name: 'message.deleted by a LID',
		payload: deleted({ from: ANA_LID, fromType: 'lid', lid: ANA_LID, phoneNumber: null }),
		expected: [{ event: 'message.deleted', chat: chatByLid, sender: lidOnly }],
	},
	{ name: 'call, offer', payload: call('offer'), expected: [called('offered')] },
	{ name: 'call, accept', payload: call('accept'), expected: [called('accepted')] },
	{ name: 'call, timeout', payload: call('timeout'), expected: [called('missed')] },
	{ name: 'call, reject', payload: call('reject'), expected: [called('rejected')] },
	{
		name: 'call from a known phone in a group',
		payload: call('offer', { from: ANA, fromType: 'pn', phoneNumber: ANA, isGroup: true }),
		expected: [
			{
				event: 'call.updated',
				sender: { id: ANA, phone: ANA, lid: LID_JID, isMe: false },
				call: { id: 'CALL1', state: 'offered', isVideo: true, isGroup: true },
			},
		],
	},
	{
		name: 'connection.open',
		payload: connection.open(),
		expected: [connected({ state: 'open', phone: '15550009999', qrCode: null, reason: null })],
	},
	{
		name: 'connection.closed',
		payload: connection.closed(),
		expected: [connected({ state: 'closed' })],
	},
	{
		name: 'connection.auth with a QR code',
		payload: connection.qr(),
		expected: [connected({ state: 'qr', qrCode: 'data:image/png;base64,AAAA', pairingCode: null })],
	},
	{
		name: 'connection.auth with a pairing code',
		payload: connection.pairing(),
		expected: [connected({ state: 'pairing', qrCode: null, pairingCode: 'ABCD1234' })],
	},
	{
		name: 'connection.timeout',
		payload: connection.timeout(),
		expected: [connected({ state: 'timeout' })],
	},
	{
		name: 'connection.logout',
		payload: connection.logout(),
		expected: [connected({ state: 'logged_out' })],
	},
	...['protocolMessage', 'senderKeyDistributionMessage', 'pinInChatMessage'].map(
		(type): Fixture => ({
			name: `message.received of what devices tell each other: ${type}`,
			payload: received({ type, content: {} }),
			expected: [{ event: 'other', ...base, message: null, raw: {} }],
		}),
	),
	{
		name: 'message.sent of what devices tell each other',
		payload: sent({ type: 'protocolMessage', content: { type: 'APP_STATE_SYNC_KEY_SHARE' } }),
		expected: [{ event: 'other', ...base, message: null, raw: {} }],
	},
	{
		name: 'message.received of a kind that Baileys has a name for',
		payload: received({ type: 'eventMessage', content: { name: 'Opening' } }),
		expected: [
			{
				event: 'message.received',
				chat: chatWithAna,
				message: { id: '3EB0AAAA', type: 'unsupported', text: 'Opening' },
			},
		],
	},
	{
		name: 'message.received with an answer to a list, as Baileys writes it',
		payload: received({
			type: 'listResponseMessage',
			content: {
				listResponseMessage: {
					title: 'Express',
					singleSelectReply: { selectedRowId: 'row-1' },
				},
			},
		}),
		expected: [
			{
				event: 'message.received',
				message: {
					type: 'selection',
					text: 'Express',
					selection: { id: 'row-1', title: 'Express', description: null },
				},
			},
		],
	},
	{
		name: 'event Chatlevel does not publish',
		payload: envelope('group.updated', { id: '120363000000000001' }),
		expected: [{ event: 'other', provider: 'chatlevel', instance: INSTANCE, raw: {} }],
	},
]);

export const events = eventsOf(fixtures);

const LATER = '2026-01-15T11:36:30.000Z';

export const identities: IdentityCase[] = [
	{
		name: 'a redelivery of a message, should its timestamp be new',
		first: received(),
		second: received({}, LATER),
		same: true,
	},
	{ name: 'a message and its edit', first: received(), second: updated(), same: false },
	{
		name: 'two edits of one message',
		first: updated(),
		second: updated({ update: { editedContent: { text: 'Hi!' }, messageType: 'text' } }),
		same: false,
	},
	{
		name: 'an edit delivered again, should its timestamp be new',
		first: updated(),
		second: updated({}, LATER),
		same: true,
	},
	{ name: 'a call and its acceptance', first: call('offer'), second: call('accept'), same: false },
	{ name: 'a call delivered again', first: call('offer'), second: call('offer'), same: true },
	{
		name: 'two times the connection opened',
		first: connection.open(),
		second: connection.open(LATER),
		same: false,
	},
	{
		name: "the connection's opening delivered again",
		first: connection.open(),
		second: connection.open(),
		same: true,
	},
	{
		name: 'the same message id at another device',
		first: received(),
		second: { ...received(), deviceId: 1000002 },
		same: false,
	},
];
