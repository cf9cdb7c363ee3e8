/**
 * The format of WSAPI's blog article, which the requirement quotes: `{event, data}` with seven
 * events, signed in `x-signature`. It names no instance, no time and no event id.
 */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { ANA, GROUP } from '../../people';
import { ANA_JID } from './envelope';

type Content = Record<string, unknown>;

export const ARTICLE_MESSAGE_ID = '3EB0AAAA';

export function article(event: string, data: Content) {
	return { event, data };
}

export function articleMessage(data: Content = {}) {
	return article('message', {
		id: ARTICLE_MESSAGE_ID,
		from: ANA_JID,
		body: 'Hello',
		fromMe: false,
		...data,
	});
}

export function articleAck(ack: number, id = ARTICLE_MESSAGE_ID) {
	return article('message.ack', { id, ack });
}

const BASE = { provider: 'wsapi', instance: null, timestamp: null } as const;
const group = { id: GROUP, type: 'group' } as const;

function presence(status: string, state: NonNullable<ExpectedEvent['presence']>['state']): Fixture {
	return {
		name: `article: presence.update ${status}`,
		payload: article('presence.update', { id: ANA_JID, status }),
		expected: [
			{
				event: 'presence.updated',
				...BASE,
				sender: { id: ANA_JID, phone: ANA, isMe: false },
				presence: { state, lastSeen: null },
			},
		],
	};
}

export const articleFixtures: Fixture[] = [
	{
		name: 'article: message',
		payload: articleMessage(),
		expected: [
			{
				event: 'message.received',
				...BASE,
				chat: { id: ANA_JID, type: 'individual' },
				sender: { id: ANA_JID, phone: ANA, lid: null, name: null, isMe: false },
				message: {
					id: ARTICLE_MESSAGE_ID,
					type: 'text',
					text: 'Hello',
					media: null,
					quoted: null,
				},
				replyTo: {
					provider: 'wsapi',
					instance: null,
					chatId: ANA_JID,
					messageId: ARTICLE_MESSAGE_ID,
					senderId: ANA_JID,
					fromMe: false,
				},
			},
		],
	},
	{
		name: 'article: message without text',
		payload: article('message', { id: ARTICLE_MESSAGE_ID, from: ANA_JID, fromMe: false }),
		expected: [{ event: 'message.received', message: { id: ARTICLE_MESSAGE_ID, text: null } }],
		note: 'the article shows no media fields: message.type is open',
	},
	{
		name: 'article: own message',
		payload: articleMessage({ fromMe: true, from: '15550009999@s.whatsapp.net' }),
		expected: [{ event: 'message.sent', ...BASE, sender: { isMe: true } }],
		note: 'the article does not say how the other side is named',
	},
	{
		name: 'article: message.revoke',
		payload: article('message.revoke', { id: ARTICLE_MESSAGE_ID, from: ANA_JID }),
		expected: [
			{
				event: 'message.deleted',
				...BASE,
				message: { id: ARTICLE_MESSAGE_ID, text: null, deletedFor: 'everyone' },
			},
		],
	},
	...(['failed', 'pending', 'sent', 'delivered', 'read', 'played'] as const).map(
		(state, ack): Fixture => ({
			name: `article: message.ack ${ack}`,
			payload: articleAck(ack),
			expected: [
				{
					event: 'message.status',
					...BASE,
					message: null,
					status: { messageId: ARTICLE_MESSAGE_ID, state, errors: [] },
				},
			],
		}),
	),
	presence('online', 'online'),
	presence('offline', 'offline'),
	presence('typing', 'typing'),
	presence('recording', 'recording'),
	{
		name: 'article: group.join',
		payload: article('group.join', { participant: ANA_JID, groupId: GROUP }),
		expected: [
			{
				event: 'group.joined',
				...BASE,
				chat: group,
				group: { id: GROUP, action: 'join', participants: [ANA_JID] },
			},
		],
	},
	{
		name: 'article: group.leave',
		payload: article('group.leave', { participant: ANA_JID, groupId: GROUP }),
		expected: [
			{
				event: 'group.left',
				...BASE,
				chat: group,
				group: { id: GROUP, action: 'leave', participants: [ANA_JID] },
			},
		],
	},
	{
		name: 'article: group.update',
		payload: article('group.update', { groupId: GROUP, name: 'New name' }),
		expected: [{ event: 'group.updated', ...BASE, chat: group, group: { id: GROUP } }],
		note: 'the article does not show the fields of a change',
	},
	{
		name: 'article: event it does not list',
		payload: article('label.update', { id: '1' }),
		expected: [{ event: 'other', ...BASE, raw: {} }],
	},
];
