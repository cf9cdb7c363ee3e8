/**
 * Claims for the events of one delivery: which of them are new, and what happens to the claims once
 * it is known whether their execution exists. The same for every store.
 */
import { randomUUID } from 'node:crypto';

import { every, monotonicClock, type Clock } from '../clock';
import { keysOf } from './key';
import type { ClaimStore } from './store';

/**
 * How long a claim outlives a process that died with it. n8n stores an execution within
 * milliseconds, under heavy load within seconds; a provider's re-sends go on for longer than this.
 */
export const LEASE_MS = 30_000;

/** A delivery that n8n has not answered by now never will be. */
export const LONGEST_HELD_MS = 600_000;

const FIRST_POLL_MS = 20;
const SLOWEST_POLL_MS = 250;

/** Where events are remembered, and for how long. */
export interface Dedupe {
	store: ClaimStore;
	/** Whose memory: the workflow. One workflow never hides an event from another. */
	scope: string;
	/** How long a confirmed id is remembered, in milliseconds. */
	keepMs: number;
	clock?: Clock;
}

/**
 * The claims one delivery holds. Exactly one of the two is called, once the outcome is known. With
 * a store of `open.ts` neither fails: what the store cannot note now, it notes later.
 */
export interface HeldClaims {
	/** The execution exists. */
	confirm(): Promise<void>;
	/** The execution will not exist: the next delivery of these events may run them. */
	release(): Promise<void>;
}

/** For a delivery that holds none. */
export const NO_CLAIMS: HeldClaims = { confirm: async () => {}, release: async () => {} };

export type ClaimOutcome =
	/** `fresh` holds the ids that are this delivery's to run; the others have run. */
	| { settled: true; fresh: Set<string>; claims: HeldClaims }
	/** Another delivery of one of these events was still being started when the time was up. */
	| { settled: false };

/**
 * Claims `eventIds` together. Where another delivery of the same event is still being started,
 * waits for its outcome, at most `waitMs`: then it is either a duplicate or this delivery's turn.
 * Fails with `StoreUnavailableError` when the store does.
 */
export async function claimEvents(
	eventIds: readonly string[],
	dedupe: Dedupe,
	waitMs: number,
): Promise<ClaimOutcome> {
	const { store, keepMs, clock = monotonicClock } = dedupe;
	const holder = randomUUID();
	const ids = [...new Set(eventIds)];
	const keys = keysOf(dedupe.scope, ids);
	const deadline = clock.now() + waitMs;
	let open = keys;
	let mine: string[] = [];

	try {
		for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.6, SLOWEST_POLL_MS)) {
			// Claiming again what is already mine renews its lease while this delivery waits.
			const states = await store.claim(open, holder, LEASE_MS);
			mine = open.filter((_, index) => states[index] === 'claimed');
			open = open.filter((_, index) => states[index] !== 'confirmed');
			if (mine.length === open.length) break;
			if (clock.now() >= deadline) {
				await store.release(mine, holder);
				return { settled: false };
			}
			await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())));
		}
	} catch (error) {
		// What was claimed before is let go. If that fails, too, its lease ends it.
		await store.release(mine, holder).catch(() => {});
		throw error;
	}
	return {
		settled: true,
		fresh: new Set(ids.filter((_, index) => mine.includes(keys[index]!))),
		claims: mine.length > 0 ? held(store, mine, holder, keepMs) : NO_CLAIMS,
	};
}

/**
 * The claims as their holder has them: renewed until their outcome is known. n8n under load can
 * take longer than a lease to store an execution, and as long as this process lives nobody else may
 * take the event for abandoned.
 */
function held(
	store: ClaimStore,
	keys: readonly string[],
	holder: string,
	keepMs: number,
): HeldClaims {
	const until = monotonicClock.now() + LONGEST_HELD_MS;
	const stop = every(LEASE_MS / 3, () => {
		if (monotonicClock.now() > until) stop();
		// A store that is down now may be back before the lease ends; the next renewal will tell.
		else store.claim(keys, holder, LEASE_MS).catch(() => {});
	});
	return {
		confirm: async () => {
			stop();
			await store.confirm(keys, holder, keepMs);
		},
		release: async () => {
			stop();
			await store.release(keys, holder);
		},
	};
}
