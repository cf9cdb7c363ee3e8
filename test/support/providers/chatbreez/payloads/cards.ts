/** ChatBreez: cards. Events, invitations, albums, sticker packs, payments, and their words. */
import type { Fixture } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import { CHANNEL, GROUP } from '../../people';
import { ANA_JID, receivedFromAna, upsert } from './upsert';

const GROUP_INVITE = { groupJid: GROUP, inviteCode: 'AAAA', inviteExpiration: '1768500000' };

/** A card, and the words on it. */
const cards: Array<[name: string, content: Record<string, unknown>, text: string | null]> = [
	[
		'event',
		{ eventMessage: { name: 'Opening', description: 'Of the shop', startTime: '1768473000' } },
		'Opening',
	],
	[
		'event with a place and a link',
		{
			eventMessage: {
				name: 'Opening',
				location: { degreesLatitude: 52.5, degreesLongitude: 13.3, name: 'The shop' },
				joinLink: 'https://call.example.com/AAAA',
				isCanceled: false,
				startTime: 1768473000,
			},
			messageContextInfo: { messageSecret: 'AAAA' },
		},
		'Opening',
	],
	['event without a name', { eventMessage: { startTime: '1768473000' } }, null],
	[
		'invitation to an event',
		{ eventInviteMessage: { eventId: 'E1', eventTitle: 'Opening', caption: 'Do come' } },
		'Do come',
	],
	[
		'invitation to an event without words',
		{ eventInviteMessage: { eventId: 'E1', eventTitle: 'Opening' } },
		'Opening',
	],
	[
		'invitation to a group',
		{ groupInviteMessage: { ...GROUP_INVITE, groupName: 'Friends', caption: 'Join us' } },
		'Join us',
	],
	[
		'invitation to a group without words',
		{ groupInviteMessage: { ...GROUP_INVITE, groupName: 'Friends' } },
		'Friends',
	],
	['invitation to a group without a name', { groupInviteMessage: GROUP_INVITE }, null],
	[
		'invitation to run a channel',
		{ newsletterAdminInviteMessage: { newsletterJid: CHANNEL, caption: 'Help me' } },
		'Help me',
	],
	[
		'invitation to a channel',
		{
			newsletterFollowerInviteMessageV2: {
				newsletterJid: CHANNEL,
				newsletterName: 'News',
				caption: 'Follow us',
			},
		},
		'Follow us',
	],
	['album', { albumMessage: { expectedImageCount: 3, expectedVideoCount: 1 } }, null],
	['album with a caption', { albumMessage: { expectedImageCount: 3, caption: 'Us' } }, 'Us'],
	[
		'sticker pack',
		{ stickerPackMessage: { stickerPackId: 'P1', name: 'Cats', publisher: 'Ana', stickers: [] } },
		'Cats',
	],
	[
		'sticker pack with a caption',
		{ stickerPackMessage: { stickerPackId: 'P1', name: 'Cats', caption: 'Mine' } },
		'Mine',
	],
	[
		'payment with a note',
		{ sendPaymentMessage: { noteMessage: { extendedTextMessage: { text: 'For lunch' } } } },
		'For lunch',
	],
	['payment without a note', { sendPaymentMessage: { transactionData: 'AAAA' } }, null],
	[
		'request for a payment',
		{
			requestPaymentMessage: {
				noteMessage: { conversation: 'Lunch' },
				currencyCodeIso4217: 'EUR',
				amount1000: '12000',
				requestFrom: ANA_JID,
			},
		},
		'Lunch',
	],
	['invoice', { invoiceMessage: { note: 'May', token: 'AAAA' } }, 'May'],
	[
		'reminder of a payment',
		{ paymentReminderMessage: { reminderId: 'R1', description: 'Rent', status: 'ACTIVE' } },
		'Rent',
	],
	['bill to split', { splitPaymentMessage: { splitId: 'S1', description: 'Dinner' } }, 'Dinner'],
	['invitation to payments', { paymentInviteMessage: { serviceType: 'UPI' } }, null],
	[
		'call planned',
		{ scheduledCallCreationMessage: { scheduledTimestampMs: '1768473000000', title: 'Review' } },
		'Review',
	],
	['call to many', { bcallMessage: { sessionId: 'B1', caption: 'Listen' } }, 'Listen'],
	[
		'song',
		{ musicMessage: { embeddedMusic: { title: 'Song', author: 'Band' }, songUri: 'AAAA' } },
		'Song',
	],
];

