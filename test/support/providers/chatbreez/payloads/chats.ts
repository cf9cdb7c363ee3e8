/** ChatBreez: who wrote where. Groups, LIDs, status posts, broadcast lists, channels. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, ANA_LID, AT, CHANNEL, GROUP } from '../../people';
import { ANA_JID, CHATBREEZ_INSTANCE, CHATBREEZ_MESSAGE_ID, upsert } from './upsert';

const LID_JID = `${ANA_LID}@lid`;
const BYTES = { conversation: 'Hello' };

function written(event: Pick<ExpectedEvent, 'chat' | 'sender'>): ExpectedEvent {
	return {
		event: 'message.received',
		provider: 'chatbreez',
		instance: CHATBREEZ_INSTANCE,
		timestamp: AT,
		...event,
		message: plainText(CHATBREEZ_MESSAGE_ID, 'Hello'),
	};
}

function replyTo(chatId: string, senderId: string) {
	return {
		provider: 'chatbreez',
		instance: CHATBREEZ_INSTANCE,
		chatId,
		messageId: CHATBREEZ_MESSAGE_ID,
		senderId,
		fromMe: false,
	};
}

const group = { id: GROUP, type: 'group' } as const;

/** Written in the group by somebody WhatsApp shows by LID alone. */
export function groupFromLidOnly(text = 'Hello', id = CHATBREEZ_MESSAGE_ID) {
	return upsert(
		{ conversation: text },
		{ key: { remoteJid: GROUP, participant: LID_JID, addressingMode: 'lid', id } },
	);
}

export const chatFixtures: Fixture[] = [
	{
		name: 'group message',
		payload: upsert(BYTES, { key: { remoteJid: GROUP, participant: ANA_JID } }),
		expected: [
			{
				...written({
					chat: group,
					sender: { id: ANA_JID, phone: ANA, lid: null, name: 'Ana', isMe: false },
				}),
				replyTo: replyTo(GROUP, ANA_JID),
			},
		],
	},
	{
		name: 'group message behind a key distribution',
		payload: upsert(
			{
				senderKeyDistributionMessage: { groupId: GROUP },
				messageContextInfo: {},
				conversation: 'Hello',
			},
			{ key: { remoteJid: GROUP, participant: ANA_JID } },
		),
		expected: [written({ chat: group, sender: { id: ANA_JID, isMe: false } })],
	},
	{
		name: 'group message from a linked device',
		payload: upsert(BYTES, {
			key: { remoteJid: GROUP, participant: `${ANA}:12@s.whatsapp.net` },
		}),
		expected: [written({ chat: group, sender: { phone: ANA, isMe: false } })],
		note: 'whether sender.id keeps the :device suffix is open; the phone does not',
	},
	{
		name: 'group message from a LID whose phone is told',
		payload: upsert(BYTES, {
			key: {
				remoteJid: GROUP,
				participant: LID_JID,
				participantAlt: ANA_JID,
				addressingMode: 'lid',
			},
		}),
		expected: [
			{
				...written({
					chat: group,
					sender: { id: LID_JID, phone: ANA, lid: LID_JID, name: 'Ana', isMe: false },
				}),
				replyTo: replyTo(GROUP, LID_JID),
			},
		],
	},
	{
		name: 'group message from a LID alone',
		payload: groupFromLidOnly(),
		expected: [
			{
				...written({
					chat: group,
					sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
				}),
				replyTo: replyTo(GROUP, LID_JID),
			},
		],
	},
	{
		name: 'own group message',
		payload: upsert(BYTES, { key: { remoteJid: GROUP, fromMe: true } }),
		expected: [
			{
				event: 'message.sent',
				chat: group,
				sender: { isMe: true },
				message: plainText(CHATBREEZ_MESSAGE_ID, 'Hello'),
			},
		],
	},
	{
		name: 'chat by LID whose phone is told',
		payload: upsert(BYTES, {
			key: { remoteJid: LID_JID, remoteJidAlt: ANA_JID, addressingMode: 'lid' },
		}),
		expected: [
			{
				...written({
					chat: { id: LID_JID, type: 'individual' },
					sender: { id: LID_JID, phone: ANA, lid: LID_JID, name: 'Ana', isMe: false },
				}),
				replyTo: replyTo(LID_JID, LID_JID),
			},
		],
	},
	{
		name: 'chat by phone whose LID is told',
		payload: upsert(BYTES, {
			key: { remoteJid: ANA_JID, remoteJidAlt: LID_JID, addressingMode: 'pn' },
		}),
		expected: [
			written({
				chat: { id: ANA_JID, type: 'individual' },
				sender: { id: ANA_JID, phone: ANA, lid: LID_JID, name: 'Ana', isMe: false },
			}),
		],
	},
	{
		name: 'chat by LID alone',
		payload: upsert(BYTES, { key: { remoteJid: LID_JID, addressingMode: 'lid' } }),
		expected: [
			written({
				chat: { id: LID_JID, type: 'individual' },
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
			}),
		],
	},
	{
		name: 'chat with a hosted account',
		payload: upsert(BYTES, { key: { remoteJid: `${ANA}@hosted` } }),
		expected: [
			{
				...written({
					chat: { id: `${ANA}@hosted`, type: 'individual' },
					sender: { id: `${ANA}@hosted`, phone: ANA, lid: null, name: 'Ana', isMe: false },
				}),
				replyTo: replyTo(`${ANA}@hosted`, `${ANA}@hosted`),
			},
		],
	},
	{
		name: 'chat with a hosted account by its LID',
		payload: upsert(BYTES, {
			key: { remoteJid: `${ANA_LID}@hosted.lid`, remoteJidAlt: `${ANA}:3@hosted` },
		}),
		expected: [
			written({
				chat: { id: `${ANA_LID}@hosted.lid`, type: 'individual' },
				sender: {
					id: `${ANA_LID}@hosted.lid`,
					phone: ANA,
					lid: LID_JID,
					name: 'Ana',
					isMe: false,
				},
			}),
		],
	},
	{
		name: 'group message from a hosted device',
		payload: upsert(BYTES, {
			key: { remoteJid: GROUP, participant: `${ANA_LID}:99@hosted.lid` },
		}),
		expected: [
			written({
				chat: group,
				sender: { phone: null, lid: LID_JID, name: 'Ana', isMe: false },
			}),
		],
		note: 'whether sender.id keeps the :device suffix is open',
	},
	{
		name: 'status post',
		payload: upsert(BYTES, { key: { remoteJid: 'status@broadcast', participant: ANA_JID } }),
		expected: [
			written({
				chat: { id: 'status@broadcast', type: 'status' },
				sender: { id: ANA_JID, phone: ANA, lid: null, name: 'Ana', isMe: false },
			}),
		],
	},
	{
		name: 'broadcast list',
		payload: upsert(BYTES, { key: { remoteJid: '1700000000@broadcast', participant: ANA_JID } }),
		expected: [
			written({
				chat: { id: '1700000000@broadcast', type: 'broadcast' },
				sender: { id: ANA_JID, phone: ANA, isMe: false },
			}),
		],
	},
	{
		name: 'channel post',
		payload: upsert(BYTES, { key: { remoteJid: CHANNEL } }),
		expected: [
			{
				event: 'message.received',
				chat: { id: CHANNEL, type: 'channel' },
				message: plainText(CHATBREEZ_MESSAGE_ID, 'Hello'),
			},
		],
		note: 'who posts in a channel is not told: sender is open',
	},
];
