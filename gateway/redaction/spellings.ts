/** Finds secrets in texts, however they are written there. */
import { decodingsAt } from './decodings';

/** A long secret is looked for in pieces of at most this length, which bounds the cost. */
const LONGEST_PIECE = 200;

/** Shorter pieces of base64 or hex occur by chance. */
const SHORTEST_CODED = 8;

/** The text with every spelling of every secret replaced. Linear in the text's length. */
export type Blank = (text: string, replacement: string) => string;

/** Made once for some secrets, to be used for many texts. */
export function blankerOf(secrets: readonly string[]): Blank {
	const pieces = secrets.flatMap((secret) => {
		// A key is stored with the blank it was pasted with, and sent without.
		const kept = secret.trim() === '' ? secret : secret.trim();
		return kept === '' ? [] : [...piecesOf(kept), ...coded(kept).flatMap(piecesOf)];
	});
	// One secret may begin with another: the longer one is tried first.
	const sorted = [...new Set(pieces)].sort((one, other) => other.length - one.length);
	const shortest = Math.min(...sorted.map(({ length }) => length));
	const wanted: Wanted = { byFirst: new Map(), units: new Set(ESCAPES) };
	for (const piece of sorted) {
		const signs = Array.from(piece, (sign) => sign.codePointAt(0) ?? 0);
		const [first = 0] = signs;
		wanted.byFirst.set(first, [...(wanted.byFirst.get(first) ?? []), signs]);
		wanted.units.add(piece.charCodeAt(0));
	}
	return (text, replacement) =>
		text.length < shortest ? text : blanked(text, wanted, replacement);
}

/** What an escape begins with. */
const ESCAPES = Array.from('%\\&+', (sign) => sign.charCodeAt(0));

interface Wanted {
	/** The secrets as code points, by their first one. */
	byFirst: Map<number, number[][]>;
	/** UTF-16 units that any spelling can begin with. */
	units: Set<number>;
}

function blanked(text: string, { byFirst, units }: Wanted, replacement: string): string {
	let result = '';
	let copied = 0;
	for (let index = 0; index < text.length; ) {
		const end = units.has(text.charCodeAt(index)) ? endOfSecret(text, index, byFirst) : null;
		if (end === null) {
			index++;
			continue;
		}
		result += text.slice(copied, index) + replacement;
		copied = index = end;
	}
	return copied === 0 ? text : result + text.slice(copied);
}

/** Where the secret that begins at `index` ends; null where none begins. */
function endOfSecret(text: string, index: number, byFirst: Wanted['byFirst']): number | null {
	let longest: number | null = null;
	for (const { sign, end } of decodingsAt(text, index)) {
		for (const signs of byFirst.get(sign) ?? []) {
			const found = matched(text, end, signs);
			if (found !== null && found > (longest ?? 0)) longest = found;
		}
	}
	return longest;
}

/** Where `signs` without the first one end, if they begin at `start`; null if they do not. */
function matched(text: string, start: number, signs: readonly number[]): number | null {
	// More than one place only where a run of backslashes or percent signs can be read in several ways.
	let places = new Set([start]);
	for (const sign of signs.slice(1)) {
		const next = new Set<number>();
		for (const place of places) {
			for (const decoding of decodingsAt(text, place)) {
				if (decoding.sign === sign) next.add(decoding.end);
			}
		}
		if (next.size === 0) return null;
		places = next;
	}
	return Math.max(...places);
}

/** The secret, or pieces of it of about the same length. */
function piecesOf(secret: string): string[] {
	const signs = [...secret];
	const count = Math.ceil(signs.length / LONGEST_PIECE);
	const length = Math.ceil(signs.length / count);
	return Array.from({ length: Math.ceil(signs.length / length) }, (_, index) =>
		signs.slice(index * length, (index + 1) * length).join(''),
	);
}

/**
 * Base64 and hex. Base64 depends on what comes before ("user:" of Basic authentication), so there
 * are three ways to begin.
 */
function coded(secret: string): string[] {
	const bytes = Buffer.from(secret, 'utf8');
	const ways = [0, 1, 2].map((before) => {
		const text = Buffer.concat([Buffer.alloc(before), bytes])
			.toString('base64')
			.replace(/=+$/, '');
		// The first and the last sign hold bits of what is around it.
		const start = Math.ceil((before * 8) / 6);
		const end = Math.floor(((before + bytes.length) * 8) / 6);
		return text.slice(start, end);
	});
	const url = ways.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'));
	const hex = bytes.toString('hex');
	return [...ways, ...url, hex, hex.toUpperCase()].filter(({ length }) => length >= SHORTEST_CODED);
}