const words: Array<[name: string, content: Record<string, unknown>]> = [
	[
		'an answer to a channel’s question',
		{ questionResponseMessage: { key: { id: '3EB0Q' }, text: 'Yes' } },
	],
	[
		'an answer to a status post’s question',
		{ statusQuestionAnswerMessage: { key: { id: '3EB0Q' }, text: 'Yes' } },
	],
	[
		'an answer shown in a status post',
		{ statusQuotedMessage: { type: 'QUESTION_ANSWER', text: 'Yes' } },
	],
	['a question, wrapped', { questionMessage: { message: { conversation: 'Yes' } } }],
	['an answer, wrapped', { questionReplyMessage: { message: { conversation: 'Yes' } } }],
	['a spoiler, wrapped', { spoilerMessage: { message: { extendedTextMessage: { text: 'Yes' } } } }],
	['a status post in a group', { groupStatusMessageV2: { message: { conversation: 'Yes' } } }],
	['a mention in a status post', { statusMentionMessage: { message: { conversation: 'Yes' } } }],
	['words to an assistant', { botInvokeMessage: { message: { conversation: 'Yes' } } }],
	['a task of an assistant', { botTaskMessage: { message: { conversation: 'Yes' } } }],
	[
		'a comment',
		{ commentMessage: { message: { conversation: 'Yes' }, targetMessageKey: { id: '3EB0Q' } } },
	],
	[
		'an assistant’s answer',
		{
			richResponseMessage: {
				messageType: 1,
				submessages: [
					{ messageType: 2, messageText: 'Yes' },
					{ messageType: 1, gridImageMetadata: {} },
				],
			},
		},
	],
	[
		'an assistant’s answer, forwarded',
		{
			botForwardedMessage: {
				message: { richResponseMessage: { submessages: [{ messageText: 'Yes' }] } },
			},
		},
	],
];

export const cardFixtures: Fixture[] = [
	...cards.map(
		([name, content, text]): Fixture => ({
			name: `card: ${name}`,
			payload: upsert(content),
			expected: [receivedFromAna({ ...EMPTY_BLOCKS, type: 'unsupported', text })],
		}),
	),
	...words.map(
		([name, content]): Fixture => ({
			name: `words: ${name}`,
			payload: upsert(content),
			expected: [receivedFromAna({ type: 'text', text: 'Yes' })],
		}),
	),
	{
		name: 'reply to an event, whose name is quoted',
		payload: upsert({
			extendedTextMessage: {
				text: 'I come',
				contextInfo: {
					stanzaId: '3EB0EVENT',
					participant: ANA_JID,
					quotedMessage: { eventMessage: { name: 'Opening' } },
				},
			},
		}),
		expected: [
			receivedFromAna({
				type: 'text',
				text: 'I come',
				quoted: { messageId: '3EB0EVENT', senderId: ANA_JID, text: 'Opening' },
			}),
		],
	},
	{
		name: 'card that mentions and was forwarded',
		payload: upsert({
			eventMessage: {
				name: 'Opening',
				contextInfo: { mentionedJid: [ANA_JID], isForwarded: true },
			},
		}),
		expected: [receivedFromAna({ text: 'Opening', mentions: [ANA_JID], isForwarded: true })],
	},
	{
		name: 'animated sticker, wrapped',
		payload: upsert({
			lottieStickerMessage: { message: { stickerMessage: { mimetype: 'application/was' } } },
		}),
		expected: [
			receivedFromAna({
				type: 'sticker',
				media: { kind: 'sticker', mimeType: 'application/was' },
			}),
		],
	},
	{
		name: 'photo of an album, wrapped',
		payload: upsert({
			messageContextInfo: {
				messageAssociation: { associationType: 'MEDIA_ALBUM', parentMessageKey: { id: '3EB0A' } },
			},
			associatedChildMessage: { message: { imageMessage: { caption: 'Us' } } },
		}),
		expected: [receivedFromAna({ type: 'image', text: 'Us' })],
	},
];
