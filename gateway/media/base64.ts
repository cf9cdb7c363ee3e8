/** Base64 in pieces, so that a file is never held twice. */
import { MediaError } from './media-error';

/** Characters per piece; a multiple of four, which are three bytes. */
const SLICE = 64 * 1024;

/** A data URL's beginning ("data:image/png;base64,"), which some servers put before the file. */
const DATA_URL = /^data:[^,]{0,200},/;

const FOREIGN = /[^A-Za-z0-9+/_-]/;

/** The bytes of base64 that comes in pieces of any length, plain or URL-safe, with line breaks or not. */
export async function* fromBase64(
	pieces: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Uint8Array> {
	let rest = '';
	let isFirst = true;
	for await (const piece of pieces) {
		const text = rest + (isFirst ? piece.replace(DATA_URL, '') : piece);
		isFirst = false;
		const clean = text.replace(/[\s=]+/g, '');
		if (FOREIGN.test(clean)) {
			throw new MediaError(
				'The file arrived damaged (its base64 is not valid)',
				'Ask the sender to send it again; if it happens with every file, ask the provider.',
			);
		}
		const whole = clean.length - (clean.length % 4);
		rest = clean.slice(whole);
		if (whole > 0) yield Buffer.from(clean.slice(0, whole), 'base64');
	}
	if (rest !== '') yield Buffer.from(rest, 'base64');
}

/** A long text in pieces. */
export function* slices(text: string): Generator<string> {
	for (let start = 0; start < text.length; start += SLICE) yield text.slice(start, start + SLICE);
}

/** The MIME type in a data URL; null where the text is plain base64. */
export function typeInDataUrl(text: string): string | null {
	return /^data:([^;,]{1,100})[;,]/.exec(text.slice(0, 200))?.[1] ?? null;
}

/** How many bytes base64 stands for, without decoding it. */
export function bytesInBase64(text: string): number {
	const start = DATA_URL.exec(text.slice(0, 300))?.[0].length ?? 0;
	const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
	return Math.floor(((text.length - start) * 3) / 4) - padding;
}
