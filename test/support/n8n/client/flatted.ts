/**
 * Reads the text in which n8n keeps an execution's data ("flatted": a JSON array in which every
 * string inside an object or array is the index of the entry that stands in its place, so that
 * something used twice is written once, and cycles can be written at all).
 *
 * Entries are joined in place, without recursion, so the depth of the data does not matter.
 */
export function unflatten(text: string): unknown {
	const entries = JSON.parse(text) as unknown[];
	for (const entry of entries) {
		if (entry === null || typeof entry !== 'object') continue;
		const holder = entry as Record<string, unknown>;
		for (const [key, value] of Object.entries(holder)) {
			if (typeof value !== 'string') continue;
			// Not an assignment: a key may be `__proto__`.
			Object.defineProperty(holder, key, {
				value: entries[Number(value)],
				writable: true,
				enumerable: true,
				configurable: true,
			});
		}
	}
	return entries[0];
}
