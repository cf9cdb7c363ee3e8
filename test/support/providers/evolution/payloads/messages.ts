/** Evolution: messages of every type, as `messages.upsert`. */
import type { Fixture } from '../../fixture';
import { EMPTY_BLOCKS, plainText } from '../../fixture';
import { AT, BEN, JANE, ME, RICK, SECOND_VCARD, VCARD } from '../../people';
import {
	EVOLUTION_KEY,
	FROM_ANA,
	ME_JID,
	MESSAGE_ID,
	receivedFromAna,
	REPLY_TO_ANA,
	upsert,
} from './envelope';

const hello = { ...receivedFromAna(plainText(MESSAGE_ID, 'Hello')), replyTo: REPLY_TO_ANA };

const quoting = {
	stanzaId: '3EB0QUOTED',
	participant: ME_JID,
	quotedMessage: { conversation: 'Which size?' },
};

const file = {
	url: 'https://mmg.whatsapp.net/v/file.enc',
	fileSha256: 'c2hhLWZpbGU=',
	fileLength: { low: 204800, high: 0, unsigned: true },
	mediaKey: 'AAAA',
	directPath: '/v/file.enc',
};
/** The id that fetches it is the message's; WhatsApp's own address is of no use. */
const fetched = { id: MESSAGE_ID, url: null, size: 204800, sha256: 'c2hhLWZpbGU=' };
const image = {
	...file,
	mimetype: 'image/jpeg',
	caption: 'The receipt',
	height: 1080,
	width: 1920,
};
const expectedImage = { kind: 'image', mimeType: 'image/jpeg', ...fetched } as const;

