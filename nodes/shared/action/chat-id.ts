/** What people write where a chat is asked for: a phone number in any spelling, or WhatsApp's own id. */

/** Ids that WhatsApp gives, as every event has them in `chat.id` and `sender.id`. */
const WHATSAPP_IDS: readonly RegExp[] = [
	/^\d[\d.:_]*@(?:s\.whatsapp\.net|c\.us|lid|hosted|hosted\.lid|bot)$/,
	/^\d[\d-]*@(?:g\.us|newsletter|broadcast)$/,
	/^status@broadcast$/,
	// An older group without its suffix: the founder's number and the second it was founded.
	/^\d{7,15}-\d{10}$/,
	// A group of the WhatsApp Business API: "capi_group" and more, in base64.
	/^Y2FwaV9ncm91c[\w+/=-]*$/,
	// A person of the WhatsApp Business API whose number is not told ("US.1349…", "US.ENT.1181…").
	/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]+$/,
];

/** A "+" or 00, then digits with what people put between them. */
const PHONE = /^(?:\+|00)?[\d\s().\-/]+$/;

/** From the shortest numbers in use to the bare ids of groups, which are longer than any number. */
const DIGITS = /^[1-9]\d{4,19}$/;

/**
 * The chat as the providers' calls take it: digits of a phone number, or an id as it is. Null where
 * it is neither.
 */
export function chatIdOf(written: string): string | null {
	const cleaned = withPlainDigits(written.normalize('NFKC').replace(INVISIBLE, ''))
		.replace(DASHES, '-')
		.trim();
	const lowered = cleaned.replace(/@.*$/, (domain) => domain.toLowerCase());
	if (WHATSAPP_IDS.some((pattern) => pattern.test(lowered))) return lowered;
	if (!PHONE.test(cleaned)) return null;
	const digits = cleaned.replace(/\D/g, '').replace(/^00/, '');
	return DIGITS.test(digits) ? digits : null;
}

/** Direction marks and joiners: a number copied out of a phone's contacts comes with them. */
const INVISIBLE = /\p{Cf}/gu;

/** Hyphens and dashes that stand between digits in print. */
const DASHES = /[\u2010-\u2015\u2212]/g;

/** The digits of any script (٠١٢, ०१२, ０１２) as 0 to 9. */
function withPlainDigits(text: string): string {
	return text.replace(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** Unicode has the digits of a script in a row of ten, from zero on. */
function valueOf(digit: string): number {
	const point = digit.codePointAt(0) ?? 0;
	let zero = point;
	while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
	return (point - zero) % 10;
}
