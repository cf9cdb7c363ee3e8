/**
 * One event's part of a delivery that holds many: its own element, and around it what is small.
 * Anything larger beside the events would be there once per event, and somebody could send 5,000
 * events beside half a megabyte of it.
 */

import { isFields, type Fields } from './fields';

/** What a field counts at least: an object of many tiny ones is slow to copy. */
const LEAST_FIELD = 24;

/** Characters of JSON that are kept around an event at each level of its envelope. */
const MOST_AROUND = 1_024;

/**
 * Puts an event's own part, the `own` fields of `envelope`, among the small fields of the rest.
 * Those are looked for once, with the first part.
 */
export function framing(envelope: unknown, own: readonly string[]): (part: Fields) => Fields {
	let frame: Fields | undefined;
	return (part) => ({ ...(frame ??= isFields(envelope) ? around(envelope, own) : {}), ...part });
}

/**
 * The fields of `envelope` that are small, in their order, as many as are kept around an event,
 * without those named in `own`.
 */
export function around(envelope: Fields, own: readonly string[]): Record<string, unknown> {
	const kept: Record<string, unknown> = {};
	let left = MOST_AROUND;
	for (const name in envelope) {
		if (own.includes(name) || name === '__proto__') continue;
		const size = name.length + LEAST_FIELD + charactersOf(envelope[name], left);
		if (size > left) continue;
		kept[name] = envelope[name];
		left -= size;
		// An envelope may have a hundred thousand fields.
		if (left < LEAST_FIELD) break;
	}
	return kept;
}

/** How long `value` is as JSON, roughly; beyond `most` it is not looked at any further. */
function charactersOf(value: unknown, most: number): number {
	if (typeof value === 'string') return value.length + 2;
	if (typeof value !== 'object' || value === null) return String(value).length;
	let size = 2;
	for (const name in value) {
		size += name.length + charactersOf((value as Fields)[name], most - size);
		if (size > most) break;
	}
	return size;
}
