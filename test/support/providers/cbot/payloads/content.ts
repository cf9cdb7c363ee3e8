/** The WhatsApp Business message types both hostings share, told once for both. */
import type { ExpectedMessage } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import { ME } from '../../people';

/** One message type: its item's fields and what it must become. */
export interface ContentCase {
	name: string;
	type: string;
	content: unknown;
	/** Fields beside the content, such as `context`. */
	fields?: Record<string, unknown>;
	expected: ExpectedMessage;
	note?: string;
}

const OFFER = { from: ME, id: 'gBEGOFFER' };
const offered = { messageId: 'gBEGOFFER', senderId: ME, text: null };

function file(id: string, mimeType: string) {
	return { id, mime_type: mimeType, sha256: 'c2hhLWZpbGU=' };
}

function medium(
	kind: NonNullable<ExpectedMessage['media']>['kind'],
	id: string,
	mimeType: string,
	fileName: string | null = null,
): NonNullable<ExpectedMessage['media']> {
	return {
		kind,
		id,
		url: null,
		mimeType,
		fileName,
		size: null,
		sha256: 'c2hhLWZpbGU=',
		duration: null,
		width: null,
		height: null,
	};
}

export const sharedContent: ContentCase[] = [
	{
		name: 'text that quotes',
		type: 'text',
		content: { body: 'Yes' },
		fields: { context: OFFER },
		expected: { ...EMPTY_BLOCKS, type: 'text', text: 'Yes', quoted: offered },
	},
	{
		name: 'forwarded text',
		type: 'text',
		content: { body: 'Look' },
		fields: { context: { forwarded: true } },
		expected: { ...EMPTY_BLOCKS, type: 'text', text: 'Look', isForwarded: true },
	},
	{
		name: 'often forwarded text',
		type: 'text',
		content: { body: 'Look' },
		fields: { context: { frequently_forwarded: true } },
		expected: { ...EMPTY_BLOCKS, type: 'text', text: 'Look', isForwarded: true },
	},
	{
		name: 'image',
		type: 'image',
		content: { ...file('media-1', 'image/jpeg'), caption: 'The receipt' },
		expected: {
			...EMPTY_BLOCKS,
			type: 'image',
			text: 'The receipt',
			media: medium('image', 'media-1', 'image/jpeg'),
		},
	},
	{
		name: 'image without caption',
		type: 'image',
		content: file('media-1', 'image/jpeg'),
		expected: {
			...EMPTY_BLOCKS,
			type: 'image',
			text: null,
			media: medium('image', 'media-1', 'image/jpeg'),
		},
	},
	{
		name: 'video',
		type: 'video',
		content: { ...file('media-2', 'video/mp4'), caption: 'The shop' },
		expected: {
			...EMPTY_BLOCKS,
			type: 'video',
			text: 'The shop',
			media: medium('video', 'media-2', 'video/mp4'),
		},
	},
	{
		name: 'audio',
		type: 'audio',
		content: file('media-3', 'audio/mpeg'),
		expected: {
			...EMPTY_BLOCKS,
			type: 'audio',
			text: null,
			media: medium('audio', 'media-3', 'audio/mpeg'),
		},
	},
	{
		name: 'document',
		type: 'document',
		content: {
			...file('media-4', 'application/pdf'),
			filename: 'offer.pdf',
			caption: 'Our offer',
		},
		expected: {
			...EMPTY_BLOCKS,
			type: 'document',
			text: 'Our offer',
			media: medium('document', 'media-4', 'application/pdf', 'offer.pdf'),
		},
	},
	{
		name: 'sticker',
		type: 'sticker',
		content: { ...file('media-5', 'image/webp'), animated: false },
		expected: {
			...EMPTY_BLOCKS,
			type: 'sticker',
			text: null,
			media: medium('sticker', 'media-5', 'image/webp'),
		},
	},
	{
		name: 'location',
		type: 'location',
		content: {
			latitude: 52.5163,
			longitude: 13.3777,
			name: 'The shop',
			address: '1 Square, Town',
			url: 'https://example.com/shop',
		},
		expected: {
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
	},
	{
		name: 'location without a name, on the equator and the meridian',
		type: 'location',
		content: { latitude: 0, longitude: 0 },
		expected: {
			type: 'location',
			location: { latitude: 0, longitude: 0, name: null, address: null, url: null },
		},
	},
	{
		name: 'contacts',
		type: 'contacts',
		content: [
			{
				name: { formatted_name: 'Jane Doe', first_name: 'Jane', last_name: 'Doe' },
				phones: [{ phone: '15550003333', wa_id: '15550003333', type: 'CELL' }],
			},
			{ name: { formatted_name: 'Rick Roe' }, phones: [] },
		],
		expected: {
			...EMPTY_BLOCKS,
			type: 'contacts',
			text: null,
			contacts: [
				{ name: 'Jane Doe', phones: ['15550003333'], vcard: null },
				{ name: 'Rick Roe', phones: [], vcard: null },
			],
		},
	},
	{
		name: 'template button',
		type: 'button',
		content: { payload: 'template-stop', text: 'Stop' },
		fields: { context: OFFER },
		expected: {
			...EMPTY_BLOCKS,
			type: 'selection',
			text: 'Stop',
			selection: { id: 'template-stop', title: 'Stop', description: null },
			quoted: offered,
		},
	},
	{
		name: 'reply button',
		type: 'interactive',
		content: { type: 'button_reply', button_reply: { id: 'button-yes', title: 'Yes' } },
		fields: { context: OFFER },
		expected: {
			...EMPTY_BLOCKS,
			type: 'selection',
			text: 'Yes',
			selection: { id: 'button-yes', title: 'Yes', description: null },
			quoted: offered,
		},
	},
	{
		name: 'list row',
		type: 'interactive',
		content: {
			type: 'list_reply',
			list_reply: { id: 'row-express', title: 'Express', description: 'Tomorrow' },
		},
		fields: { context: OFFER },
		expected: {
			...EMPTY_BLOCKS,
			type: 'selection',
			text: 'Express',
			selection: { id: 'row-express', title: 'Express', description: 'Tomorrow' },
			quoted: offered,
		},
	},
	{
		name: 'order',
		type: 'order',
		content: {
			catalog_id: '300000000000001',
			text: 'Please',
			product_items: [{ product_retailer_id: 'mug', quantity: 2, item_price: 12, currency: 'EUR' }],
		},
		expected: { type: 'order', text: 'Please', order: { catalog_id: '300000000000001' } },
	},
	{
		name: 'type of the future',
		type: 'hologram',
		content: { id: 'media-9' },
		expected: { ...EMPTY_BLOCKS, type: 'unsupported', text: null },
	},
];

/** `voice` is a type of its own here. */
export const onPremisesContent: ContentCase[] = [
	{
		name: 'voice note',
		type: 'voice',
		content: file('media-6', 'audio/ogg; codecs=opus'),
		expected: {
			...EMPTY_BLOCKS,
			type: 'voice',
			text: null,
			media: medium('voice', 'media-6', 'audio/ogg; codecs=opus'),
		},
	},
	{
		name: 'disappearing message, which this API cannot show',
		type: 'ephemeral',
		content: undefined,
		fields: { errors: [{ code: 501, title: 'Unsupported message type', details: 'ephemeral' }] },
		expected: { type: 'unsupported', text: null },
	},
	...[{ text: { body: 'Gone tomorrow' } }, { ephemeral: { text: { body: 'Gone tomorrow' } } }].map(
		(fields, index): ContentCase => ({
			name: `disappearing message that carries its text (${index + 1})`,
			type: 'ephemeral',
			content: undefined,
			fields,
			expected: { ...EMPTY_BLOCKS, type: 'text', text: 'Gone tomorrow' },
		}),
	),
	{
		name: 'disappearing message that carries a picture',
		type: 'ephemeral',
		content: { type: 'image', image: { ...file('media-1', 'image/jpeg'), caption: 'Look' } },
		expected: {
			...EMPTY_BLOCKS,
			type: 'image',
			text: 'Look',
			media: medium('image', 'media-1', 'image/jpeg'),
		},
	},
	{
		name: 'disappearing message that carries its text as a body',
		type: 'ephemeral',
		content: { body: 'Gone tomorrow' },
		expected: { ...EMPTY_BLOCKS, type: 'text', text: 'Gone tomorrow' },
	},
	{
		name: 'unknown message',
		type: 'unknown',
		content: undefined,
		fields: { errors: [{ code: 501, title: 'Unknown message type', details: 'unsupported' }] },
		expected: { type: 'unsupported', text: null },
	},
];

/** A voice note is an audio with a mark. */
export const cloudContent: ContentCase[] = [
	{
		name: 'voice note',
		type: 'audio',
		content: { ...file('media-6', 'audio/ogg; codecs=opus'), voice: true },
		expected: {
			...EMPTY_BLOCKS,
			type: 'voice',
			text: null,
			media: medium('voice', 'media-6', 'audio/ogg; codecs=opus'),
		},
	},
	{
		name: 'audio that says it is no voice note',
		type: 'audio',
		content: { ...file('media-3', 'audio/mpeg'), voice: false },
		expected: { type: 'audio', media: medium('audio', 'media-3', 'audio/mpeg') },
	},
	{
		name: 'message the cloud does not support',
		type: 'unsupported',
		content: { type: 'poll' },
		fields: {
			errors: [
				{
					code: 131051,
					title: 'Message type unknown',
					message: 'Message type unknown',
					error_data: { details: 'Message type is currently not supported.' },
				},
			],
		},
		expected: { ...EMPTY_BLOCKS, type: 'unsupported', text: null },
	},
];
