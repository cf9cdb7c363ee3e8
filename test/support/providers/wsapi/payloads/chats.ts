/** WSAPI: who wrote where. */
import type { ExpectedEvent, Fixture } from '../../fixture';
import { plainText } from '../../fixture';
import { ANA, CHANNEL, GROUP, ME } from '../../people';
import {
	ana,
	ANA_JID,
	BASE,
	EXPECTED_ANA,
	jid,
	LID_JID,
	lidOnly,
	me,
	message,
	replyTo,
	TIME,
	WSAPI_EVENT_ID,
	WSAPI_MESSAGE_ID,
} from './envelope';

const group = { id: GROUP, type: 'group' } as const;

function written(event: ExpectedEvent): ExpectedEvent {
	return {
		event: 'message.received',
		...BASE,
		timestamp: TIME,
		message: plainText(WSAPI_MESSAGE_ID, 'Hello'),
		...event,
	};
}

function hello(content: Record<string, unknown>) {
	return message({ text: 'Hello', ...content });
}

/** Written in the group by somebody WhatsApp shows by LID alone. */
export function groupFromLidOnly(text = 'Hello', id = WSAPI_MESSAGE_ID, eventId = WSAPI_EVENT_ID) {
	return message({ id, text, chatId: GROUP, isGroup: true, sender: lidOnly }, eventId);
}

export const chatFixtures: Fixture[] = [
	{
		name: 'message: in a group',
		payload: hello({ chatId: GROUP, isGroup: true }),
		expected: [written({ chat: group, sender: EXPECTED_ANA, replyTo: replyTo(GROUP, ANA_JID) })],
	},
	{
		name: 'message: in a group, from a linked device',
		payload: hello({ chatId: GROUP, isGroup: true, sender: { ...ana, device: 12 } }),
		expected: [written({ chat: group, sender: EXPECTED_ANA })],
	},
	{
		name: 'message: in a group, from a LID alone',
		payload: groupFromLidOnly(),
		expected: [
			written({
				chat: group,
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: null, isMe: false },
				replyTo: replyTo(GROUP, LID_JID),
			}),
		],
	},
	{
		name: 'message: own, in a group',
		payload: hello({ chatId: GROUP, isGroup: true, sender: me }),
		expected: [
			written({
				event: 'message.sent',
				chat: group,
				sender: { id: jid(ME), phone: ME, isMe: true },
			}),
		],
	},
	{
		name: 'message: from a LID alone',
		payload: hello({ chatId: LID_JID, sender: lidOnly }),
		expected: [
			written({
				chat: { id: LID_JID, type: 'individual' },
				sender: { id: LID_JID, phone: null, lid: LID_JID, name: null, isMe: false },
				replyTo: replyTo(LID_JID, LID_JID),
			}),
		],
	},
	{
		name: 'message: phone known, LID not',
		payload: hello({ sender: { id: ANA_JID, phone: ANA, isMe: false } }),
		expected: [
			written({ sender: { id: ANA_JID, phone: ANA, lid: null, name: null, isMe: false } }),
		],
	},
	{
		name: 'message: status post',
		payload: hello({ chatId: 'status@broadcast', isStatus: true }),
		expected: [written({ chat: { id: 'status@broadcast', type: 'status' }, sender: EXPECTED_ANA })],
	},
	{
		name: 'message: channel post',
		payload: hello({ chatId: CHANNEL, sender: { id: CHANNEL, isMe: false } }),
		expected: [written({ chat: { id: CHANNEL, type: 'channel' } })],
		note: 'who posts in a channel is not told: sender is open',
	},
	{
		name: 'message: broadcast list',
		payload: hello({ chatId: '1700000000@broadcast' }),
		expected: [
			written({
				chat: { id: '1700000000@broadcast', type: 'broadcast' },
				sender: EXPECTED_ANA,
			}),
		],
	},
];
