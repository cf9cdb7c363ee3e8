/** File name extensions of what people send over WhatsApp. */
import { lookUp } from '../payload/schema';
import type { MediaKind } from '../event';

/** By MIME type without its parameters. */
const BY_TYPE: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'video/mp4': 'mp4',
	'video/3gpp': '3gp',
	'audio/aac': 'aac',
	'audio/amr': 'amr',
	'audio/mpeg': 'mp3',
	'audio/mp4': 'm4a',
	'audio/ogg': 'ogg',
	'audio/wav': 'wav',
	'application/pdf': 'pdf',
	'text/plain': 'txt',
};

/** What a kind mostly is, where its type is not known. */
const BY_KIND: Readonly<Record<MediaKind, string>> = {
	image: 'jpg',
	video: 'mp4',
	audio: 'mp3',
	voice: 'ogg',
	sticker: 'webp',
	document: 'bin',
};

export function extensionOf(mimeType: string | null, kind: MediaKind): string {
	return lookUp(BY_TYPE, essenceOf(mimeType ?? '')) ?? BY_KIND[kind];
}

/** A MIME type without its parameters, in lower case: "audio/ogg; codecs=opus" is audio/ogg. */
export function essenceOf(mimeType: string): string {
	return mimeType.split(';')[0]?.trim().toLowerCase() ?? '';
}
