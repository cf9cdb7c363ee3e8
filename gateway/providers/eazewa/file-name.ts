import { lookUp } from '../../border';
import type { OutgoingMedia } from '../../provider';

/** Extensions by MIME type, and by kind where the type is not known. */
const EXTENSIONS: Readonly<Record<string, string>> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/webp': 'webp',
	'image/gif': 'gif',
	'video/mp4': 'mp4',
	'video/3gpp': '3gp',
	'audio/mpeg': 'mp3',
	'audio/mp4': 'm4a',
	'audio/ogg': 'ogg',
	'audio/wav': 'wav',
	'application/pdf': 'pdf',
	'text/plain': 'txt',
	image: 'jpg',
	video: 'mp4',
	audio: 'mp3',
	voice: 'ogg',
	sticker: 'webp',
	document: 'bin',
};

/**
 * The name a file goes out under. Base64 is refused without one, and its extension is all that says
 * what the bytes are: the call has no field for the MIME type. A file behind a URL needs none.
 */
export function fileNameOf({ fileName, base64, mimeType, kind }: OutgoingMedia): string | null {
	if (fileName !== null || base64 === null) return fileName;
	const type = (mimeType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	return `${kind}.${lookUp(EXTENSIONS, type) ?? EXTENSIONS[kind]}`;
}
