/** WSAPI: the event `message` in every form. */
import type { ExpectedMessage, Fixture } from '../../fixture';
import { EMPTY_BLOCKS, plainText } from '../../fixture';
import { ANA, ANA_LID, BEN, JANE, ME, RICK, SECOND_VCARD, VCARD } from '../../people';
import {
	ANA_JID,
	BASE,
	CHAT_WITH_ANA,
	jid,
	LID_JID,
	me,
	message,
	receivedFromAna,
	replyTo,
	TIME,
	WSAPI_MESSAGE_ID,
} from './envelope';

export const text = (body = 'Hello', content: Record<string, unknown> = {}) =>
	message({ text: body, ...content });

export const voiceNote = (content: Record<string, unknown> = {}) =>
	message({
		type: 'media',
		media: {
			id: 'H4sIAAAA_voice',
			mediaType: 'voice',
			mimeType: 'audio/ogg; codecs=opus',
			fileLength: 8192,
			duration: 7,
		},
		...content,
	});

export const PICTURE_ID = 'H4sIAAAA_image';

export const picture = (content: Record<string, unknown> = {}) =>
	message({
		type: 'media',
		media: { id: PICTURE_ID, mediaType: 'image', mimeType: 'image/jpeg', caption: 'The receipt' },
		...content,
	});

export const reaction = (emoji: string, id = '3EB0REACTION') =>
	message({ id, type: 'reaction', reaction: { messageId: '3EB0BBBB', emoji } });

export const edit = (body: string, id = '3EB0EDIT') =>
	message({
		id,
		type: 'text',
		text: body,
		isEdit: true,
		edit: { originalMessageId: WSAPI_MESSAGE_ID, originalMessageTime: TIME },
	});

type Kind = NonNullable<ExpectedMessage['media']>['kind'];

function medium(
	mediaType: Kind,
	mimeType: string,
	fields: Record<string, unknown>,
	expected: Partial<NonNullable<ExpectedMessage['media']>>,
	caption: string | null = null,
): Fixture {
	const id = `H4sIAAAA_${mediaType}`;
	return {
		name: `message: ${mediaType}`,
		payload: message({
			type: 'media',
			media: { id, mediaType, mimeType, ...(caption ? { caption } : {}), ...fields },
		}),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: mediaType,
				text: caption,
				media: {
					kind: mediaType,
					id,
					url: null,
					mimeType,
					fileName: null,
					size: null,
					sha256: null,
					duration: null,
					width: null,
					height: null,
					...expected,
				},
			}),
		],
	};
}

function reacted(emoji: string | null): Fixture['expected'] {
	return [
		{
			...receivedFromAna({
				id: '3EB0REACTION',
				type: 'reaction',
				reaction: { emoji, messageId: '3EB0BBBB' },
			}),
			event: 'message.reaction',
		},
	];
}

