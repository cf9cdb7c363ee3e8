/**
 * The keys events are remembered by: hashes, so that they are short whatever the provider's ids
 * are, and nothing personal is stored.
 */
import { hash } from 'node:crypto';

/**
 * Characters at the start of a key that depend on the scope alone. A store that partitions its keys
 * over several servers keeps those of one scope, and so of one delivery, together by them.
 */
export const SCOPE_CHARS = 4;

/** The partition that the keys of one call are in: the same for all of one scope. */
export function partitionOf(keys: readonly string[]): string {
	return keys[0]?.slice(0, SCOPE_CHARS) ?? '';
}

/** Three bytes are four characters of base64. */
const SCOPE_BYTES = 3;

/** 24 characters: the scope's four, and 120 bits of SHA-256 over scope and event. */
const KEY_BYTES = 18;

/** Shared by all calls: nothing else runs between writing to it and reading from it. */
const scratch = Buffer.alloc(32);

/**
 * The keys of `eventIds` in `scope`, in order. Different scopes may share a partition; the hash
 * after it still keeps their keys apart.
 */
export function keysOf(scope: string, eventIds: readonly string[]): string[] {
	const partition = partitionNumber(scope);
	return eventIds.map((eventId) => {
		// Through a string: a buffer made by the hash itself costs more than the hash.
		scratch.write(hash('sha256', `${scope}\n${eventId}`, 'binary'), 'latin1');
		scratch.writeUIntBE(partition, 0, SCOPE_BYTES);
		// In one go: a string made by slicing or joining keeps its parts in memory while it lives.
		return scratch.toString('base64url', 0, KEY_BYTES);
	});
}

/** FNV-1a, cut to three bytes. It only has to spread evenly; nothing relies on its being unique. */
function partitionNumber(scope: string): number {
	let hashed = 0x811c9dc5;
	for (let index = 0; index < scope.length; index++) {
		hashed = Math.imul(hashed ^ scope.charCodeAt(index), 0x01000193);
	}
	return (hashed ^ (hashed >>> 24)) & 0xffffff;
}
