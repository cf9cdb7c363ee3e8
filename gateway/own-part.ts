/**
 * One event's part of a delivery that holds many: its own element, and around it what is small. The
 * rest of what stands beside the events would be there once per event, and somebody could send
 * 5,000 events beside half a megabyte of it.
 */

type Fields = Readonly<Record<string, unknown>>;

/** Characters of JSON that may stand around an event at each level of its envelope. */
const MOST_AROUND = 1_024;

/**
 * The fields of `envelope` that are small, in their order, as many as may stand around an event;
 * those named in `own` are left out, for the event's own part to take their place.
 */
export function around(envelope: Fields, own: readonly string[]): Record<string, unknown> {
	const kept: Record<string, unknown> = {};
	let left = MOST_AROUND;
	for (const name in envelope) {
		if (own.includes(name) || name === '__proto__') continue;
		const size = name.length + charactersOf(envelope[name], left);
		// Enough has been seen: an envelope may have a hundred thousand fields.
		if (left < 0) break;
		left -= size;
		if (left >= 0) kept[name] = envelope[name];
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

/** Made when it is first asked for, and once. */
export function once<T extends object>(make: () => T): () => T {
	let made: T | undefined;
	return () => (made ??= make());
}