export const messageFixtures: Fixture[] = [
	{
		name: 'message: text',
		payload: text(),
		expected: [
			{
				...receivedFromAna(plainText(WSAPI_MESSAGE_ID, 'Hello')),
				replyTo: replyTo(ANA_JID, ANA_JID),
			},
		],
	},
	{
		name: 'message: text with every flag spelled out',
		payload: text('Hello', {
			isEdit: false,
			isForwarded: false,
			viewOnce: false,
			isStatus: false,
			mentions: [],
		}),
		expected: [receivedFromAna(plainText(WSAPI_MESSAGE_ID, 'Hello'))],
	},
	{
		name: 'message: text whose time has an offset and nanoseconds',
		payload: text('Hello', { time: '2026-05-19T02:51:44.816123456+02:00' }),
		expected: [{ event: 'message.received', timestamp: TIME }],
		note: 'Go writes the time of its own zone, at its own precision',
	},
	{
		name: 'message: text that quotes, mentions, disappears and was forwarded',
		payload: text('@15550002222 yes', {
			mentions: [jid(BEN)],
			isForwarded: true,
			ephemeralExpiration: '7d',
			replyTo: { id: '3EB0QUOTED', sender: me, text: 'Are you coming?' },
		}),
		expected: [
			receivedFromAna({
				...plainText(WSAPI_MESSAGE_ID, '@15550002222 yes'),
				quoted: { messageId: '3EB0QUOTED', senderId: jid(ME), text: 'Are you coming?' },
				mentions: [jid(BEN)],
				isForwarded: true,
			}),
		],
	},
	{
		name: 'message: text with a link preview',
		payload: text('See https://example.com', {
			extendedText: {
				matchedText: 'https://example.com',
				title: 'Example',
				description: 'An example',
				jpegThumbnail: '/9j/AAAA',
			},
		}),
		expected: [receivedFromAna(plainText(WSAPI_MESSAGE_ID, 'See https://example.com'))],
	},
	medium(
		'image',
		'image/jpeg',
		{ fileLength: 204800, height: 1080, width: 1920, jpegThumbnail: '/9j/AAAA' },
		{ size: 204800, width: 1920, height: 1080 },
		'The receipt',
	),
	medium(
		'video',
		'video/mp4',
		{ fileLength: 512000, height: 720, width: 1280, duration: 12 },
		{ size: 512000, width: 1280, height: 720, duration: 12 },
		'The shop',
	),
	medium(
		'audio',
		'audio/mpeg',
		{ fileLength: 512000, duration: 31 },
		{ size: 512000, duration: 31 },
	),
	medium(
		'voice',
		'audio/ogg; codecs=opus',
		{ fileLength: 8192, duration: 7 },
		{ size: 8192, duration: 7 },
	),
	medium(
		'document',
		'application/pdf',
		{ fileLength: 40960, filename: 'offer.pdf', title: 'Offer', pageCount: 2 },
		{ size: 40960, fileName: 'offer.pdf' },
		'Our offer',
	),
	medium(
		'sticker',
		'image/webp',
		{ fileLength: 2048, height: 512, width: 512 },
		{ size: 2048, width: 512, height: 512 },
	),
	{
		name: 'message: view-once image',
		payload: message({
			type: 'media',
			viewOnce: true,
			media: { mediaType: 'image', mimeType: 'image/jpeg' },
		}),
		expected: [
			receivedFromAna({
				type: 'image',
				text: null,
				media: { kind: 'image', id: null, mimeType: 'image/jpeg', size: null },
			}),
		],
	},
	{ name: 'message: reaction', payload: reaction('👍'), expected: reacted('👍') },
	{ name: 'message: reaction taken away', payload: reaction(''), expected: reacted(null) },
	{
		name: 'message: contact',
		payload: message({ type: 'contact', contact: VCARD }),
		expected: [
			receivedFromAna({ ...EMPTY_BLOCKS, type: 'contacts', text: null, contacts: [JANE] }),
		],
	},
	{
		name: 'message: several contacts',
		payload: message({ type: 'contactArray', contactArray: [VCARD, SECOND_VCARD] }),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'contacts',
				text: null,
				contacts: [JANE, RICK],
			}),
		],
	},
	{
		name: 'message: pinned in the chat',
		payload: message({
			type: 'pinInChat',
			pin: { pinned: true, messageId: '3EB0BBBB', expiration: '24h' },
		}),
		expected: [
			{ event: 'other', ...BASE, timestamp: TIME, chat: CHAT_WITH_ANA, message: null, raw: {} },
		],
	},
	{
		name: 'message: from an advertisement',
		payload: text('Hello', {
			adReferral: {
				ctwaClid: 'click-AAAA',
				sourceType: 'ad',
				sourceId: '120200000000000001',
				sourceUrl: 'https://fb.example.com/AAAA',
				sourceApp: 'facebook',
				title: 'Fresh mugs',
				body: 'Made by hand',
				mediaType: 'image',
				thumbnailUrl: 'https://cdn.example.com/thumb.jpg',
				conversionSource: 'FB_Ads',
				showAdAttribution: true,
			},
		}),
		expected: [
			receivedFromAna({
				...plainText(WSAPI_MESSAGE_ID, 'Hello'),
				referral: {
					sourceType: 'ad',
					sourceId: '120200000000000001',
					sourceUrl: 'https://fb.example.com/AAAA',
					headline: 'Fresh mugs',
					body: 'Made by hand',
					clickId: 'click-AAAA',
				},
			}),
		],
	},
	{
		name: 'message: from a post, with a photo',
		payload: picture({ adReferral: { sourceType: 'post', sourceId: '1', title: 'New mugs' } }),
		expected: [
			receivedFromAna({
				type: 'image',
				text: 'The receipt',
				referral: {
					sourceType: 'post',
					sourceId: '1',
					sourceUrl: null,
					headline: 'New mugs',
					body: null,
					clickId: null,
				},
			}),
		],
	},
	{
		name: 'message: from an advertisement of which nothing else is told',
		payload: text('Hello', { adReferral: { conversionSource: 'FB_Ads' } }),
		expected: [
			receivedFromAna({
				text: 'Hello',
				referral: {
					sourceType: 'ad',
					sourceId: null,
					sourceUrl: null,
					headline: null,
					body: null,
					clickId: null,
				},
			}),
		],
	},
	{
		name: 'message: with an advertisement that says nothing',
		payload: text('Hello', { adReferral: {} }),
		expected: [receivedFromAna(plainText(WSAPI_MESSAGE_ID, 'Hello'))],
	},
	{
		name: 'message: from a hosted account',
		payload: text('Hello', {
			chatId: `${ANA}@hosted`,
			sender: { id: `${ANA}:99@hosted`, lid: `${ANA_LID}@hosted.lid`, isMe: false },
		}),
		expected: [
			{
				event: 'message.received',
				chat: { id: `${ANA}@hosted`, type: 'individual' },
				sender: { phone: ANA, lid: LID_JID, isMe: false },
			},
		],
		note: 'whether sender.id keeps the :device suffix is open',
	},
	{
		name: 'message: edit',
		payload: edit('Hello, Ben'),
		expected: [
			{
				...receivedFromAna({ id: WSAPI_MESSAGE_ID, type: 'text', text: 'Hello, Ben' }),
				event: 'message.edited',
			},
		],
		note: "message.id is the edited message's, not the edit's",
	},
	{
		name: 'message: edit that does not name its message',
		payload: message({ id: '3EB0EDIT', type: 'text', text: 'Hello, Ben', isEdit: true, edit: {} }),
		expected: [
			{
				...receivedFromAna({ id: null, type: 'text', text: 'Hello, Ben' }),
				event: 'message.edited',
			},
		],
	},
	...['unknown', 'some_future_type'].map(
		(type): Fixture => ({
			name: `message: type ${type}`,
			payload: message({ type }),
			expected: [receivedFromAna({ ...EMPTY_BLOCKS, type: 'unsupported', text: null })],
		}),
	),
	{
		name: 'message: poll without content',
		payload: message({ type: 'poll' }),
		expected: [receivedFromAna({})],
		note: "WhatsApp's own word for the kind, and nothing in it: poll or unsupported",
	},
	{
		name: 'message: own, from another device',
		payload: text('On our way', { sender: me }),
		expected: [
			{
				event: 'message.sent',
				...BASE,
				timestamp: TIME,
				chat: CHAT_WITH_ANA,
				sender: { id: jid(ME), phone: ME, lid: null, isMe: true },
				message: plainText(WSAPI_MESSAGE_ID, 'On our way'),
			},
		],
	},
];
