/** ChatBreez: reactions, edits and revocations, all of them a messages.upsert. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA_JID, CHATBREEZ_MESSAGE_ID, FROM_ANA, upsert } from './upsert';

const originalKey = { remoteJid: ANA_JID, fromMe: false, id: '3EB0ORIGINAL' };

export function reaction(emoji: string | null) {
	return upsert({
		reactionMessage: {
			key: { remoteJid: ANA_JID, fromMe: true, id: '3EB0REACTED' },
			...(emoji === null ? {} : { text: emoji }),
			senderTimestampMs: '1768473000000',
		},
	});
}

/** `key.id`: of the edit itself. `timestampMs`: when it was made. */
export function edit(
	text: string,
	type: number | string = 14,
	{
		key,
		timestampMs = '1768473000000',
	}: { key?: Record<string, unknown>; timestampMs?: string } = {},
) {
	const protocolMessage = {
		key: originalKey,
		type,
		editedMessage: { conversation: text },
		timestampMs,
	};
	return upsert({ protocolMessage }, key ? { key } : {});
}

export function revocation(type: number | string = 0, key: Record<string, unknown> = {}) {
	return upsert({ protocolMessage: { key: { ...originalKey, ...key }, type } }, { key });
}

function reacted(emoji: string | null): ExpectedEvent {
	return {
		event: 'message.reaction',
		...FROM_ANA,
		message: {
			id: CHATBREEZ_MESSAGE_ID,
			type: 'reaction',
			reaction: { emoji, messageId: '3EB0REACTED' },
		},
	};
}

function edited(text: string): ExpectedEvent {
	return {
		event: 'message.edited',
		...FROM_ANA,
		message: { id: '3EB0ORIGINAL', type: 'text', text },
	};
}

const revoked: ExpectedEvent = {
	event: 'message.deleted',
	...FROM_ANA,
	message: { id: '3EB0ORIGINAL', text: null, deletedFor: 'everyone' },
};

export const changeFixtures: Fixture[] = [
	{ name: 'reaction', payload: reaction('👍'), expected: [reacted('👍')] },
	{ name: 'reaction taken away, empty text', payload: reaction(''), expected: [reacted(null)] },
	{ name: 'reaction taken away, no text', payload: reaction(null), expected: [reacted(null)] },
	{ name: 'edit', payload: edit('Hello, Ben'), expected: [edited('Hello, Ben')] },
	{
		name: 'edit with its type in words',
		payload: edit('Hello, Ben', 'MESSAGE_EDIT'),
		expected: [edited('Hello, Ben')],
	},
	{
		name: 'edit to a text with a link',
		payload: upsert({
			protocolMessage: {
				key: originalKey,
				type: 14,
				editedMessage: { extendedTextMessage: { text: 'See https://example.com' } },
			},
		}),
		expected: [edited('See https://example.com')],
	},
	{
		name: 'edit inside its wrapper',
		payload: upsert({
			editedMessage: {
				message: {
					protocolMessage: {
						key: originalKey,
						type: 14,
						editedMessage: { conversation: 'Hello, Ben' },
					},
				},
			},
		}),
		expected: [edited('Hello, Ben')],
	},
	{
		name: 'edit of a caption',
		payload: upsert({
			protocolMessage: {
				key: originalKey,
				type: 14,
				editedMessage: { imageMessage: { caption: 'The other receipt' } },
			},
		}),
		expected: [
			{
				event: 'message.edited',
				message: { id: '3EB0ORIGINAL', text: 'The other receipt' },
			},
		],
	},
	{ name: 'revocation', payload: revocation(), expected: [revoked] },
	{
		name: 'revocation with its type in words',
		payload: revocation('REVOKE'),
		expected: [revoked],
	},
	{
		name: 'own revocation',
		payload: revocation(0, { fromMe: true }),
		expected: [{ ...revoked, sender: { isMe: true } }],
	},
	{
		name: 'disappearing timer changed',
		payload: upsert({ protocolMessage: { type: 3, ephemeralExpiration: 604800 } }),
		expected: [{ event: 'other', ...FROM_ANA, message: null, raw: {} }],
	},
];
