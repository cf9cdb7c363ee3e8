/** Objects of a payload of which nothing is known, except that they have fields. */

export type Fields = Readonly<Record<string, unknown>>;

/** Names that mean something to JavaScript itself, and nothing in what people fill in. */
const RESERVED = new Set(['__proto__', 'constructor']);

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy of an object's fields, fit to be an event's own; null for anything else. */
export function fieldsOf(value: unknown): Fields | null {
	if (!isFields(value)) return null;
	return Object.fromEntries(Object.entries(value).filter(([name]) => !RESERVED.has(name)));
}
