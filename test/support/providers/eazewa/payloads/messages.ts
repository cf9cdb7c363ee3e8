/** eazeWA: the event `message` in every type whatsapp-web.js knows. */
import type { ExpectedMessage, Fixture } from '../../fixture';
import { EMPTY_BLOCKS, plainText } from '../../fixture';
import { BEN, JANE, RICK, SECOND_VCARD, VCARD } from '../../people';
import {
	ANA_CUS,
	EAZEWA_MESSAGE_ID,
	envelope,
	FROM_ANA,
	incoming,
	message,
	OWN_MESSAGE_ID,
	receivedFromAna,
} from './message';

const REPLY_TO_ANA = {
	provider: 'eazewa',
	instance: '33',
	chatId: ANA_CUS,
	messageId: EAZEWA_MESSAGE_ID,
	senderId: ANA_CUS,
	fromMe: false,
};

function fixture(
	name: string,
	content: Record<string, unknown>,
	expected: ExpectedMessage,
	note?: string,
): Fixture {
	return {
		name,
		payload: incoming(content),
		expected: [receivedFromAna(expected)],
		...(note ? { note } : {}),
	};
}

/** A medium: its particulars sit in `_data`, the caption in `body`. */
function medium(type: string, body: string, data: Record<string, unknown>) {
	return { type, body, hasMedia: true, _data: data };
}

const noMedium = { fileName: null, duration: null, width: null, height: null };

