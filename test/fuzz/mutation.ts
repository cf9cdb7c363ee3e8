/** Deliveries that went wrong: sample deliveries with a few of their values changed, by chance. */
import fc from 'fast-check';

/** What may become of one value, or of the object it stands in. */
type Change =
	| { kind: 'replace'; by: unknown }
	| { kind: 'remove' }
	| { kind: 'repeat'; times: number }
	| { kind: 'wrap' }
	| { kind: 'spell' }
	| { kind: 'add'; name: string; value: unknown };

/** Characters of what is repeated: changes of one body multiply. */
const MOST_REPEATED = 2_000;

/** `place` says which value, counted through the body in its own order, from where the last one ended. */
export type Mutation = ReadonlyArray<{ place: number; change: Change }>;

/** Names that a plain look-up finds, and names that formats of providers have in common. */
const NAMES = [
	'__proto__',
	'constructor',
	'toString',
	'length',
	'',
	'id',
	'type',
	'message',
	'messages',
	'data',
	'contextInfo',
	'timestamp',
];

const hostile: fc.Arbitrary<unknown> = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		0,
		-0,
		-1,
		1e308,
		2 ** 53,
		'',
		' ',
		'\ud800',
		'\udfff\ud800',
		'\u202eevil\u0000\n',
		'__proto__',
		'99999999999999999999',
		'1e999',
		'..',
		'2026-13-45T99:99:99Z',
		'5@s.whatsapp.net',
		'@lid',
		':@c.us',
		[],
		[[]],
		[null],
		{},
		JSON.parse('{"__proto__":{"id":"x"}}'),
	),
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.double(),
	fc.jsonValue({ maxDepth: 3 }),
);

const change: fc.Arbitrary<Change> = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('replace' as const), by: hostile }) },
	fc.record({ kind: fc.constant('remove' as const) }),
	fc.record({ kind: fc.constant('repeat' as const), times: fc.integer({ min: 2, max: 50 }) }),
	fc.record({ kind: fc.constant('wrap' as const) }),
	fc.record({ kind: fc.constant('spell' as const) }),
	fc.record({
		kind: fc.constant('add' as const),
		name: fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 })),
		value: hostile,
	}),
);

export const mutation: fc.Arbitrary<Mutation> = fc.array(
	fc.record({ place: fc.nat({ max: 5_000 }), change }),
	{ minLength: 1, maxLength: 5 },
);

/** `body` with the changes made, one after the other. As it would come over the wire. */
export function mutate(body: unknown, changes: Mutation): unknown {
	let root: unknown = structuredClone(body);
	// A change may put in a value that a later one changes: what was given stays as it was, or a
	// second run of the same changes would differ, and a value could end up inside itself.
	for (const { place, change } of changes.map((each) => structuredClone(each))) {
		const places = [...placesIn(root)];
		const chosen = places[place % Math.max(1, places.length)];
		if (chosen) apply(chosen, change);
		else if (change.kind === 'replace') root = change.by;
	}
	return JSON.parse(JSON.stringify(root) ?? 'null') as unknown;
}

interface Place {
	holder: Record<string | number, unknown>;
	name: string | number;
}

/** Every value of a body, with what it stands in; no deeper than bodies are read. */
function* placesIn(value: unknown, depth = 0): Generator<Place> {
	if (typeof value !== 'object' || value === null || depth > 40) return;
	const holder = value as Record<string | number, unknown>;
	const names = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
	for (const name of names) {
		yield { holder, name };
		yield* placesIn(holder[name], depth + 1);
	}
}

function apply({ holder, name }: Place, change: Change): void {
	const value = holder[name];
	const set = (to: unknown) =>
		Object.defineProperty(holder, name, {
			value: to,
			enumerable: true,
			configurable: true,
			writable: true,
		});
	switch (change.kind) {
		case 'replace':
			return void set(change.by);
		case 'remove':
			if (Array.isArray(holder)) holder.splice(Number(name), 1);
			else delete holder[name];
			return;
		case 'repeat':
			if ((JSON.stringify(value)?.length ?? 0) > MOST_REPEATED) return;
			return void set(Array.from({ length: change.times }, () => structuredClone(value)));
		case 'wrap':
			return void set({ [String(name)]: value });
		case 'spell':
			return void set(typeof value === 'string' ? Number(value) : JSON.stringify(value));
		case 'add': {
			const inside = typeof value === 'object' && value !== null ? value : holder;
			if (Array.isArray(inside)) return void inside.push(change.value);
			Object.defineProperty(inside, change.name, {
				value: change.value,
				enumerable: true,
				configurable: true,
				writable: true,
			});
		}
	}
}
