/** Evolution: what becomes of messages after they were sent. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA_LID, AT, BEN, GROUP, ME } from '../../people';
import {
	ANA_JID,
	BY_ME,
	envelope,
	FROM_ANA,
	INSTANCE,
	ME_JID,
	MESSAGE_ID,
	record,
	REPLY_TO_ANA,
	upsert,
} from './envelope';

const ORIGINAL = '3EB0ORIGINAL';
const TIME_MS = '1768473000000';

type Fields = Record<string, unknown>;

export function reaction(emoji: string, key: Fields = {}) {
	return upsert(
		{
			reactionMessage: {
				key: { remoteJid: ANA_JID, fromMe: true, id: '3EB0REACTED' },
				text: emoji,
				senderTimestampMs: TIME_MS,
			},
		},
		{ key },
	);
}

function reacted(emoji: string | null): ExpectedEvent {
	return {
		event: 'message.reaction',
		...FROM_ANA,
		message: { type: 'reaction', reaction: { emoji, messageId: '3EB0REACTED' }, sentBy: null },
	};
}

/** `key`: of the edited message, as its author's phone has it. */
export function edit(
	text: string,
	{
		key = {},
		event = 'messages.edited',
		timestampMs = TIME_MS,
	}: { key?: Fields; event?: string; timestampMs?: string } = {},
) {
	return envelope(event, {
		key: { remoteJid: ANA_JID, fromMe: true, id: ORIGINAL, ...key },
		type: 'MESSAGE_EDIT',
		editedMessage: { conversation: text },
		timestampMs,
	});
}

function edited(event: ExpectedEvent): ExpectedEvent {
	return {
		event: 'message.edited',
		provider: 'evolution',
		instance: INSTANCE,
		timestamp: AT,
		message: { ...plainText(ORIGINAL, 'Hello, Ben') },
		...event,
	};
}

/** Ana edits: her phone's key names the account as the chat. */
export const editByAna = (text = 'Hello, Ben', timestampMs = TIME_MS) =>
	edit(text, { key: { remoteJid: ME_JID }, timestampMs });

/** The same edit once more, as Baileys reports it. */
const editAgain = envelope('messages.update', {
	keyId: ORIGINAL,
	remoteJid: ANA_JID,
	fromMe: false,
	status: 'SERVER_ACK',
	message: { editedMessage: { message: { conversation: 'Hello, Ben' } } },
});

export function deletion(key: Fields = {}) {
	const named = { remoteJid: ANA_JID, fromMe: false, id: ORIGINAL };
	return envelope('messages.delete', { ...named, ...key, status: 'DELETED' });
}

const revocation = (key: Fields) =>
	envelope('messages.edited', { key: { id: ORIGINAL, ...key }, type: 'REVOKE' });

const deleted: ExpectedEvent = {
	event: 'message.deleted',
	provider: 'evolution',
	timestamp: null,
	chat: FROM_ANA.chat,
	sender: { ...FROM_ANA.sender, name: null },
	message: { id: ORIGINAL, text: null, deletedFor: 'everyone' },
};

export function status(state: string, more: Fields = {}) {
	return envelope('messages.update', {
		keyId: MESSAGE_ID,
		remoteJid: ANA_JID,
		fromMe: true,
		status: state,
		instanceId: '00000000-0000-4000-8000-000000000001',
		messageId: 'clx0000000000000000000000',
		...more,
	});
}

const STATES = {
	ERROR: 'failed',
	PENDING: 'pending',
	SERVER_ACK: 'sent',
	DELIVERY_ACK: 'delivered',
	READ: 'read',
	PLAYED: 'played',
	DELETED: 'deleted',
} as const;

export function sent(message: unknown, key: Fields = {}) {
	const own = { fromMe: true, ...key };
	const data = { pushName: 'Você', status: 'PENDING', source: 'unknown' };
	return envelope('send.message', record(message, { key: own, data }));
}

