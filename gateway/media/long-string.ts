/**
 * JSON that holds a whole file as one string, read without ever holding that string: the first
 * string that grows beyond a threshold is handed over piece by piece, and what stood before it is
 * given as parsed JSON with `LONG_STRING` in its place. Made for answers like
 * `{"data":{"mimetype":"image/png","data":"iVBORw0…"}}`.
 */
import { brokenOff } from './limit';
import { MediaError } from './media-error';

/** Stands in the parsed JSON where the long string was. */
export const LONG_STRING = '\u0000long string\u0000';

/** Longer than any text beside a file, shorter than what would be a burden. */
const THRESHOLD_BYTES = 64 * 1024;

/** What may stand in the JSON beside the long string. */
const LARGEST_FRAME_BYTES = 1024 * 1024;

const PART_BYTES = 16 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const CLOSERS: Readonly<Record<number, string>> = { 0x7b: '}', 0x5b: ']' };

export interface Split {
	/** The JSON, or what of it came before the long string; undefined when it is no JSON. */
	head: unknown;
	/** The long string's pieces, ASCII; null when no string was that long. */
	long: AsyncIterable<string> | null;
}

export async function splitLongString(bytes: AsyncIterable<Uint8Array>): Promise<Split> {
	const source = inParts(bytes);
	const frame: Buffer[] = [];
	let size = 0;
	let open = '';
	/** Where the string that is being read begins, counted over all pieces; -1 outside of strings. */
	let start = -1;
	let isEscaped = false;

	for (;;) {
		const next = await source.next();
		if (next.done) return { head: parsed(Buffer.concat(frame)), long: null };
		const piece = next.value;
		frame.push(piece);
		for (let index = 0; index < piece.length; index++) {
			const byte = piece[index] as number;
			if (isEscaped) isEscaped = false;
			else if (start >= 0 && byte === BACKSLASH) isEscaped = true;
			else if (byte === QUOTE) start = start >= 0 ? -1 : size + index;
			else if (start < 0) open = nested(open, byte);
		}
		size += piece.length;
		if (start >= 0 && size - start > THRESHOLD_BYTES) {
			const read = Buffer.concat(frame);
			const before = read.subarray(0, start).toString('utf8');
			const head = parsed(`${before}${JSON.stringify(LONG_STRING)}${open}`);
			return { head, long: contentOf(read.subarray(start + 1), source) };
		}
		if (size > LARGEST_FRAME_BYTES) {
			await source.return(undefined);
			throw new MediaError(
				'The answer is larger than any that would hold a file',
				'Ask the provider.',
			);
		}
	}
}

/** So that no piece is longer than what is looked at in one go. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
	for await (const piece of bytes) {
		for (let from = 0; from < piece.length; from += PART_BYTES) {
			yield Buffer.from(piece.subarray(from, from + PART_BYTES));
		}
	}
}

/** What would close everything that is open, so that a JSON broken off here can be read. */
function nested(open: string, byte: number): string {
	const closer = CLOSERS[byte];
	if (closer !== undefined) return closer + open;
	return open !== '' && String.fromCharCode(byte) === open[0] ? open.slice(1) : open;
}

function parsed(json: string | Buffer): unknown {
	try {
		return JSON.parse(json.toString());
	} catch {
		return undefined;
	}
}

/** The string's text up to its closing quote. Base64 needs no escapes but `\/` and line breaks. */
async function* contentOf(first: Buffer, source: AsyncGenerator<Buffer>): AsyncGenerator<string> {
	let text = first.toString('latin1');
	try {
		for (;;) {
			// An escape at the very end waits for the letter that belongs to it.
			const cut = /\\u?[0-9a-fA-F]{0,3}$/.exec(text)?.index ?? text.length;
			const end = closingQuote(text);
			yield unescaped(text.slice(0, end ?? cut));
			if (end !== null) return;
			const next = await source.next();
			if (next.done) throw brokenOff();
			text = text.slice(cut) + next.value.toString('latin1');
		}
	} finally {
		await source.return(undefined);
	}
}

function closingQuote(text: string): number | null {
	for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) {
		const backslashes = /\\*$/.exec(text.slice(Math.max(0, at - 64), at))?.[0].length ?? 0;
		if (backslashes % 2 === 0) return at;
	}
	return null;
}

function unescaped(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, code: string, letter: string) => {
		if (code) return String.fromCharCode(Number.parseInt(code, 16));
		return letter === 'n' || letter === 'r' || letter === 't' ? '\n' : letter;
	});
}
