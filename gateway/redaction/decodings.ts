/**
 * What a place in a text may stand for, in every way of writing that texts go through on the web:
 * as it is, percent-encoded (UTF-8, also more than once), escaped in JSON (also more than once),
 * as an HTML entity, as the plus of a form.
 */

export interface Decoding {
	/** Code point. */
	sign: number;
	/** Where the text goes on. */
	end: number;
}

/** How often an encoding may have been applied on top of itself. */
const MOST_TIMES = 4;

/** The longest run of backslashes that one escape can begin with: doubled each time. */
const MOST_BACKSLASHES = 2 ** (MOST_TIMES - 1);

const ESCAPED: Readonly<Record<string, string>> = {
	'"': '"',
	'/': '/',
	b: '\b',
	f: '\f',
	n: '\n',
	r: '\r',
	t: '\t',
};

const ENTITIES: Readonly<Record<string, string>> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&apos;': "'",
};

const HIGH = { from: 0xd800, to: 0xdbff };
const LOW = { from: 0xdc00, to: 0xdfff };

/** All that there may be at `index`; the cost does not depend on the text's length. */
export function decodingsAt(text: string, index: number): Decoding[] {
	const sign = text.codePointAt(index) ?? 0;
	const plain = { sign, end: index + (sign > 0xffff ? 2 : 1) };
	switch (text[index]) {
		case '%':
			return [plain, ...percentEncoded(text, index)];
		case '\\':
			return [plain, ...escaped(text, index)];
		case '&':
			return [plain, ...entities(text, index)];
		case '+':
			return [plain, { sign: 0x20, end: plain.end }];
		default:
			return [plain];
	}
}

function percentEncoded(text: string, index: number): Decoding[] {
	const found: Decoding[] = [];
	let at = index + 1;
	for (let time = 0; time < MOST_TIMES; time++) {
		const byte = hexAt(text, at, 2);
		if (byte === null) break;
		const whole = utf8(text, byte, at + 2);
		if (whole) found.push(whole);
		// "%25" is a percent sign, or the beginning of one that was encoded again.
		if (byte !== 0x25) break;
		at += 2;
	}
	return found;
}

/** The rest of a character whose first byte is `first`. */
function utf8(text: string, first: number, end: number): Decoding | null {
	const more = first < 0x80 ? 0 : first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : null;
	if (more === null) return null;
	let sign = more === 0 ? first : first & (0x3f >> more);
	let at = end;
	for (let count = 0; count < more; count++) {
		if (text[at] !== '%') return null;
		at++;
		for (let time = 1; time < MOST_TIMES && hexAt(text, at, 2) === 0x25; time++) at += 2;
		const byte = hexAt(text, at, 2);
		if (byte === null || byte >> 6 !== 2) return null;
		sign = (sign << 6) | (byte & 0x3f);
		at += 2;
	}
	return { sign, end: at };
}

function escaped(text: string, index: number): Decoding[] {
	const found: Decoding[] = [];
	let at = index;
	while (at - index < MOST_BACKSLASHES && text[at] === '\\') {
		at++;
		const count = at - index;
		// A backslash itself, doubled each time.
		if (count > 1 && (count & (count - 1)) === 0) found.push({ sign: 0x5c, end: at });
	}
	const letter = text[at] ?? '';
	const sign = ESCAPED[letter];
	if (sign !== undefined) found.push({ sign: sign.charCodeAt(0), end: at + 1 });
	const unit = letter === 'u' ? hexAt(text, at + 1, 4) : null;
	if (unit !== null) found.push(codePoint(text, unit, at + 5));
	return found;
}

/** With the second half of its surrogate pair, escaped as well, where it is a first half. */
function codePoint(text: string, unit: number, end: number): Decoding {
	if (unit < HIGH.from || unit > HIGH.to) return { sign: unit, end };
	let at = end;
	while (at - end < MOST_BACKSLASHES && text[at] === '\\') at++;
	const low = at > end && text[at] === 'u' ? hexAt(text, at + 1, 4) : null;
	if (low === null || low < LOW.from || low > LOW.to) return { sign: unit, end };
	return { sign: 0x10000 + ((unit - HIGH.from) << 10) + (low - LOW.from), end: at + 5 };
}

function entities(text: string, index: number): Decoding[] {
	// The longest: "&#x0000010ffff;".
	const beginning = text.slice(index, index + 16);
	const [entity = ''] = /^&[#\w]+;/.exec(beginning) ?? [];
	const end = index + entity.length;
	const named = ENTITIES[entity];
	if (named !== undefined) return [{ sign: named.charCodeAt(0), end }];
	const [, hex, decimal] = /^&#(?:[xX]([\da-fA-F]+)|(\d+));$/.exec(entity) ?? [];
	if (hex !== undefined) return [{ sign: Number.parseInt(hex, 16), end }];
	return decimal === undefined ? [] : [{ sign: Number(decimal), end }];
}

function hexAt(text: string, index: number, digits: number): number | null {
	let number = 0;
	for (let at = index; at < index + digits; at++) {
		const digit = HEX.indexOf((text[at] ?? '-').toLowerCase());
		if (digit < 0) return null;
		number = number * 16 + digit;
	}
	return number;
}

const HEX = '0123456789abcdef';
