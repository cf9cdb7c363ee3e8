/**
 * JSON that holds a whole file as one string, read without ever holding that string: the first
 * string that grows beyond a threshold is handed over piece by piece, and what came before it is
 * given as parsed JSON with `LONG_STRING` in its place. Made for answers like
 * `{"data":{"mimetype":"image/png","data":"iVBORw0…"}}`.
 */
import { brokenOff } from './limit';
import { MediaError } from './media-error';

/** Stands in the parsed JSON where the long string was. */
export const LONG_STRING = '\u0000long string\u0000';

/** Longer than any text beside a file, shorter than what would be a burden. */
const THRESHOLD_BYTES = 64 * 1024;

/** How much JSON there may be besides the long string. */
const LARGEST_FRAME_BYTES = 1024 * 1024;

const PART_BYTES = 16 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** What closes what is opened: `}` for `{`, `]` for `[`. */
const CLOSERS: Readonly<Record<number, number>> = { 0x7b: 0x7d, 0x5b: 0x5d };

export interface Split {
	/** The JSON, or the part of it before the long string; undefined where it is not JSON. */
	head: unknown;
	/** The long string's pieces, ASCII; null when no string was that long. */
	long: AsyncIterable<string> | null;
}

export async function splitLongString(bytes: AsyncIterable<Uint8Array>): Promise<Split> {
	const source = inParts(bytes);
	const frame: Buffer[] = [];
	let size = 0;
	/** What would close all that is open, the innermost last. */
	const open: number[] = [];
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
			else if (start < 0) nest(open, byte);
		}
		size += piece.length;
		if (start >= 0 && size - start > THRESHOLD_BYTES) {
			const read = Buffer.concat(frame);
			const before = read.subarray(0, start).toString('utf8');
			// Closed here, so that the JSON up to this point can be parsed.
			const after = Buffer.from(open.reverse()).toString('latin1');
			const head = parsed(`${before}${JSON.stringify(LONG_STRING)}${after}`);
			return { head, long: contentOf(read.subarray(start + 1), source) };
		}
		if (size > LARGEST_FRAME_BYTES) {
			await source.return(undefined);
			throw new MediaError(
				'The answer is too large to hold a file',
				'Ask the support of the provider.',
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

function nest(open: number[], byte: number): void {
	const closer = CLOSERS[byte];
	if (closer !== undefined) open.push(closer);
	else if (open.at(-1) === byte) open.pop();
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
			const { length, isClosed } = readable(text);
			yield unescaped(text.slice(0, length));
			if (isClosed) return;
			const next = await source.next();
			if (next.done) throw brokenOff();
			text = text.slice(length) + next.value.toString('latin1');
		}
	} finally {
		await source.return(undefined);
	}
}

/** How much belongs to the string: up to its closing quote, or to an escape that is not whole yet. */
function readable(text: string): { length: number; isClosed: boolean } {
	const special = /["\\]/g;
	for (let found = special.exec(text); found; found = special.exec(text)) {
		const { index } = found;
		if (found[0] === '"') return { length: index, isClosed: true };
		const end = index + (text[index + 1] === 'u' ? 6 : 2);
		if (end > text.length) return { length: index, isClosed: false };
		special.lastIndex = end;
	}
	return { length: text.length, isClosed: false };
}

function unescaped(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/g, (_all, code: string, letter: string) => {
		if (code) return String.fromCharCode(Number.parseInt(code, 16));
		return letter === 'n' || letter === 'r' || letter === 't' ? '\n' : letter;
	});
}
