import { nestsTooDeep } from '../border';

/** Names that mean something to JavaScript itself, and nothing in what people fill in. */
const RESERVED = new Set(['__proto__', 'constructor']);

/** The fields of an object as they came; null for anything else. */
export function fieldsOf(value: unknown): Record<string, unknown> | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	return Object.fromEntries(Object.entries(value).filter(([name]) => !RESERVED.has(name)));
}

/**
 * The answers of a form, which WhatsApp sends as a JSON text inside the message: as an object, by the
 * form's own names. Null where it is none, or has nothing in it.
 */
export function readForm(answers: unknown): Record<string, unknown> | null {
	const fields = fieldsOf(typeof answers === 'string' ? parsed(answers) : answers);
	if (!fields || Object.keys(fields).length === 0 || nestsTooDeep(fields)) return null;
	return fields;
}

function parsed(json: string): unknown {
	try {
		return JSON.parse(json);
	} catch {
		return null;
	}
}
