/** What stands for content that has no id of its own. */
import { createHash } from 'node:crypto';

/**
 * A short hash of a JSON value, the same for the same content whatever the order of its keys. It
 * must not nest deeper than the intake allows.
 */
export function hashOf(content: unknown): string {
	return createHash('sha256').update(inOrder(content)).digest('base64url').slice(0, 22);
}

/** JSON with the keys of every object sorted. */
function inOrder(content: unknown): string {
	return JSON.stringify(content, (_name, value: unknown) => sorted(value)) ?? '';
}

function sorted(value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const names = Object.keys(value);
	if (names.length < 2) return value;
	const fields = value as Readonly<Record<string, unknown>>;
	return Object.fromEntries(names.sort().map((name) => [name, fields[name]]));
}
