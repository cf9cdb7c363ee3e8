/** eazeWA: acknowledgements, reactions, edits, revocations, uploads, votes. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA, AT, AT_SECONDS, GROUP } from '../../people';
import {
	ANA_CUS,
	EAZEWA_MESSAGE_ID,
	envelope,
	FROM_ANA,
	message,
	messageId,
	OWN_MESSAGE_ID,
} from './message';

/** -1 error, 0 pending, 1 server, 2 device, 3 read, 4 played: one less than Baileys' figures. */
export function ack(level: number, serialized = OWN_MESSAGE_ID) {
	return envelope('message_ack', { ack: level, message: message({ ack: level }, serialized) });
}

function acknowledged(state: NonNullable<ExpectedEvent['status']>['state']): ExpectedEvent {
	return {
		event: 'message.status',
		provider: 'eazewa',
		instance: '33',
		chat: FROM_ANA.chat,
		message: null,
		status: {
			messageId: OWN_MESSAGE_ID,
			...(state ? { state } : {}),
			recipientId: ANA_CUS,
			errors: [],
		},
	};
}

export function reaction(emoji: string, target = OWN_MESSAGE_ID) {
	return envelope('message_reaction', {
		reaction: {
			id: messageId(`false_${ANA_CUS}_3EB0REACTION`),
			msgId: messageId(target),
			reaction: emoji,
			senderId: ANA_CUS,
			timestamp: AT_SECONDS,
			read: false,
			orphan: 0,
			ack: 2,
		},
	});
}

function reacted(emoji: string | null): ExpectedEvent {
	return {
		event: 'message.reaction',
		provider: 'eazewa',
		instance: '33',
		timestamp: AT,
		chat: FROM_ANA.chat,
		sender: { id: ANA_CUS, phone: ANA, isMe: false },
		message: { type: 'reaction', reaction: { emoji, messageId: OWN_MESSAGE_ID } },
	};
}

export function edit(newBody: string, fields: Record<string, unknown> = {}) {
	const at = { latestEditSenderTimestampMs: AT_SECONDS * 1000 };
	return envelope('message_edit', {
		message: message({ body: newBody, ...at, ...fields }),
		newBody,
		prevBody: 'Hello',
	});
}

const revokedMessage = message({ type: 'revoked', body: '' });

function deleted(deletedFor: 'everyone' | 'me'): ExpectedEvent {
	return {
		event: 'message.deleted',
		provider: 'eazewa',
		instance: '33',
		chat: FROM_ANA.chat,
		message: { id: EAZEWA_MESSAGE_ID, text: null, deletedFor },
	};
}

export const changeFixtures: Fixture[] = [
	...(
		[
			[-1, 'failed'],
			[0, 'pending'],
			[1, 'sent'],
			[2, 'delivered'],
			[3, 'read'],
			[4, 'played'],
		] as const
	).map(
		([level, state]): Fixture => ({
			name: `message_ack ${level}`,
			payload: ack(level),
			expected: [acknowledged(state)],
		}),
	),
	{
		name: "message_ack, as short as the provider's own sample",
		payload: envelope('message_ack', { ack: 3, message: { id: { _serialized: OWN_MESSAGE_ID } } }),
		expected: [
			{
				event: 'message.status',
				chat: FROM_ANA.chat,
				status: { messageId: OWN_MESSAGE_ID, state: 'read' },
			},
		],
		note: 'the chat stands in the serialized id',
	},
	{ name: 'message_reaction', payload: reaction('👍'), expected: [reacted('👍')] },
	{ name: 'message_reaction taken away', payload: reaction(''), expected: [reacted(null)] },
	{
		name: 'message_reaction in a group, ids as strings',
		payload: envelope('message_reaction', {
			reaction: {
				id: `false_${GROUP}_3EB0REACTION_${ANA_CUS}`,
				msgId: `true_${GROUP}_3EB0EEEE_15550009999@c.us`,
				reaction: '🎉',
				senderId: ANA_CUS,
				timestamp: AT_SECONDS,
			},
		}),
		expected: [
			{
				event: 'message.reaction',
				timestamp: AT,
				chat: { id: GROUP, type: 'group' },
				sender: { id: ANA_CUS, phone: ANA, isMe: false },
				message: {
					type: 'reaction',
					reaction: { emoji: '🎉', messageId: `true_${GROUP}_3EB0EEEE_15550009999@c.us` },
				},
			},
		],
	},
	{
		name: 'message_edit',
		payload: edit('Hello, Ben'),
		expected: [
			{
				event: 'message.edited',
				provider: 'eazewa',
				instance: '33',
				chat: FROM_ANA.chat,
				sender: FROM_ANA.sender,
				message: { id: EAZEWA_MESSAGE_ID, type: 'text', text: 'Hello, Ben' },
			},
		],
	},
	{
		name: 'message_edit with the message alone',
		payload: envelope('message_edit', { message: message({ body: 'Hello, Ben' }) }),
		expected: [
			{
				event: 'message.edited',
				message: { id: EAZEWA_MESSAGE_ID, type: 'text', text: 'Hello, Ben' },
			},
		],
	},
	{
		name: 'message_revoke_everyone',
		payload: envelope('message_revoke_everyone', { message: revokedMessage }),
		expected: [deleted('everyone')],
	},
	{
		name: 'message_revoke_everyone with before and after',
		payload: envelope('message_revoke_everyone', { after: revokedMessage, before: message() }),
		expected: [deleted('everyone')],
	},
	{
		name: 'message_revoke_everyone whose before is gone',
		payload: envelope('message_revoke_everyone', { after: revokedMessage, before: null }),
		expected: [deleted('everyone')],
	},
	{
		name: 'message_revoke_everyone that names the original in protocolMessageKey',
		payload: envelope('message_revoke_everyone', {
			message: message(
				{ type: 'revoked', body: '', protocolMessageKey: messageId(EAZEWA_MESSAGE_ID) },
				`false_${ANA_CUS}_3EB0REVOKE`,
			),
		}),
		expected: [deleted('everyone')],
		note: 'newer whatsapp-web.js: the notice has an id of its own',
	},
	{
		name: 'message_revoke_me',
		payload: envelope('message_revoke_me', { message: message() }),
		expected: [deleted('me')],
	},
	{
		name: 'media_uploaded',
		payload: envelope('media_uploaded', {
			message: message(
				{
					type: 'image',
					body: 'The offer',
					hasMedia: true,
					_data: { mimetype: 'image/jpeg', size: 204800 },
				},
				OWN_MESSAGE_ID,
			),
		}),
		expected: [
			{
				event: 'media.uploaded',
				provider: 'eazewa',
				instance: '33',
				chat: FROM_ANA.chat,
				sender: { id: '15550009999@c.us', phone: '15550009999', isMe: true },
				message: {
					id: OWN_MESSAGE_ID,
					type: 'image',
					text: 'The offer',
					media: { kind: 'image', mimeType: 'image/jpeg', size: 204800 },
				},
			},
		],
	},
	{
		name: 'vote_update',
		payload: envelope('vote_update', {
			vote: {
				voter: ANA_CUS,
				selectedOptions: [{ id: 0, name: 'Monday' }],
				interractedAtTs: AT_SECONDS * 1000,
				parentMessage: message({ type: 'poll_creation', pollName: 'When?' }, OWN_MESSAGE_ID),
			},
		}),
		expected: [{}],
		note: 'the contract has a poll block but no event for a vote',
	},
];
