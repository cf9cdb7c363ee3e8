/** eazeWA: who wrote where. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, ANA_LID, AT, CHANNEL, GROUP, ME } from '../../people';
import { ANA_CUS, envelope, incoming, message } from './message';

const LID_JID = `${ANA_LID}@lid`;
const group = { id: GROUP, type: 'group' } as const;

function written(id: string, event: ExpectedEvent): ExpectedEvent {
	return {
		event: 'message.received',
		provider: 'eazewa',
		instance: '33',
		timestamp: AT,
		message: plainText(id, 'Hello'),
		...event,
	};
}

function replyTo(chatId: string, messageId: string, senderId: string) {
	return { provider: 'eazewa', instance: '33', chatId, messageId, senderId, fromMe: false };
}

/** In a group whatsapp-web.js names the writer in `author` and at the end of the id. */
const groupId = `false_${GROUP}_3EB0CCCC_${ANA_CUS}`;
const groupLidId = `false_${GROUP}_3EB0DDDD_${LID_JID}`;
const ownGroupId = `true_${GROUP}_3EB0EEEE_${ME}@c.us`;
const lidId = `false_${LID_JID}_3EB0FFFF`;
const statusId = `false_status@broadcast_3EB0ABAB_${ANA_CUS}`;
const channelId = `false_${CHANNEL}_3EB0CDCD`;

/** Written in the group by somebody WhatsApp shows by LID alone. */
export function groupFromLidOnly(body = 'Hello', id = groupLidId) {
	return incoming({ body, author: LID_JID }, id);
}

export const chatFixtures: Fixture[] = [
	{
		name: 'group message',
		payload: incoming({ author: ANA_CUS }, groupId),
		expected: [
			written(groupId, {
				chat: group,
				sender: { id: ANA_CUS, phone: ANA, lid: null, name: 'Ana', isMe: false },
				replyTo: replyTo(GROUP, groupId, ANA_CUS),
			}),
		],
	},
	{
		name: 'group message from a LID alone',
		payload: groupFromLidOnly(),
		expected: [
			written(groupLidId, {
				chat: group,
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
				replyTo: replyTo(GROUP, groupLidId, LID_JID),
			}),
		],
	},
	{
		name: 'own group message',
		payload: envelope('message_create', { message: message({ author: `${ME}@c.us` }, ownGroupId) }),
		expected: [
			{
				event: 'message.sent',
				chat: group,
				sender: { id: `${ME}@c.us`, phone: ME, isMe: true },
				message: plainText(ownGroupId, 'Hello'),
			},
		],
	},
	{
		name: 'chat by LID alone',
		payload: incoming({}, lidId),
		expected: [
			written(lidId, {
				chat: { id: LID_JID, type: 'individual' },
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
				replyTo: replyTo(LID_JID, lidId, LID_JID),
			}),
		],
	},
	...(
		[
			[`${ANA}@hosted`, ANA, null],
			[`${ANA_LID}@hosted.lid`, null, LID_JID],
		] as const
	).map(([jid, phone, lid]): Fixture => {
		const id = `false_${jid}_3EB0ACAC`;
		return {
			name: `chat with an account hosted by Meta, ${jid.slice(jid.indexOf('@'))}`,
			payload: incoming({}, id),
			expected: [
				written(id, {
					chat: { id: jid, type: 'individual' },
					sender: { id: jid, phone, lid, name: 'Ana', isMe: false },
					replyTo: replyTo(jid, id, jid),
				}),
			],
		};
	}),
	{
		name: 'status post',
		payload: incoming({ author: ANA_CUS, isStatus: true }, statusId),
		expected: [
			written(statusId, {
				chat: { id: 'status@broadcast', type: 'status' },
				sender: { id: ANA_CUS, phone: ANA, isMe: false },
			}),
		],
	},
	{
		name: 'channel post',
		payload: incoming({}, channelId),
		expected: [written(channelId, { chat: { id: CHANNEL, type: 'channel' } })],
		note: 'who posts in a channel is not told: sender is open',
	},
];
