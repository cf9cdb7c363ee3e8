/**
 * Claims for the events of one delivery: which of them are new, and what happens to the claims once
 * it is known whether their execution exists. The same for every store.
 */
import { randomUUID } from 'node:crypto';

import { monotonicClock, type Clock } from '../../clock';
import { keysOf } from './key';
import { keepRenewing, LEASE_MS } from './renewal';
import type { ClaimStore } from './store';

const FIRST_POLL_MS = 20;
const SLOWEST_POLL_MS = 250;

/** Where events are remembered, and for how long. */
export interface Dedupe {
	store: ClaimStore;
	/** The workflow: none ever hides an event from another. */
	scope: string;
	/** How long a confirmed id is remembered, in milliseconds. */
	keepMs: number;
	/** How long a delivery waits for the outcome of another one of the same event, in milliseconds. */
	waitMs: number;
	clock?: Clock;
}

/**
 * The claims one delivery holds. Exactly one of the two is called, once the outcome is known. With
 * a store from `open.ts` neither fails: what it cannot record now, it records later.
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
	/**
	 * `fresh` says for each id, in order, whether it is this delivery's to run. The others have run,
	 * or occur earlier in this delivery.
	 */
	| { settled: true; fresh: readonly boolean[]; claims: HeldClaims }
	/** Another delivery of one of these events was still being started when time was up. */
	| { settled: false };

/** Tells this process from all others; the number, its deliveries from each other. */
const PROCESS = randomUUID();
let deliveries = 0;

/**
 * Claims `eventIds` together. Where another delivery of the same event is still being started,
 * waits for its outcome, for `dedupe.waitMs` at most: after that it is either a duplicate or this
 * delivery's turn. Fails with `StoreUnavailableError` when the store does.
 */
export async function claimEvents(
	eventIds: readonly string[],
	dedupe: Dedupe,
): Promise<ClaimOutcome> {
	const { store, scope, keepMs, waitMs, clock = monotonicClock } = dedupe;
	const holder = `${PROCESS}.${deliveries++}`;
	const keys = keysOf(scope, eventIds);
	const deadline = clock.now() + waitMs;
	let open = [...new Set(keys)];
	let mine: string[] = [];

	try {
		for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.6, SLOWEST_POLL_MS)) {
			// Before the question: a busy process reads the answer late, and by then it is old.
			const asked = clock.now();
			// Claiming again what is already mine renews its lease while this delivery waits.
			const states = await store.claim(open, holder, LEASE_MS);
			mine = open.filter((_, index) => states[index] === 'claimed');
			if (!states.includes('held')) break;
			if (asked >= deadline) {
				await store.release(mine, holder);
				return { settled: false };
			}
			open = open.filter((_, index) => states[index] !== 'confirmed');
			await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())));
		}
	} catch (error) {
		// Let go of what was claimed before. If that fails too, the lease ends it.
		await store.release(mine, holder).catch(() => {});
		throw error;
	}
	return {
		settled: true,
		fresh: freshAmong(keys, mine),
		claims: mine.length > 0 ? held(store, mine, holder, keepMs) : NO_CLAIMS,
	};
}

function freshAmong(keys: readonly string[], mine: readonly string[]): boolean[] {
	// Nearly always all are new, and none occurs twice.
	if (mine.length === keys.length) return keys.map(() => true);
	const unseen = new Set(mine);
	// `delete` says whether it was there, so an event that occurs twice in a delivery runs once.
	return keys.map((key) => unseen.delete(key));
}

/** The claims as their holder has them: renewed until their outcome is known. */
function held(
	store: ClaimStore,
	keys: readonly string[],
	holder: string,
	keepMs: number,
): HeldClaims {
	const stopRenewing = keepRenewing(store, keys, holder);
	return {
		confirm: () => {
			stopRenewing();
			return store.confirm(keys, holder, keepMs);
		},
		release: () => {
			stopRenewing();
			return store.release(keys, holder);
		},
	};
}
