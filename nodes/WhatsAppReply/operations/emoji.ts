/** Marks of writing direction, which a copied emoji may bring along. They are not part of any emoji. */
const DIRECTION_MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g;

/** Pictures, flags (two letters of a country) and keycaps (a digit in a box). */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2}|[0-9#*]\ufe0f?\u20e3)/u;

/** What a person sees as one character, however many code points it is made of. */
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The one emoji that `text` is; null where it is anything else. */
export function emojiIn(text: string): string | null {
	const cleaned = text.replace(DIRECTION_MARKS, '').trim();
	const isOne = [...characters.segment(cleaned)].length === 1;
	return isOne && EMOJI.test(cleaned) ? cleaned : null;
}
