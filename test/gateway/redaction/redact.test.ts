/** No spelling of a secret survives the redaction, and it costs no more than the text is long. */
import fc from 'fast-check';

import { redacted, withoutSecrets } from '../../../gateway/redaction/redact';

const SECRET = 'Top secret: "ünï/cødé" & 100% +\\n\'<🙂>';

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Every character in one of the ways it may be written, chosen anew for each. */
function mixed(secret: string, choices: readonly number[]): string {
	return [...secret]
		.map((sign, index) => {
			const bytes = [...Buffer.from(sign)];
			const units = Array.from({ length: sign.length }, (_, unit) => sign.charCodeAt(unit));
			const hex = (number: number, digits: number) => number.toString(16).padStart(digits, '0');
			const ways = [
				sign,
				bytes.map((byte) => `%${hex(byte, 2)}`).join(''),
				bytes.map((byte) => `%${hex(byte, 2).toUpperCase()}`).join(''),
				units.map((unit) => `\\u${hex(unit, 4)}`).join(''),
				units.map((unit) => `\\u${hex(unit, 4).toUpperCase()}`).join(''),
				`&#${sign.codePointAt(0)};`,
				`&#x${hex(sign.codePointAt(0) ?? 0, 1)};`,
				json(sign),
			];
			return ways[(choices[index % choices.length] ?? 0) % ways.length] ?? sign;
		})
		.join('');
}

const WHOLE_SPELLINGS: ReadonlyArray<[string, (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in a URL', encodeURIComponent],
	[
		'in a URL, with the signs that encodeURIComponent leaves',
		(secret) =>
			encodeURIComponent(secret).replace(
				/[!'()*]/g,
				(sign) => `%${sign.charCodeAt(0).toString(16)}`,
			),
	],
	['in a form', (secret) => new URLSearchParams({ key: secret }).toString().slice(4)],
	['in a URL in a URL', (secret) => encodeURIComponent(encodeURIComponent(secret))],
	['in JSON', json],
	['in JSON in JSON', (secret) => json(json(secret))],
	['in JSON as PHP writes it', (secret) => json(secret).replaceAll('/', '\\/')],
	[
		'in JSON in ASCII',
		(secret) =>
			json(secret).replace(
				/[\u0080-\uffff]/g,
				(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
			),
	],
	[
		'in HTML',
		(secret) =>
			secret
				.replaceAll('&', '&amp;')
				.replaceAll('<', '&lt;')
				.replaceAll('>', '&gt;')
				.replaceAll('"', '&quot;'),
	],
	['with a blank at its end, as it was pasted', (secret) => `${secret} `],
];

test.each(WHOLE_SPELLINGS)('%s', (_name, spell) => {
	expect(redacted(`before ${spell(SECRET)} after`, [SECRET])).toMatch(
		/^before \[removed\] +after$/,
	);
});

test.each([
	['Basic authentication', base64(`user:${SECRET}`)],
	['another user', base64(`us:${SECRET}`)],
	['a third one', base64(`use:${SECRET}:more`)],
	['base64url', Buffer.from(`x:${SECRET}`).toString('base64url')],
	['base64 in a URL', encodeURIComponent(base64(SECRET))],
	['hex', Buffer.from(SECRET).toString('hex')],
	['HEX', Buffer.from(SECRET).toString('hex').toUpperCase()],
])('%s', (_name, text) => {
	const left = redacted(`Authorization: ${text} rejected`, [SECRET]).replace('[removed]', '');
	// What is left are the signs that hold bits of something else.
	expect(left.length).toBeLessThan('Authorization:  rejected'.length + 20);
});

test('a secret stored with the blank it was pasted with is found without it', () => {
	expect(redacted('invalid key sk_1234!', ['sk_1234 \n'])).toBe('invalid key [removed]!');
});

test('of two secrets, one of which begins with the other, nothing is left', () => {
	const secrets = ['sk_live', 'sk_live_customer'];
	expect(redacted('sk_live_customer and sk_live', secrets)).toBe('[removed] and [removed]');
	expect(redacted('sk_live_customer', [...secrets].reverse())).toBe('[removed]');
});

test('names of fields are looked through as well', () => {
	expect(
		withoutSecrets({ 'https://a.example?secret=s3cr%65t': [{ s3cret: 1 }] }, ['s3cret']),
	).toEqual({
		'https://a.example?secret=[removed]': [{ '[removed]': 1 }],
	});
});

test('what is no secret stays as it was', () => {
	const raw = { text: 'a %41 \\u0041 & "b"', list: [1, null, true, ''], apikey: 'x' };
	expect(withoutSecrets(raw, ['s3cret', ''])).toEqual({ text: raw.text, list: raw.list });
});

const secret = fc
	.string({ unit: 'binary', minLength: 6, maxLength: 300 })
	.filter(
		(text) => text.trim().length >= 6 && !/\p{Surrogate}/u.test(text) && !text.includes('\\'),
	);

test('no spelling of any secret survives, whatever stands around it', () => {
	fc.assert(
		fc.property(
			secret,
			fc.array(fc.nat(7), { minLength: 1, maxLength: 20 }),
			fc.constantFrom(' ', '"', 'x', '[', ''),
			(text, choices, around) => {
				const kept = text.trim();
				const pieces = Math.max(1, Math.ceil([...kept].length / 200));
				const left = redacted(`${around}${mixed(kept, choices)}${around}`, [text]);
				expect(left).toBe(`${around}${'[removed]'.repeat(pieces)}${around}`);
			},
		),
		{ numRuns: 2_000 },
	);
});

test('and with backslashes in it, as a payload would be written', () => {
	fc.assert(
		fc.property(
			fc.string({
				unit: fc.constantFrom('\\', 'n', 'u', '"', '/', 'a'),
				minLength: 6,
				maxLength: 40,
			}),
			fc.constantFrom(...WHOLE_SPELLINGS.map(([, spell]) => spell)),
			(text, spell) => {
				expect(redacted(`<${spell(text)}>`, [text])).not.toContain(spell(text).trim());
			},
		),
		{ numRuns: 2_000 },
	);
});

test.each([
	['backslashes', '\\'],
	['percent signs', '%25'],
	['entities', '&#0000'],
	['the secret’s beginning', 'sk_live_'],
])('a megabyte of %s costs no more than other megabytes', (_name, part) => {
	const secrets = [
		'sk_live_0123456789abcdef0123456789abcdef',
		'customer-key-0123456789',
		'a webhook secret',
	];
	const timed = (text: string) => {
		const before = process.cpuUsage();
		redacted(text, secrets);
		return process.cpuUsage(before).user / 1_000;
	};
	const megabyte = (text: string) => text.repeat(Math.ceil(2 ** 20 / text.length));
	timed(megabyte('warm '));
	// Some 20 ms of computing; quadratic or exponential work would take minutes, on any machine.
	expect(timed(megabyte(part))).toBeLessThan(2_000);
});