export const messageFixtures: Fixture[] = [
	{
		name: 'text, with the key of the instance beside it',
		payload: upsert({ conversation: 'Hello' }),
		expected: [hello],
		secrets: [EVOLUTION_KEY, 'destination-secret'],
	},
	{
		name: 'text, with no key: the server is not set to send it',
		payload: upsert({ conversation: 'Hello' }, { envelope: { apikey: null } }),
		expected: [hello],
	},
	{
		name: 'text whose payload repeats the key elsewhere',
		payload: upsert(
			{ conversation: 'Hello' },
			{ envelope: { debug: { url: `https://evolution.example.com/?apikey=${EVOLUTION_KEY}` } } },
		),
		expected: [hello],
		secrets: [EVOLUTION_KEY],
	},
	{
		name: 'text with a quote and mentions, whose context stands beside the message',
		payload: upsert(
			{ conversation: 'The large one' },
			{ data: { contextInfo: { ...quoting, mentionedJid: [`${BEN}@s.whatsapp.net`] } } },
		),
		expected: [
			receivedFromAna({
				...plainText(MESSAGE_ID, 'The large one'),
				quoted: { messageId: '3EB0QUOTED', senderId: ME_JID, text: 'Which size?' },
				mentions: [`${BEN}@s.whatsapp.net`],
			}),
		],
	},
	{
		name: 'text as 2.4 tells it: no quote, the context of the device instead',
		payload: upsert(
			{ conversation: 'The large one', messageContextInfo: { messageSecret: 'AAAA' } },
			{ data: { contextInfo: { messageSecret: 'AAAA' } }, envelope: { isLatest: true } },
		),
		expected: [receivedFromAna(plainText(MESSAGE_ID, 'The large one'))],
	},
	{
		name: 'text with a link preview, before the server has flattened it',
		payload: upsert({ extendedTextMessage: { text: 'See https://example.com', title: 'Shop' } }),
		expected: [receivedFromAna(plainText(MESSAGE_ID, 'See https://example.com'))],
	},
	{
		name: 'text in a disappearing chat',
		payload: upsert({ ephemeralMessage: { message: { conversation: 'Hello' } } }),
		expected: [hello],
	},
	{
		name: 'text that was forwarded',
		payload: upsert(
			{ conversation: 'Hello' },
			{ data: { contextInfo: { isForwarded: true, forwardingScore: 1 } } },
		),
		expected: [receivedFromAna({ ...plainText(MESSAGE_ID, 'Hello'), isForwarded: true })],
	},
	{
		name: 'text from an advertisement',
		payload: upsert(
			{ conversation: 'Hello' },
			{
				data: {
					contextInfo: {
						externalAdReply: {
							title: 'Summer sale',
							body: 'Everything must go',
							sourceType: 'ad',
							sourceId: '120210000000000000',
							sourceUrl: 'https://fb.me/abc',
							ctwaClid: 'click-1',
						},
					},
				},
			},
		),
		expected: [
			receivedFromAna({
				text: 'Hello',
				referral: {
					sourceType: 'ad',
					sourceId: '120210000000000000',
					sourceUrl: 'https://fb.me/abc',
					headline: 'Summer sale',
					body: 'Everything must go',
					clickId: 'click-1',
				},
			}),
		],
	},
	{
		name: 'image with caption',
		payload: upsert({ imageMessage: image }),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'image',
				text: 'The receipt',
				media: { ...expectedImage, fileName: null, duration: null, width: 1920, height: 1080 },
			}),
		],
	},
	{
		name: 'image that carries its bytes: the webhook is set to base64',
		payload: upsert({ imageMessage: image, base64: '/9j/BYTES' }),
		expected: [
			receivedFromAna({ type: 'image', media: { ...expectedImage, base64: '/9j/BYTES' } }),
		],
	},
	{
		name: 'image that the server has stored elsewhere',
		payload: upsert({ imageMessage: image, mediaUrl: 'https://s3.example.com/shop/1.jpg?X=1' }),
		expected: [
			receivedFromAna({
				type: 'image',
				media: { ...expectedImage, url: 'https://s3.example.com/shop/1.jpg?X=1' },
			}),
		],
	},
	{
		name: 'video',
		payload: upsert({ videoMessage: { ...file, mimetype: 'video/mp4', seconds: 12 } }),
		expected: [
			receivedFromAna({
				type: 'video',
				text: null,
				media: { kind: 'video', mimeType: 'video/mp4', duration: 12, ...fetched },
			}),
		],
	},
	{
		name: 'voice note, with what the server heard in it',
		payload: upsert({
			audioMessage: { ...file, mimetype: 'audio/ogg; codecs=opus', seconds: 7, ptt: true },
			speechToText: '[audio] Hello',
		}),
		expected: [
			receivedFromAna({
				type: 'voice',
				text: null,
				media: { kind: 'voice', mimeType: 'audio/ogg; codecs=opus', duration: 7, ...fetched },
			}),
		],
	},
	{
		name: 'audio file',
		payload: upsert({ audioMessage: { ...file, mimetype: 'audio/mpeg', ptt: false } }),
		expected: [receivedFromAna({ type: 'audio', media: { kind: 'audio', ...fetched } })],
	},
	{
		name: 'document with caption, unwrapped by the server',
		payload: upsert({
			documentMessage: {
				...file,
				mimetype: 'application/pdf',
				fileName: 'offer.pdf',
				caption: 'The offer',
			},
		}),
		expected: [
			receivedFromAna({
				type: 'document',
				text: 'The offer',
				media: { kind: 'document', fileName: 'offer.pdf', ...fetched },
			}),
		],
	},
	{
		name: 'sticker',
		payload: upsert({ stickerMessage: { ...file, mimetype: 'image/webp' } }),
		expected: [receivedFromAna({ type: 'sticker', media: { kind: 'sticker', ...fetched } })],
	},
	{
		name: 'image to be seen once',
		payload: upsert({ viewOnceMessageV2: { message: { imageMessage: image } } }),
		expected: [receivedFromAna({ type: 'image', text: 'The receipt', media: expectedImage })],
	},
	{
		name: 'location',
		payload: upsert({
			locationMessage: { degreesLatitude: 52.52, degreesLongitude: 13.405, name: 'The shop' },
		}),
		expected: [
			receivedFromAna({
				type: 'location',
				location: { latitude: 52.52, longitude: 13.405, name: 'The shop', address: null },
			}),
		],
	},
	{
		name: 'contact',
		payload: upsert({ contactMessage: { displayName: 'Jane Doe', vcard: VCARD } }),
		expected: [receivedFromAna({ type: 'contacts', contacts: [JANE] })],
	},
	{
		name: 'several contacts',
		payload: upsert({
			contactsArrayMessage: {
				contacts: [
					{ displayName: 'Jane Doe', vcard: VCARD },
					{ displayName: 'Rick Roe', vcard: SECOND_VCARD },
				],
			},
		}),
		expected: [receivedFromAna({ type: 'contacts', contacts: [JANE, RICK] })],
	},
	{
		name: 'poll',
		payload: upsert({
			pollCreationMessageV3: {
				name: 'Which day?',
				options: [{ optionName: 'Monday' }, { optionName: 'Friday' }],
			},
		}),
		expected: [
			receivedFromAna({
				type: 'poll',
				text: 'Which day?',
				poll: { question: 'Which day?', options: ['Monday', 'Friday'], selected: [] },
			}),
		],
	},
	{
		name: 'vote that the server has opened',
		payload: upsert({
			pollUpdateMessage: {
				pollCreationMessageKey: { remoteJid: FROM_ANA.chat.id, fromMe: true, id: '3EB0POLL' },
				vote: { selectedOptions: ['Friday'] },
			},
		}),
		expected: [receivedFromAna({ type: 'poll', poll: { selected: ['Friday'] } })],
	},
	{
		name: 'vote that nobody could open',
		payload: upsert({
			pollUpdateMessage: {
				pollCreationMessageKey: { remoteJid: FROM_ANA.chat.id, fromMe: true, id: '3EB0POLL' },
				vote: { encPayload: 'AAAA', encIv: 'AAAA', selectedOptions: [] },
			},
		}),
		expected: [{ event: 'other', message: null, raw: {} }],
	},
	{
		name: 'button that was pressed',
		payload: upsert({
			buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Yes, please' },
		}),
		expected: [
			receivedFromAna({
				type: 'selection',
				text: 'Yes, please',
				selection: { id: 'yes', title: 'Yes, please', description: null },
			}),
		],
	},
	{
		name: 'row of a list that was chosen',
		payload: upsert({
			listResponseMessage: {
				title: 'Large',
				description: 'Size 44',
				singleSelectReply: { selectedRowId: 'size-44' },
			},
		}),
		expected: [
			receivedFromAna({
				type: 'selection',
				text: 'Large',
				selection: { id: 'size-44', title: 'Large', description: 'Size 44' },
			}),
		],
	},
	{
		name: 'form that was filled in',
		payload: upsert({
			interactiveResponseMessage: {
				body: { text: 'Sent' },
				nativeFlowResponseMessage: { name: 'flow', paramsJson: '{"size":"44","flow_token":"t"}' },
			},
		}),
		expected: [
			receivedFromAna({ type: 'selection', text: 'Sent', form: { size: '44', flow_token: 't' } }),
		],
	},
	{
		name: 'message with buttons',
		payload: upsert({ buttonsMessage: { contentText: 'Shall we?', buttons: [] } }),
		expected: [receivedFromAna({ type: 'interactive', text: 'Shall we?' })],
	},
	{
		name: 'order',
		payload: upsert({
			orderMessage: { orderId: 'o-1', itemCount: 2, message: 'By Friday, please' },
		}),
		expected: [
			receivedFromAna({
				type: 'order',
				text: 'By Friday, please',
				order: { id: 'o-1', itemCount: 2 },
			}),
		],
	},
	{
		name: 'kind that is not known yet',
		payload: upsert({ hologramMessage: { a: 1 } }),
		expected: [receivedFromAna({ type: 'unsupported', text: null })],
	},
	{
		name: 'pin, which is no message',
		payload: upsert({ pinInChatMessage: { type: 'PIN_FOR_ALL' } }),
		expected: [{ event: 'other', message: null, raw: {} }],
	},
	{
		name: 'own message, from the phone',
		payload: upsert(
			{ conversation: 'Hello' },
			{ key: { fromMe: true }, data: { pushName: 'Você' } },
		),
		expected: [
			{
				event: 'message.sent',
				timestamp: AT,
				chat: FROM_ANA.chat,
				sender: { id: ME_JID, phone: ME, lid: null, name: null, isMe: true },
				message: { ...plainText(MESSAGE_ID, 'Hello'), sentBy: 'person' },
				replyTo: { ...REPLY_TO_ANA, senderId: ME_JID, fromMe: true },
			},
		],
	},
	{
		name: 'several records in one delivery, one of them unreadable',
		payload: {
			event: 'messages.upsert',
			instance: 'shop',
			data: [
				{ key: { remoteJid: FROM_ANA.chat.id, id: 'M1' }, message: { conversation: 'One' } },
				5,
				{ key: { remoteJid: FROM_ANA.chat.id, id: 'M2' }, message: { conversation: 'Two' } },
			],
		},
		expected: [
			{ event: 'message.received', message: plainText('M1', 'One') },
			{ event: 'other' },
			{ event: 'message.received', message: plainText('M2', 'Two') },
		],
	},
];
