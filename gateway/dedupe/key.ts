/**
 * The keys events are remembered by: hashes, so that they are short whatever the provider's ids
 * are, and nothing personal is stored.
 */
import { createHash } from 'node:crypto';

/**
 * Characters at the start of a key that depend on the scope alone. A store that spreads its keys
 * over several servers keeps those of one scope, and so of one delivery, together by them.
 */
export const SCOPE_CHARS = 4;

/** Three bytes are four characters of base64. */
const SCOPE_BYTES = 3;

/** 24 characters: the scope's four, and 120 bits of hash over scope and event. */
const KEY_BYTES = 18;

/**
 * The keys of `eventIds` in `scope`, in order. Different scopes may begin alike; the hash behind
 * keeps their keys apart all the same.
 */
export function keysOf(scope: string, eventIds: readonly string[]): string[] {
	const place = digest(scope);
	return eventIds.map((eventId) => {
		const key = digest(`${scope}\n${eventId}`);
		place.copy(key, 0, 0, SCOPE_BYTES);
		// In one go: a string that is sliced or glued keeps its parts in memory as long as it lives.
		return key.toString('base64url', 0, KEY_BYTES);
	});
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
