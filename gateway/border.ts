/**
 * Zod pieces for payloads that come from strangers. An optional field of the wrong type is read as
 * absent instead of failing its message: a push name that arrives as a number must not cost the
 * user an event. What makes the event itself (ids, envelope) stays strict in each schema.
 */
import * as z from 'zod/v4';

/** A string; anything else is absent. */
export const text = z.string().optional().catch(undefined);

/** True or false; anything else is absent. */
export const flag = z.boolean().optional().catch(undefined);

/** A finite number, also spelled as a string of digits ("1700000000"); anything else is absent. */
export const amount = z
	.union([
		z.number(),
		z
			.string()
			.regex(/^-?\d{1,15}(\.\d{1,15})?$/)
			.transform(Number),
	])
	.optional()
	.catch(undefined);

/** An id that providers spell as a number or as a string; always a string afterwards. */
export const id = z.union([z.string().min(1), z.number().transform(String)]);

/** A list whose elements are read one by one; an element of the wrong shape is left out. */
export function list<T extends z.ZodType>(element: T) {
	return z
		.array(z.unknown())
		.transform(
			(elements): Array<z.output<T>> =>
				elements.flatMap((value) => {
					const read = element.safeParse(value);
					return read.success ? [read.data] : [];
				}),
		)
		.optional()
		.catch(undefined);
}

/** An object of known fields; anything else is absent. */
export function part<T extends z.ZodRawShape>(shape: T) {
	return z.object(shape).optional().catch(undefined);
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
	for (const name in value) {
		const child = (value as Record<string, unknown>)[name];
		if (typeof child === 'object' && nestsTooDeep(child, depth + 1)) return true;
	}
	return false;
}
