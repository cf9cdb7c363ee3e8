/**
 * Sample deliveries grown to a size nobody sends, in every place where something can grow: arrays
 * full of their own elements, of empty ones and of wrong ones, objects with more fields than
 * anybody reads, texts of every alphabet that is taken apart somewhere, deep nesting, and two of
 * them at once.
 */
import { at, isInside, placesIn, withAt, type Place } from './places';

export interface GrownBody {
	/** What grew, and into what. */
	name: string;
	/** Made when it is asked for: there are thousands. */
	json(): string;
}

type Grow = (length: number, value: unknown) => unknown;

const repeated =
	(element: unknown): Grow =>
	(length) => {
		const size = JSON.stringify(element).length + 1;
		return Array.from({ length: Math.ceil(length / size) }, () => element);
	};

const fields =
	(field: unknown): Grow =>
	(length, value) => {
		const size = JSON.stringify(field).length + 10;
		const names = Array.from({ length: Math.ceil(length / size) }, (_, n) => `k${n}`);
		const own = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
		return { ...own, ...Object.fromEntries(names.map((name) => [name, field])) };
	};

const text =
	(piece: string): Grow =>
	(length) =>
		piece.repeat(Math.ceil(length / piece.length));

function nested(length: number): unknown {
	let inner: unknown = repeated(0)(length, null);
	for (let level = 0; level < 48; level++) inner = level % 2 ? [inner] : { message: inner };
	return inner;
}

/** A different element each time, where the payload's own would all be the same. */
function distinct(length: number, value: unknown): unknown {
	const element: unknown = Array.isArray(value) ? value[0] : undefined;
	const size = (JSON.stringify(element) ?? '').length + 8;
	return Array.from({ length: Math.ceil(length / size) }, (_, n) => numbered(element, n));
}

function numbered(value: unknown, n: number): unknown {
	if (typeof value === 'string') return `${n}${value}`;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const isFirst = { left: true };
	return Object.fromEntries(
		Object.entries(value).map(([name, field]: [string, unknown]) => {
			if (!isFirst.left || typeof field !== 'string') return [name, field];
			isFirst.left = false;
			return [name, `${n}${field}`];
		}),
	);
}

/** What any place can turn into. */
const ANYTHING: ReadonlyArray<[string, Grow]> = [
	['zeros', repeated(0)],
	['{}s', repeated({})],
	['fields', fields(0)],
	['nesting', nested],
];
const ARRAYS: ReadonlyArray<[string, Grow]> = [
	['its elements', (length, value) => repeated((value as unknown[])[0] ?? null)(length, value)],
	['other elements', distinct],
	['empty texts', repeated('')],
	['[]s', repeated([])],
	['short texts', repeated('x')],
];
const OBJECTS: ReadonlyArray<[string, Grow]> = [
	['objects', fields({})],
	['wrappers', fields({ message: {} })],
];
const TEXTS: ReadonlyArray<[string, Grow]> = [
	['letters', text('x')],
	['digits', text('1')],
	['separators', text('1:_.@')],
	['brackets', text('[')],
	['vCards', (length) => `BEGIN:VCARD\n${'TEL;waid=1:+1\n'.repeat(length / 14)}`],
	['escapes', text('\\"%3A\u0000')],
];

/** Every payload in every place at once would not end: places called alike are grown once. */
export function* grownBodies(payloads: readonly unknown[], length: number): Generator<GrownBody> {
	const seen = new Set<string>();
	for (const payload of payloads) {
		const places = [...placesIn(payload)];
		const fresh = places.filter(({ name, value }) => {
			const kind = `${name} ${Array.isArray(value) ? 'array' : typeof value}`;
			return !seen.has(kind) && seen.add(kind);
		});
		for (const place of fresh) {
			for (const [what, grow] of growths(place.value)) {
				const json = () => JSON.stringify(withAt(payload, place.path, grow(length, place.value)));
				yield { name: `${place.name}: ${what}`, json };
			}
			if (Array.isArray(place.value)) yield* together(payload, place, places, length);
		}
	}
}

function growths(value: unknown): ReadonlyArray<[string, Grow]> {
	if (Array.isArray(value)) return [...ANYTHING, ...ARRAYS];
	if (typeof value === 'string') return [...ANYTHING, ...TEXTS];
	return typeof value === 'object' && value !== null ? [...ANYTHING, ...OBJECTS] : ANYTHING;
}

/** Many events, and beside them something large that each of them could carry along. */
function* together(
	payload: unknown,
	array: Place,
	places: readonly Place[],
	length: number,
): Generator<GrownBody> {
	const halves: Grow[] = [distinct, repeated(0)];
	for (const beside of places.filter(
		(place) => !isInside(place, array) && !isInside(array, place),
	)) {
		const [what, grow] =
			beside.value instanceof Object
				? (['fields', fields(0)] as const)
				: (['letters', text('x')] as const);
		for (const [index, many] of halves.entries()) {
			const whole = () =>
				withAt(
					withAt(payload, beside.path, grow(length / 2, beside.value)),
					array.path,
					many(length / 2, array.value),
				);
			const which = index === 0 ? 'elements' : 'zeros';
			yield {
				name: `${array.name}: ${which}, ${beside.name}: ${what}`,
				json: () => JSON.stringify(whole()),
			};
		}
	}
	// The objects around it: what an envelope has beside its events.
	for (const outer of places.filter((place) => isInside(array, place) && place !== array)) {
		if (Array.isArray(outer.value)) continue;
		for (const many of halves) {
			for (const [what, grow] of [
				['fields', fields(0)],
				[
					'a text',
					(half: number, own: unknown) => ({ ...(own as object), beside: 'x'.repeat(half) }),
				],
			] as const) {
				const whole = () => {
					const inner = withAt(payload, array.path, many(length / 2, array.value));
					return withAt(inner, outer.path, grow(length / 2, at(inner, outer.path)));
				};
				yield {
					name: `${array.name} within ${outer.name}: ${what}`,
					json: () => JSON.stringify(whole()),
				};
			}
		}
	}
}
