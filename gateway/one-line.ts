/** Somebody else's words, fit to stand inside a sentence of ours. */

/** Enough for any sensible error, too little for a page. */
const LONGEST_SHOWN = 300;

/** No more of a text is looked at than this. */
const LONGEST_READ = 10_000;

/** One line of at most 300 characters, without control characters and direction marks. */
export function oneLine(text: string, redact: (text: string) => string = (it) => it): string {
	const line = redact(text.slice(0, LONGEST_READ))
		.replace(/[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\s]+/gu, ' ')
		.replace(/\p{Surrogate}/gu, '')
		.trim();
	const signs = [...line];
	return signs.length > LONGEST_SHOWN ? `${signs.slice(0, LONGEST_SHOWN).join('').trim()}…` : line;
}