export const messageFixtures: Fixture[] = [
	{
		name: 'chat',
		payload: incoming(),
		expected: [
			{
				...receivedFromAna(plainText(EAZEWA_MESSAGE_ID, 'Hello')),
				replyTo: REPLY_TO_ANA,
			},
		],
	},
	{
		name: 'chat, the certain core alone',
		payload: envelope('message', {
			message: {
				id: { _serialized: EAZEWA_MESSAGE_ID, fromMe: false },
				body: 'Hello',
				type: 'chat',
				from: ANA_CUS,
				to: '15550009999@c.us',
				timestamp: 1768473000,
				hasMedia: false,
			},
		}),
		expected: [
			{
				...receivedFromAna(plainText(EAZEWA_MESSAGE_ID, 'Hello')),
				sender: { ...FROM_ANA.sender, name: null },
				replyTo: REPLY_TO_ANA,
			},
		],
	},
	{
		name: 'chat with the instance id as a string',
		payload: envelope('message', { message: message() }, '33'),
		expected: [{ event: 'message.received', instance: '33' }],
	},
	fixture(
		'chat that quotes, mentions and was forwarded',
		{
			body: '@15550002222 yes',
			hasQuotedMsg: true,
			isForwarded: true,
			mentionedIds: [`${BEN}@c.us`],
			_data: {
				quotedMsg: { body: 'Are you coming?', type: 'chat' },
				quotedStanzaID: '3EB0QUOTED',
				quotedParticipant: '15550009999@c.us',
			},
		},
		{
			type: 'text',
			text: '@15550002222 yes',
			quoted: { messageId: '3EB0QUOTED', text: 'Are you coming?' },
			mentions: [`${BEN}@c.us`],
			isForwarded: true,
		},
		'quotedParticipant may be a string or a WID object: quoted.senderId is open',
	),
	fixture(
		'chat with a link',
		{ body: 'https://example.com', links: [{ link: 'https://example.com' }] },
		{
			type: 'text',
			text: 'https://example.com',
		},
	),
	fixture(
		'image',
		medium('image', 'The receipt', {
			mimetype: 'image/jpeg',
			size: 204800,
			width: 1920,
			height: 1080,
			filehash: 'c2hhLWltYWdl',
		}),
		{
			...EMPTY_BLOCKS,
			type: 'image',
			text: 'The receipt',
			media: {
				...noMedium,
				kind: 'image',
				mimeType: 'image/jpeg',
				size: 204800,
				width: 1920,
				height: 1080,
			},
		},
	),
	{
		name: 'image that comes with its bytes',
		payload: envelope('message', {
			message: message(medium('image', '', { mimetype: 'image/png' })),
			media: { mimetype: 'image/png', data: 'iVBORw0KBYTES', filename: 'shop.png', filesize: 9 },
		}),
		expected: [
			receivedFromAna({
				type: 'image',
				text: null,
				media: {
					kind: 'image',
					mimeType: 'image/png',
					fileName: 'shop.png',
					size: 9,
					base64: 'iVBORw0KBYTES',
				},
			}),
		],
	},
	fixture(
		'video',
		{
			...medium('video', 'The shop', {
				mimetype: 'video/mp4',
				size: 512000,
				width: 1280,
				height: 720,
			}),
			duration: '12',
		},
		{
			...EMPTY_BLOCKS,
			type: 'video',
			text: 'The shop',
			media: {
				kind: 'video',
				mimeType: 'video/mp4',
				fileName: null,
				size: 512000,
				duration: 12,
				width: 1280,
				height: 720,
			},
		},
	),
	fixture(
		'audio',
		{ ...medium('audio', '', { mimetype: 'audio/mpeg', size: 8192 }), duration: '31' },
		{
			...EMPTY_BLOCKS,
			type: 'audio',
			text: null,
			media: { ...noMedium, kind: 'audio', mimeType: 'audio/mpeg', size: 8192, duration: 31 },
		},
	),
	fixture(
		'ptt',
		{ ...medium('ptt', '', { mimetype: 'audio/ogg; codecs=opus', size: 8192 }), duration: '7' },
		{
			...EMPTY_BLOCKS,
			type: 'voice',
			text: null,
			media: {
				...noMedium,
				kind: 'voice',
				mimeType: 'audio/ogg; codecs=opus',
				size: 8192,
				duration: 7,
			},
		},
	),
	fixture(
		'document',
		medium('document', 'Our offer', {
			mimetype: 'application/pdf',
			filename: 'offer.pdf',
			size: 40960,
		}),
		{
			...EMPTY_BLOCKS,
			type: 'document',
			text: 'Our offer',
			media: {
				...noMedium,
				kind: 'document',
				mimeType: 'application/pdf',
				fileName: 'offer.pdf',
				size: 40960,
			},
		},
	),
	fixture(
		'sticker',
		medium('sticker', '', { mimetype: 'image/webp', size: 2048, width: 512, height: 512 }),
		{
			...EMPTY_BLOCKS,
			type: 'sticker',
			text: null,
			media: {
				...noMedium,
				kind: 'sticker',
				mimeType: 'image/webp',
				size: 2048,
				width: 512,
				height: 512,
			},
		},
	),
	fixture(
		'location',
		{
			type: 'location',
			body: '/9j/THUMBNAIL',
			location: {
				latitude: 52.5163,
				longitude: 13.3777,
				name: 'The shop',
				address: '1 Square, Town',
				url: 'https://example.com/shop',
				description: 'The shop\n1 Square, Town',
			},
		},
		{
			...EMPTY_BLOCKS,
			type: 'location',
			text: null,
			location: {
				latitude: 52.5163,
				longitude: 13.3777,
				name: 'The shop',
				address: '1 Square, Town',
				url: 'https://example.com/shop',
			},
		},
		'body is a thumbnail in base64: nothing a person would read',
	),
	fixture(
		'location without a name',
		{ type: 'location', body: '', location: { latitude: 0, longitude: 0, description: '' } },
		{
			type: 'location',
			location: { latitude: 0, longitude: 0, name: null, address: null, url: null },
		},
	),
	fixture(
		'vcard',
		{ type: 'vcard', body: VCARD, vCards: [VCARD] },
		{ ...EMPTY_BLOCKS, type: 'contacts', text: null, contacts: [JANE] },
		'body is the card itself: nothing a person would read',
	),
	fixture(
		'multi_vcard',
		{ type: 'multi_vcard', body: '', vCards: [VCARD, SECOND_VCARD] },
		{ ...EMPTY_BLOCKS, type: 'contacts', text: null, contacts: [JANE, RICK] },
	),
	fixture(
		'poll_creation',
		{
			type: 'poll_creation',
			body: 'When?',
			pollName: 'When?',
			pollOptions: [
				{ name: 'Monday', localId: 0 },
				{ name: 'Tuesday', localId: 1 },
			],
			allowMultipleAnswers: false,
		},
		{
			type: 'poll',
			poll: { question: 'When?', options: ['Monday', 'Tuesday'], selected: [] },
		},
	),
	fixture(
		'list_response',
		{
			type: 'list_response',
			body: 'Express\nTomorrow',
			title: 'Express',
			description: 'Tomorrow',
			selectedRowId: 'row-express',
			_data: {
				listResponse: {
					title: 'Express',
					description: 'Tomorrow',
					singleSelectReply: { selectedRowId: 'row-express' },
				},
			},
		},
		{
			type: 'selection',
			text: 'Express',
			selection: { id: 'row-express', title: 'Express', description: 'Tomorrow' },
		},
	),
	fixture(
		'buttons_response',
		{ type: 'buttons_response', body: 'Yes', selectedButtonId: 'button-yes' },
		{
			type: 'selection',
			text: 'Yes',
			selection: { id: 'button-yes', title: 'Yes', description: null },
		},
	),
	fixture(
		'template_button_reply',
		{ type: 'template_button_reply', body: 'Stop', _data: { selectedId: 'template-stop' } },
		{
			type: 'selection',
			text: 'Stop',
			selection: { id: 'template-stop', title: 'Stop', description: null },
		},
	),
	fixture(
		'order',
		{ type: 'order', body: '', orderId: '900000000000001', token: 'AAAA' },
		{ type: 'order', order: {} },
		'the contract does not name the fields of an order',
	),
	...['interactive', 'native_flow', 'list', 'hsm'].map((type) =>
		fixture(type, { type, body: 'Choose' }, { type: 'interactive', text: 'Choose' }),
	),
	...['unknown', 'some_future_type'].map((type) =>
		fixture(type, { type, body: '' }, { type: 'unsupported', text: null }),
	),
	...[
		'album',
		'product',
		'payment',
		'groups_v4_invite',
		'oversized',
		'scheduled_event_creation',
	].map((type) => fixture(type, { type, body: '' }, {}, 'the contract does not place this type')),
	{
		name: 'message_create of an inbound message',
		payload: envelope('message_create', { message: message() }),
		expected: [receivedFromAna(plainText(EAZEWA_MESSAGE_ID, 'Hello'))],
	},
	{
		name: 'message_create of an own message',
		payload: envelope('message_create', { message: message({}, OWN_MESSAGE_ID) }),
		expected: [
			{
				event: 'message.sent',
				provider: 'eazewa',
				instance: '33',
				timestamp: FROM_ANA.timestamp,
				chat: FROM_ANA.chat,
				sender: { id: '15550009999@c.us', phone: '15550009999', lid: null, isMe: true },
				message: plainText(OWN_MESSAGE_ID, 'Hello'),
			},
		],
	},
];
