/** ChatBreez: text in its several spellings, wrapped and unwrapped. */
import type { Fixture } from '../../fixture';
import { EMPTY_BLOCKS, plainText } from '../../fixture';
import { BEN, ME } from '../../people';
import {
	CHATBREEZ_MESSAGE_ID,
	FROM_ANA,
	ME_JID,
	publishedUpsert,
	receivedFromAna,
	REPLY_TO_ANA,
	upsert,
} from './upsert';

const text = { ...EMPTY_BLOCKS, type: 'text' } as const;
const hello = receivedFromAna(plainText(CHATBREEZ_MESSAGE_ID, 'Hello'));

export const textFixtures: Fixture[] = [
	{
		name: 'text, as published',
		payload: publishedUpsert({ conversation: 'Hello' }),
		expected: [
			{
				...hello,
				timestamp: null,
				sender: { ...FROM_ANA.sender, name: null },
				replyTo: REPLY_TO_ANA,
			},
		],
	},
	{
		name: 'text under the upper-case event name',
		payload: publishedUpsert({ conversation: 'Hello' }, { envelope: { event: 'MESSAGES_UPSERT' } }),
		expected: [{ event: 'message.received', message: plainText(CHATBREEZ_MESSAGE_ID, 'Hello') }],
	},
	{
		name: 'text with all the fields Evolution adds, the instance key among them',
		payload: upsert(
			{ conversation: 'Hello' },
			{
				envelope: {
					destination: 'https://n8n.example.com/webhook/abc?secret=url-secret',
					date_time: '2026-01-15T07:30:00.123Z',
					sender: ME_JID,
					server_url: 'https://api.chatbreez.com',
					apikey: 'INSTANCE-KEY-SECRET',
				},
			},
		),
		expected: [{ ...hello, replyTo: REPLY_TO_ANA }],
		secrets: ['INSTANCE-KEY-SECRET', 'url-secret'],
		note: 'date_time is local time with a false Z: never the timestamp',
	},
	{
		name: "text with only Evolution's date_time",
		payload: publishedUpsert(
			{ conversation: 'Hello' },
			{ envelope: { date_time: '2026-01-15T07:30:00.123Z' } },
		),
		expected: [{ event: 'message.received', timestamp: null }],
	},
	{
		name: 'text behind messageContextInfo',
		payload: upsert({
			messageContextInfo: { deviceListMetadataVersion: 2, messageSecret: 'AAAA' },
			conversation: 'Hello',
		}),
		expected: [hello],
	},
	{
		name: 'text with a link preview',
		payload: upsert({
			extendedTextMessage: {
				text: 'See https://example.com',
				matchedText: 'https://example.com',
				title: 'Example',
				description: 'An example',
				previewType: 'NONE',
			},
		}),
		expected: [receivedFromAna({ ...text, text: 'See https://example.com' })],
	},
	{
		name: 'text that quotes, mentions and was forwarded',
		payload: upsert({
			extendedTextMessage: {
				text: 'Yes, @15550002222 too',
				contextInfo: {
					stanzaId: '3EB0QUOTED',
					participant: ME_JID,
					quotedMessage: { conversation: 'Are you coming?' },
					mentionedJid: [`${BEN}@s.whatsapp.net`],
					isForwarded: true,
					forwardingScore: 1,
				},
			},
		}),
		expected: [
			receivedFromAna({
				...text,
				text: 'Yes, @15550002222 too',
				quoted: { messageId: '3EB0QUOTED', senderId: ME_JID, text: 'Are you coming?' },
				mentions: [`${BEN}@s.whatsapp.net`],
				isForwarded: true,
			}),
		],
	},
	{
		name: 'quoting text as Evolution rewrites it, with the context beside the message',
		payload: upsert(
			{ conversation: 'Yes' },
			{
				data: {
					contextInfo: {
						stanzaId: '3EB0QUOTED',
						participant: ME_JID,
						quotedMessage: { extendedTextMessage: { text: 'Are you coming?' } },
					},
				},
			},
		),
		expected: [
			receivedFromAna({
				...text,
				text: 'Yes',
				quoted: { messageId: '3EB0QUOTED', senderId: ME_JID, text: 'Are you coming?' },
			}),
		],
	},
	{
		name: 'disappearing text',
		payload: upsert({
			ephemeralMessage: {
				message: {
					extendedTextMessage: { text: 'Soon gone', contextInfo: { expiration: 86400 } },
				},
			},
		}),
		expected: [receivedFromAna({ ...text, text: 'Soon gone' })],
	},
	{
		name: 'own message',
		payload: upsert(
			{ conversation: 'On our way' },
			{ key: { fromMe: true }, data: { pushName: 'Shop', source: 'ios' } },
		),
		expected: [
			{
				event: 'message.sent',
				chat: FROM_ANA.chat,
				sender: { isMe: true },
				message: plainText(CHATBREEZ_MESSAGE_ID, 'On our way'),
			},
		],
		note: `the payload names the account (${ME}) only in Evolution's extras`,
	},
];
