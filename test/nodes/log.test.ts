import * as fc from 'fast-check';

import { printable, printableId } from '../../nodes/shared/host/log';

test('a text is one line that reads in one direction, whatever is in it, and not too long', () => {
	const text = fc.array(
		fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('\n', '\r\n', '\u0000', '\u001b[2J', '\u2028', '\u202e', '\ud83d', '\u0085'),
		),
	);
	fc.assert(
		fc.property(text, (parts) => {
			const line = printable(parts.join(''));
			expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
			expect(line.length).toBeLessThanOrEqual(801);
		}),
		{ numRuns: 1_000 },
	);
});

test('what is printable stays as it is', () => {
	for (const text of ['', 'Zażółć 日本 😀', 'HTTP 404: "not found"', 'a'.repeat(800)]) {
		expect(printable(text)).toBe(text);
	}
});

test.each([
	['3EB0AAAA', '3EB0AAAA'],
	['a\r\nb', 'a\\u000d\\u000ab'],
	['\u202egnp', '\\u202egnp'],
	['y'.repeat(5_000), `${'y'.repeat(100)}…`],
	['\n'.repeat(5_000), `${'\\u000a'.repeat(100).slice(0, 100)}…`],
	[null, '(without id)'],
	['', '(without id)'],
])('the id %p is written %p', (id, written) => {
	expect(printableId(id)).toBe(written);
});