export const changeFixtures: Fixture[] = [
	{ name: 'reaction', payload: reaction('👍'), expected: [reacted('👍')] },
	{ name: 'reaction taken away', payload: reaction(''), expected: [reacted(null)] },
	{
		name: 'own message, through the API',
		payload: sent({ conversation: 'On our way' }),
		expected: [
			{
				event: 'message.sent',
				timestamp: AT,
				chat: FROM_ANA.chat,
				sender: BY_ME,
				message: { ...plainText(MESSAGE_ID, 'On our way'), sentBy: 'workflow' },
				replyTo: { ...REPLY_TO_ANA, senderId: ME_JID, fromMe: true },
			},
		],
	},
	{
		name: 'own reaction, through the API',
		payload: sent({
			reactionMessage: {
				key: { remoteJid: ANA_JID, fromMe: false, id: '3EB0REACTED' },
				text: '👍',
			},
		}),
		expected: [{ ...reacted('👍'), sender: BY_ME }],
	},
	{
		name: 'edit by the account, on the phone',
		payload: edit('Hello, Ben'),
		expected: [edited({ chat: FROM_ANA.chat, sender: BY_ME })],
	},
	{
		name: 'edit by the account, through the API',
		payload: edit('Hello, Ben', { event: 'send.message.update' }),
		expected: [edited({ chat: FROM_ANA.chat, sender: BY_ME })],
	},
	{
		name: 'edit by the account, through the API, in a chat by LID',
		payload: edit('Hello, Ben', {
			event: 'send.message.update',
			key: { remoteJid: `${ANA_LID}@lid` },
		}),
		expected: [edited({ chat: { id: `${ANA_LID}@lid`, type: 'individual' }, sender: BY_ME })],
	},
	{
		name: 'edit by the other one: which chat it was, nobody says',
		payload: editByAna(),
		expected: [edited({ chat: null, sender: null, replyTo: null })],
	},
	{
		name: 'edit in a chat by LID: neither whose it is, nor which chat it was',
		payload: edit('Hello, Ben', { key: { remoteJid: `${ANA_LID}@lid` } }),
		expected: [edited({ chat: null, sender: null })],
	},
	{
		name: 'edit by the other one, from a server that puts the key right',
		payload: edit('Hello, Ben', { key: { fromMe: false } }),
		expected: [edited({ chat: FROM_ANA.chat, sender: { ...FROM_ANA.sender, name: null } })],
	},
	{
		name: 'edit in a group',
		payload: edit('Hello, Ben', { key: { remoteJid: GROUP, participant: ANA_JID } }),
		expected: [
			edited({ chat: { id: GROUP, type: 'group' }, sender: { id: ANA_JID, isMe: false } }),
		],
	},
	{
		name: 'edit in a group, by the account',
		payload: edit('Hello, Ben', { key: { remoteJid: GROUP, participant: ME_JID } }),
		expected: [edited({ chat: { id: GROUP, type: 'group' }, sender: { phone: ME, isMe: true } })],
	},
	{
		name: 'edit with its type as a number, of a caption',
		payload: envelope('messages.edited', {
			key: { remoteJid: ANA_JID, fromMe: true, id: ORIGINAL },
			type: 14,
			editedMessage: { imageMessage: { caption: 'The other receipt' } },
		}),
		expected: [
			edited({
				timestamp: null,
				message: {
					id: ORIGINAL,
					type: 'image',
					text: 'The other receipt',
					media: { kind: 'image', id: ORIGINAL },
				},
			}),
		],
	},
	{
		name: 'edit told a second time, as a change of state: the first has run',
		payload: editAgain,
		expected: [{ event: 'other', message: null, raw: {} }],
	},
	{
		name: 'sealed edit, which the server cannot open',
		payload: upsert({
			secretEncryptedMessage: {
				targetMessageKey: { remoteJid: ANA_JID, fromMe: false, id: ORIGINAL },
				secretEncType: 'MESSAGE_EDIT',
				encPayload: 'AAAA',
			},
		}),
		expected: [{ event: 'message.edited', ...FROM_ANA, message: { id: ORIGINAL, text: null } }],
	},
	{ name: 'deletion by the other one', payload: deletion(), expected: [deleted] },
	{
		name: 'deletion by the other one in a chat by LID, the phone number beside it',
		payload: deletion({ remoteJid: `${ANA_LID}@lid`, remoteJidAlt: ANA_JID }),
		expected: [{ ...deleted, sender: { id: ANA_JID, lid: `${ANA_LID}@lid`, isMe: false } }],
	},
	{
		name: 'deletion in a group',
		payload: deletion({ remoteJid: GROUP, participant: ANA_JID }),
		expected: [
			{ ...deleted, chat: { id: GROUP, type: 'group' }, sender: { id: ANA_JID, isMe: false } },
		],
	},
	{
		name: 'deletion by the account, through the API: the whole record as it was',
		payload: envelope('messages.delete', {
			...record({ conversation: 'Hello' }, { key: { fromMe: true, id: ORIGINAL } }),
			id: 'clx0000000000000000000000',
			status: 'DELETED',
		}),
		expected: [{ ...deleted, sender: BY_ME }],
	},
	{
		name: 'revocation told among the edits, in a chat that is known',
		payload: revocation({ remoteJid: ANA_JID, fromMe: true }),
		expected: [{ ...deleted, sender: BY_ME }],
	},
	{
		name: 'revocation told among the edits, in a chat that is not: the deletion follows',
		payload: revocation({ remoteJid: ME_JID, fromMe: true }),
		expected: [{ event: 'other', message: null, raw: {} }],
	},
	{
		name: 'disappearing timer, told among the edits',
		payload: envelope('messages.edited', {
			key: { remoteJid: ANA_JID, fromMe: true, id: ORIGINAL },
			type: 'EPHEMERAL_SETTING',
			ephemeralExpiration: 604800,
		}),
		expected: [{ event: 'other', message: null, raw: {} }],
	},
	...Object.entries(STATES).map(
		([state, canonical]): Fixture => ({
			name: `state: ${state}`,
			payload: status(state),
			expected: [
				{
					event: 'message.status',
					provider: 'evolution',
					chat: FROM_ANA.chat,
					message: null,
					replyTo: null,
					status: { messageId: MESSAGE_ID, state: canonical, recipientId: ANA_JID, errors: [] },
				},
			],
		}),
	),
	{
		name: 'state for one member of a group',
		payload: status('READ', { remoteJid: GROUP, participant: `${BEN}@s.whatsapp.net` }),
		expected: [
			{
				event: 'message.status',
				chat: { id: GROUP, type: 'group' },
				status: { state: 'read', recipientId: `${BEN}@s.whatsapp.net` },
			},
		],
	},
	{
		name: 'state that is not known',
		payload: status('TELEPORTED'),
		expected: [{}],
		note: 'a state without a name here is one item, under a name the contract leaves open',
	},
];
