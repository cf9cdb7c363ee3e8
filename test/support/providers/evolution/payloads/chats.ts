/** Evolution: who wrote where, by phone number and by LID, in the spellings of its versions. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, ANA_LID, CHANNEL, GROUP, ME } from '../../people';
import { ANA_JID, FROM_ANA, INSTANCE, MESSAGE_ID, upsert } from './envelope';

const HELLO = { conversation: 'Hello' };
const LID_JID = `${ANA_LID}@lid`;
const group = { id: GROUP, type: 'group' } as const;

function written(event: ExpectedEvent): ExpectedEvent {
	return { event: 'message.received', message: plainText(MESSAGE_ID, 'Hello'), ...event };
}

function replyTo(chatId: string, senderId: string) {
	const whose = { provider: 'evolution', instance: INSTANCE };
	return { ...whose, chatId, messageId: MESSAGE_ID, senderId, fromMe: false };
}

/** Answered, and marked read, by the phone number: every version can do that. */
const byPhone = written({
	chat: FROM_ANA.chat,
	sender: { ...FROM_ANA.sender, lid: LID_JID },
	replyTo: replyTo(ANA_JID, ANA_JID),
});

export const chatFixtures: Fixture[] = [
	{
		name: 'chat by LID, the phone number beside it (before 2.3.7)',
		payload: upsert(HELLO, {
			key: { remoteJid: LID_JID, remoteJidAlt: ANA_JID, addressingMode: 'lid' },
		}),
		expected: [byPhone],
	},
	{
		name: 'chat by LID, the phone number beside it under its old name',
		payload: upsert(HELLO, { key: { remoteJid: LID_JID, senderPn: `${ANA}:7@s.whatsapp.net` } }),
		expected: [byPhone],
	},
	{
		name: 'chat by phone number in place of the LID (2.3.7)',
		payload: upsert(HELLO, {
			key: { remoteJid: ANA_JID, remoteJidAlt: ANA_JID, addressingMode: 'lid' },
		}),
		expected: [written({ chat: FROM_ANA.chat, sender: FROM_ANA.sender })],
	},
	{
		name: 'chat by phone number, the LID beside it (2.4)',
		payload: upsert(HELLO, {
			key: { remoteJid: ANA_JID, remoteJidAlt: LID_JID, addressingMode: 'pn' },
		}),
		expected: [byPhone],
	},
	{
		name: 'chat by LID alone',
		payload: upsert(HELLO, { key: { remoteJid: LID_JID, addressingMode: 'lid' } }),
		expected: [
			written({
				chat: { id: LID_JID, type: 'individual' },
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
				replyTo: replyTo(LID_JID, LID_JID),
			}),
		],
	},
	{
		name: 'own message in a chat by LID, the phone number beside it',
		payload: upsert(HELLO, { key: { remoteJid: LID_JID, remoteJidAlt: ANA_JID, fromMe: true } }),
		expected: [
			{
				event: 'message.sent',
				chat: FROM_ANA.chat,
				sender: { id: `${ME}@s.whatsapp.net`, phone: ME, isMe: true },
			},
		],
	},
	{
		name: 'group message',
		payload: upsert(HELLO, { key: { remoteJid: GROUP, participant: ANA_JID } }),
		expected: [written({ chat: group, sender: FROM_ANA.sender, replyTo: replyTo(GROUP, ANA_JID) })],
	},
	{
		name: 'group message from a LID whose phone is told',
		payload: upsert(HELLO, {
			key: { remoteJid: GROUP, participant: LID_JID, participantAlt: ANA_JID },
		}),
		expected: [
			written({
				chat: group,
				sender: { id: LID_JID, phone: ANA, lid: LID_JID, name: 'Ana', isMe: false },
				replyTo: replyTo(GROUP, LID_JID),
			}),
		],
	},
	{
		name: 'group message from a LID alone',
		payload: upsert(HELLO, { key: { remoteJid: GROUP, participant: LID_JID } }),
		expected: [
			written({
				chat: group,
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: 'Ana', isMe: false },
			}),
		],
	},
	{
		name: 'own group message',
		payload: upsert(HELLO, {
			key: { remoteJid: GROUP, fromMe: true, participant: `${ME}@s.whatsapp.net` },
		}),
		expected: [{ event: 'message.sent', chat: group, sender: { phone: ME, isMe: true } }],
	},
	{
		name: 'status post',
		payload: upsert(HELLO, { key: { remoteJid: 'status@broadcast', participant: ANA_JID } }),
		expected: [
			written({
				chat: { id: 'status@broadcast', type: 'status' },
				sender: FROM_ANA.sender,
				replyTo: replyTo(ANA_JID, ANA_JID),
			}),
		],
	},
	{
		name: 'channel post',
		payload: upsert(HELLO, { key: { remoteJid: CHANNEL } }),
		expected: [written({ chat: { id: CHANNEL, type: 'channel' } })],
		note: 'who posts in a channel is not told: sender is open',
	},
];
