/** Payloads as nobody should send them: each with one value replaced by one of the wrong kind. */

/** Made by JSON.parse, because only that makes a field of that name. */
const EVIL: unknown = JSON.parse('{"__proto__":{"id":"x"},"constructor":1,"length":-1}');

const WRONG: readonly unknown[] = [
	null,
	true,
	-1,
	1e308,
	'',
	'2026-01-15T10:30:00.000Z',
	'__proto__',
	'toString',
	[],
	[[null]],
	{},
	EVIL,
];

/** Every copy of `payload` with one of its values, at whatever depth, replaced or taken away. */
export function* wrongInEveryPlace(payload: unknown): Generator<unknown> {
	yield* WRONG;
	yield* inside(payload);
}

function* inside(value: unknown): Generator<unknown> {
	if (Array.isArray(value)) {
		for (const [index, element] of value.entries()) {
			for (const other of [...WRONG, ...inside(element)]) yield value.with(index, other);
		}
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, field] of Object.entries(value)) {
			for (const other of [...WRONG, ...inside(field)]) yield { ...value, [name]: other };
			yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
		}
	}
}
