import * as z from 'zod/v4';

import {
	amount,
	flag,
	id,
	lenient,
	list,
	nestsTooDeep,
	orNull,
	part,
	text,
} from '../../../gateway/payload/schema';
import { fromIsoText, fromUnixSeconds } from '../../../gateway/payload/time';

test('an optional field of another type is absent instead of an error', () => {
	const shape = z.object({ text, flag, amount, part: part({ a: z.string() }) });
	expect(shape.parse({ text: 5, flag: 'yes', amount: {}, part: [] })).toEqual({});
});

test('a lenient field is what zod’s own optional and caught field is', () => {
	const inner = z.union([z.string().min(1), z.number().transform(String)]);
	const ours = z.object({ field: lenient(inner), other: z.string() });
	const zods = z.object({ field: inner.optional().catch(undefined), other: z.string() });
	const given = ['a', '', 5, null, undefined, {}, []].map((field) => ({ field, other: 'b' }));
	for (const value of [...given, { other: 'b' }, { field: 'a' }, null]) {
		const read = ours.safeParse(value);
		expect(read.data).toStrictEqual(zods.safeParse(value).data);
		expect(read.success).toBe(zods.safeParse(value).success);
	}
});

test('a number may be spelled in digits', () => {
	expect(
		['1700000000', '-1', '1.5', 'x', '', '1e9', null, NaN].map((v) => amount.parse(v)),
	).toEqual([1_700_000_000, -1, 1.5, undefined, undefined, undefined, undefined, undefined]);
});

test('an id may be a number and is a text afterwards', () => {
	expect(id.parse(33)).toBe('33');
	expect(id.safeParse('').success).toBe(false);
	expect(id.safeParse(null).success).toBe(false);
});

test('a list loses the elements it cannot read, not the others', () => {
	expect(list(z.string()).parse(['a', 5, null, 'b'])).toEqual(['a', 'b']);
	expect(list(z.string()).parse('a')).toBeUndefined();
});

test('an empty text says nothing', () => {
	expect([orNull(''), orNull(undefined), orNull(null), orNull('0')]).toEqual([
		null,
		null,
		null,
		'0',
	]);
});

test('nesting is measured without recursion', () => {
	const nested = (levels: number) =>
		JSON.parse(`${'['.repeat(levels)}${']'.repeat(levels)}`) as unknown;
	expect(nestsTooDeep(nested(10))).toBe(false);
	expect(nestsTooDeep(nested(200_000))).toBe(true);
	expect(nestsTooDeep('text')).toBe(false);
});

test('times that are no plausible time are unknown', () => {
	expect(fromUnixSeconds(1_700_000_000)).toBe('2023-11-14T22:13:20.000Z');
	expect([0, -1, 1e20, NaN, undefined].map(fromUnixSeconds)).toEqual([
		null,
		null,
		null,
		null,
		null,
	]);
	expect(fromIsoText('2026-05-19T02:51:44+02:00')).toBe('2026-05-19T00:51:44.000Z');
	expect(['0001-01-01T00:00:00Z', 'yesterday', '', undefined].map(fromIsoText)).toEqual([
		null,
		null,
		null,
		null,
	]);
});
