/**
 * Sample deliveries grown to a size nobody sends, in every place where something can grow: arrays
 * full of their own elements, of empty ones and of wrong ones, objects with more fields than
 * anybody reads, texts of every alphabet that is taken apart somewhere, deep nesting, and many
 * events beside something large that each of them could carry along.
 */
import { at, isInside, placesIn, withAt, type Place } from './places';

export interface GrownBody {
	/** What grew, and into what. */
	name: string;
	/** Made when it is asked for: there are thousands. */
	json(): string;
}

/** Something of about `length` characters of JSON in the place of `value`. */
type Grow = (length: number, value: unknown) => unknown;
type Named = readonly [what: string, grow: Grow];

/**
 * Every place of every payload. Those called alike, of the same type and in a like place, are grown
 * once: what is in a wrapper is read as what is in none.
 */
export function* grownBodies(payloads: readonly unknown[], length: number): Generator<GrownBody> {
	const seen = new Set<string>();
	for (const payload of payloads) {
		const places = [...placesIn(payload)];
		for (const place of places) {
			const type = Array.isArray(place.value) ? 'array' : typeof place.value;
			const kind = [...place.name.split('.').slice(-3), type].join('.');
			if (seen.has(kind)) continue;
			seen.add(kind);
			yield* alone(payload, place, length);
			if (Array.isArray(place.value)) {
				yield* beside(payload, place, places, length);
				yield* within(payload, place, places, length);
			}
		}
	}
}

function* alone(payload: unknown, { name, path, value }: Place, length: number) {
	for (const [what, grow] of growthsOf(value)) {
		const json = () => JSON.stringify(withAt(payload, path, grow(length, value)));
		yield { name: `${name}: ${what}`, json };
	}
}

/** A long array, and elsewhere in the delivery something else that is long. */
function* beside(payload: unknown, array: Place, places: readonly Place[], length: number) {
	const half = length / 2;
	for (const other of places) {
		if (isInside(other, array) || isInside(array, other)) continue;
		const [what, grow] = other.value instanceof Object ? MANY_FIELDS : LETTERS;
		for (const [which, many] of [OTHER_ELEMENTS, ZEROS]) {
			const json = () => {
				const one = withAt(payload, other.path, grow(half, other.value));
				return JSON.stringify(withAt(one, array.path, many(half, array.value)));
			};
			yield { name: `${array.name}: ${which}, ${other.name}: ${what}`, json };
		}
	}
}

/** A long array, and an object around it that is long, too: what an envelope has beside its events. */
function* within(payload: unknown, array: Place, places: readonly Place[], length: number) {
	const half = length / 2;
	for (const outer of places) {
		if (outer === array || !isInside(array, outer) || Array.isArray(outer.value)) continue;
		for (const [which, many] of [OTHER_ELEMENTS, ZEROS]) {
			for (const [what, grow] of [MANY_FIELDS, LONG_FIELD]) {
				const json = () => {
					const inner = withAt(payload, array.path, many(half, array.value));
					return JSON.stringify(withAt(inner, outer.path, grow(half, at(inner, outer.path))));
				};
				yield { name: `${array.name}: ${which}, around it ${outer.name}: ${what}`, json };
			}
		}
	}
}

function growthsOf(value: unknown): readonly Named[] {
	if (Array.isArray(value)) return ARRAYS;
	if (typeof value === 'object' && value !== null) return OBJECTS;
	return typeof value === 'string' ? TEXTS : ANYTHING;
}

const repeated =
	(element: unknown): Grow =>
	(length) => {
		const size = JSON.stringify(element).length + 1;
		return Array.from({ length: Math.ceil(length / size) }, () => element);
	};

const text =
	(piece: string): Grow =>
	(length) =>
		piece.repeat(Math.ceil(length / piece.length));

const fields =
	(field: unknown): Grow =>
	(length, value) => {
		const size = JSON.stringify(field).length + 10;
		const names = Array.from({ length: Math.ceil(length / size) }, (_, n) => `k${n}`);
		const own = value instanceof Object && !Array.isArray(value) ? value : {};
		return { ...own, ...Object.fromEntries(names.map((name) => [name, field])) };
	};

const nested: Grow = (length) => {
	let inner = repeated(0)(length, null);
	for (let level = 0; level < 48; level++) inner = level % 2 ? [inner] : { message: inner };
	return inner;
};

/** The array's first element over and over, its first text a different one each time. */
const distinct: Grow = (length, value) => {
	const element: unknown = Array.isArray(value) ? value[0] : undefined;
	const size = (JSON.stringify(element) ?? '').length + 8;
	return Array.from({ length: Math.ceil(length / size) }, (_, n) => numbered(element, n));
};

function numbered(value: unknown, n: number): unknown {
	if (typeof value === 'string') return `${n}${value}`;
	if (!(value instanceof Object)) return value;
	const first = Object.entries(value).find(([, field]) => typeof field === 'string');
	return first ? { ...value, [first[0]]: `${n}${String(first[1])}` } : value;
}

const MANY_FIELDS: Named = ['fields', fields(0)];
const LONG_FIELD: Named = [
	'a long field',
	(length, value) => ({ ...(value as object), beside: 'x'.repeat(length) }),
];
const OTHER_ELEMENTS: Named = ['other elements', distinct];
const ZEROS: Named = ['zeros', repeated(0)];
const LETTERS: Named = ['letters', text('x')];

/** What any place can turn into. */
const ANYTHING: readonly Named[] = [['{}s', repeated({})], MANY_FIELDS];
const CONTAINERS: readonly Named[] = [...ANYTHING, ZEROS, ['nesting', nested]];
const ARRAYS: readonly Named[] = [
	...CONTAINERS,
	OTHER_ELEMENTS,
	['its elements', (length, value) => repeated((value as unknown[])[0] ?? null)(length, value)],
	['empty texts', repeated('')],
	['[]s', repeated([])],
	['short texts', repeated('x')],
];
const OBJECTS: readonly Named[] = [
	...CONTAINERS,
	['copies', (length, value) => repeated(value)(length, value)],
	['objects', fields({})],
	['wrappers', fields({ message: {} })],
];
const TEXTS: readonly Named[] = [
	...ANYTHING,
	LETTERS,
	['digits', text('1')],
	['separators', text('1:_.@')],
	['brackets', text('[')],
	['escapes', text('\\"%3A\u0000')],
	['vCards', (length) => `BEGIN:VCARD\n${'TEL;waid=1:+1\n'.repeat(length / 14)}`],
];
