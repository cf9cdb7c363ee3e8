/** ChatBreez: media in Baileys' words, wrapped and unwrapped. */
import type { Fixture } from '../../fixture';
import { EMPTY_BLOCKS } from '../../fixture';
import { receivedFromAna, upsert } from './upsert';

/** Baileys' sizes are 64-bit numbers: a number, a string or a Long once they are JSON. */
const LONG_SIZE = { low: 204800, high: 0, unsigned: true };

const image = {
	url: 'https://mmg.whatsapp.net/v/image.enc',
	mimetype: 'image/jpeg',
	caption: 'The receipt',
	fileSha256: 'c2hhLWltYWdl',
	fileLength: '204800',
	height: 1080,
	width: 1920,
	mediaKey: 'AAAA',
	directPath: '/v/image.enc',
	jpegThumbnail: '/9j/AAAA',
};
const video = {
	url: 'https://mmg.whatsapp.net/v/video.enc',
	mimetype: 'video/mp4',
	caption: 'The shop',
	fileSha256: 'c2hhLXZpZGVv',
	fileLength: 512000,
	seconds: 12,
	height: 720,
	width: 1280,
};
const voice = {
	url: 'https://mmg.whatsapp.net/v/voice.enc',
	mimetype: 'audio/ogg; codecs=opus',
	fileSha256: 'c2hhLXZvaWNl',
	fileLength: '8192',
	seconds: 7,
	ptt: true,
	waveform: 'AAAA',
};
const document = {
	url: 'https://mmg.whatsapp.net/v/doc.enc',
	mimetype: 'application/pdf',
	title: 'Offer',
	fileName: 'offer.pdf',
	fileSha256: 'c2hhLWRvYw==',
	fileLength: '40960',
	pageCount: 2,
};
const sticker = {
	url: 'https://mmg.whatsapp.net/v/sticker.enc',
	mimetype: 'image/webp',
	fileSha256: 'c2hhLXN0aWNrZXI=',
	fileLength: LONG_SIZE,
	height: 512,
	width: 512,
	isAnimated: false,
};

const expectedImage = {
	...EMPTY_BLOCKS,
	type: 'image',
	text: 'The receipt',
	media: {
		kind: 'image',
		mimeType: 'image/jpeg',
		fileName: null,
		size: 204800,
		sha256: 'c2hhLWltYWdl',
		duration: null,
		width: 1920,
		height: 1080,
	},
} as const;
const expectedVideo = {
	...EMPTY_BLOCKS,
	type: 'video',
	text: 'The shop',
	media: {
		kind: 'video',
		mimeType: 'video/mp4',
		fileName: null,
		size: 512000,
		sha256: 'c2hhLXZpZGVv',
		duration: 12,
		width: 1280,
		height: 720,
	},
} as const;
const expectedVoice = {
	...EMPTY_BLOCKS,
	type: 'voice',
	text: null,
	media: {
		kind: 'voice',
		mimeType: 'audio/ogg; codecs=opus',
		fileName: null,
		size: 8192,
		sha256: 'c2hhLXZvaWNl',
		duration: 7,
		width: null,
		height: null,
	},
} as const;
const expectedDocument = {
	...EMPTY_BLOCKS,
	type: 'document',
	text: null,
	media: {
		kind: 'document',
		mimeType: 'application/pdf',
		fileName: 'offer.pdf',
		size: 40960,
		sha256: 'c2hhLWRvYw==',
		duration: null,
		width: null,
		height: null,
	},
} as const;

const URL_NOTE = "media.url is open: the payload's URL leads to an encrypted file";

export const mediaFixtures: Fixture[] = [
	{
		name: 'image with caption',
		payload: upsert({ imageMessage: image }),
		expected: [receivedFromAna(expectedImage)],
		note: URL_NOTE,
	},
	{
		name: 'image without caption',
		payload: upsert({ imageMessage: { mimetype: 'image/jpeg' } }),
		expected: [
			receivedFromAna({
				...expectedImage,
				text: null,
				media: {
					kind: 'image',
					mimeType: 'image/jpeg',
					fileName: null,
					size: null,
					sha256: null,
					duration: null,
					width: null,
					height: null,
				},
			}),
		],
	},
	{
		name: 'image that carries its bytes',
		payload: upsert({ imageMessage: image, base64: '/9j/BYTES' }),
		expected: [
			receivedFromAna({
				...expectedImage,
				media: { ...expectedImage.media, base64: '/9j/BYTES' },
			}),
		],
	},
	{
		name: 'image that quotes',
		payload: upsert({
			imageMessage: { ...image, contextInfo: { stanzaId: '3EB0QUOTED', isForwarded: true } },
		}),
		expected: [
			receivedFromAna({
				...expectedImage,
				quoted: { messageId: '3EB0QUOTED', senderId: null, text: null },
				isForwarded: true,
			}),
		],
	},
	{
		name: 'video',
		payload: upsert({ videoMessage: video }),
		expected: [receivedFromAna(expectedVideo)],
	},
	{
		name: 'GIF, which is a video that loops',
		payload: upsert({ videoMessage: { ...video, gifPlayback: true } }),
		expected: [receivedFromAna(expectedVideo)],
	},
	{
		name: 'round video note',
		payload: upsert({ ptvMessage: { ...video, caption: undefined } }),
		expected: [receivedFromAna({ type: 'video', text: null })],
	},
	{
		name: 'voice note',
		payload: upsert({ audioMessage: voice }),
		expected: [receivedFromAna(expectedVoice)],
	},
	{
		name: 'audio file',
		payload: upsert({ audioMessage: { ...voice, ptt: false, mimetype: 'audio/mpeg' } }),
		expected: [
			receivedFromAna({
				...expectedVoice,
				type: 'audio',
				media: { ...expectedVoice.media, kind: 'audio', mimeType: 'audio/mpeg' },
			}),
		],
	},
	{
		name: 'document',
		payload: upsert({ documentMessage: document }),
		expected: [receivedFromAna(expectedDocument)],
	},
	{
		name: 'document with caption',
		payload: upsert({
			documentWithCaptionMessage: {
				message: { documentMessage: { ...document, caption: 'Our offer' } },
			},
		}),
		expected: [receivedFromAna({ ...expectedDocument, text: 'Our offer' })],
	},
	{
		name: 'sticker',
		payload: upsert({ stickerMessage: sticker }),
		expected: [
			receivedFromAna({
				...EMPTY_BLOCKS,
				type: 'sticker',
				text: null,
				media: {
					kind: 'sticker',
					mimeType: 'image/webp',
					fileName: null,
					size: 204800,
					sha256: 'c2hhLXN0aWNrZXI=',
					duration: null,
					width: 512,
					height: 512,
				},
			}),
		],
	},
	{
		name: 'view-once image',
		payload: upsert({
			viewOnceMessage: { message: { imageMessage: { ...image, viewOnce: true } } },
		}),
		expected: [receivedFromAna(expectedImage)],
	},
	{
		name: 'view-once image, second version',
		payload: upsert({ viewOnceMessageV2: { message: { imageMessage: image } } }),
		expected: [receivedFromAna(expectedImage)],
	},
	{
		name: 'view-once voice note',
		payload: upsert({ viewOnceMessageV2Extension: { message: { audioMessage: voice } } }),
		expected: [receivedFromAna(expectedVoice)],
	},
	{
		name: 'disappearing view-once video, wrapped twice',
		payload: upsert({
			ephemeralMessage: {
				message: { viewOnceMessageV2: { message: { videoMessage: video } } },
			},
		}),
		expected: [receivedFromAna(expectedVideo)],
	},
];
