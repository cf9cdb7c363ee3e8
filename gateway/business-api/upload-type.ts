/**
 * What a file is said to be when it is uploaded: a line of a header, so nothing but a MIME type. Of
 * its parameters WhatsApp wants one: "OPUS codecs only; base audio/ogg not supported" (Meta's table of
 * supported media).
 */
import { essenceOf } from '../media/extensions';

const MIME_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,90}$/;

const CODECS = /;\s*codecs\s*=\s*"?([\w.-]{1,40})"?\s*(?:;|$)/i;

export function uploadType(mimeType: string | null): string {
	const essence = essenceOf(mimeType ?? '');
	if (!MIME_TYPE.test(essence)) return 'application/octet-stream';
	if (essence !== 'audio/ogg') return essence;
	// Without the parameter it is refused for certain, so what does not say stands for Opus.
	const codecs = CODECS.exec(mimeType ?? '')?.[1]?.toLowerCase() ?? 'opus';
	return `audio/ogg; codecs=${codecs}`;
}
