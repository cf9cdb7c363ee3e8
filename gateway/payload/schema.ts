/**
 * Zod pieces for payloads that come from strangers. An optional field of the wrong type is read as
 * absent instead of failing its message: a push name that arrives as a number must not cost the
 * user an event. What makes the event itself (ids, envelope) stays strict in each schema.
 */
import * as z from 'zod/v4';

/**
 * `schema`, or absent: what does not fit it is read as absent, too. It is what zod calls
 * `schema.optional().catch(undefined)`, in one step instead of three, and without the report of
 * what was wrong, which nobody would read. A message has a dozen such fields, most of them absent.
 * `_zod.run` is zod's own way into a type; its version is pinned, and a test holds the two forms
 * against each other.
 */
export function lenient<T extends z.ZodType>(schema: T) {
	const field = schema.optional().catch(undefined);
	field._zod.run = (payload, context) => {
		if (payload.value === undefined) return payload;
		const read = schema._zod.run(payload, context);
		return read instanceof Promise ? read.then(orAbsent) : orAbsent(read);
	};
	return field;
}

/**
 * What `schema` reads out of `value`; undefined where it does not fit, without the report that makes
 * up most of what a failed `safeParse` costs.
 */
export function tried<T extends z.ZodType>(schema: T, value: unknown): z.output<T> | undefined {
	const read = schema._zod.run({ value, issues: [] }, { async: false });
	if (read instanceof Promise || read.issues.length > 0) return undefined;
	return read.value as z.output<T>;
}

function orAbsent(read: z.core.ParsePayload): z.core.ParsePayload {
	return read.issues.length === 0 ? read : { value: undefined, issues: [] };
}

/** A string; anything else is absent. */
export const text = lenient(z.string());

/** True or false; anything else is absent. */
export const flag = lenient(z.boolean());

/** A finite number, also spelled as a string of digits ("1700000000"); anything else is absent. */
export const amount = lenient(
	z.union([
		z.number(),
		z
			.string()
			.regex(/^-?\d{1,15}(\.\d{1,15})?$/)
			.transform(Number),
	]),
);

/**
 * Characters of an id. Providers' own have up to 150. A delivery can have 5,000 events of one chat,
 * each of which repeats its id several times: a longer one is no id.
 */
export const LONGEST_ID = 512;

/** Whether a value is an id as providers spell them: a text or a number. */
export function isId(value: unknown): value is string | number {
	return typeof value === 'string'
		? value !== '' && value.length <= LONGEST_ID
		: typeof value === 'number' && Number.isFinite(value);
}

/** An id that providers spell as a number or as a string; always a string afterwards. */
export const id = z.custom<string | number>(isId).transform(String);

/** An id whose field may be missing, empty or of the wrong type: then it is absent. */
export const optionalId = lenient(id);

/**
 * Elements of a list that are looked at. No list inside an event of any provider comes near it: a
 * group has at most 1,024 members.
 */
export const MOST_ELEMENTS = 5_000;

/**
 * A list whose elements are read one by one; an element of the wrong shape is left out, and so is
 * what comes after `MOST_ELEMENTS`.
 */
export function list<T extends z.ZodType>(element: T) {
	return lenient(
		z.custom<unknown[]>(Array.isArray).transform((elements): Array<z.output<T>> => {
			const read: Array<z.output<T>> = [];
			for (const value of elements.slice(0, MOST_ELEMENTS)) {
				const one = tried(element, value);
				if (one !== undefined) read.push(one);
			}
			return read;
		}),
	);
}

/** An object of known fields; anything else is absent. */
export function part<T extends z.ZodRawShape>(shape: T) {
	return lenient(z.object(shape));
}

/**
 * What a table says of a word that came from outside. A plain `table[word]` would find `__proto__`
 * and `constructor` as well.
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, word: string): T | undefined {
	return Object.hasOwn(table, word) ? table[word] : undefined;
}

/** An empty string says nothing, so it is null in the event. */
export function orNull(value: string | null | undefined): string | null {
	return value === undefined || value === null || value === '' ? null : value;
}

/**
 * The levels of nesting a delivery may have. No provider comes near it; beyond it, walking the
 * payload could exhaust the stack.
 */
export const MAX_DEPTH = 64;

/** Whether a parsed JSON value nests deeper than `MAX_DEPTH`, which is as deep as this looks. */
export function nestsTooDeep(value: unknown, depth = 0): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (depth > MAX_DEPTH) return true;
	if (Array.isArray(value)) {
		// Not with `in`, which would make a text of every index.
		for (const child of value as unknown[]) {
			if (typeof child === 'object' && nestsTooDeep(child, depth + 1)) return true;
		}
		return false;
	}
	for (const name in value) {
		const child = (value as Record<string, unknown>)[name];
		if (typeof child === 'object' && nestsTooDeep(child, depth + 1)) return true;
	}
	return false;
}
