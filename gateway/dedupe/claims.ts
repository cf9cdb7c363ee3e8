/**
 * Claims for the events of one delivery: which of them are new, and what happens to the claims once
 * it is known whether their execution exists. The same for every store.
 */
import { randomUUID } from 'node:crypto';

import { monotonicClock, type Clock } from '../clock';
import { keysOf } from './key';
import type { ClaimState, ClaimStore } from './store';

/**
 * How long a claim outlives a process that died with it. n8n stores an execution within
 * milliseconds, under heavy load within seconds; a provider's re-sends go on for longer than this.
 */
export const LEASE_MS = 30_000;

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

export type ClaimOutcome =
	/** `fresh` holds the ids that are this delivery's to run; the others have run. */
	| { settled: true; fresh: ReadonlySet<string>; claims: HeldClaims }
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
	const keys = keysOf(dedupe.scope, eventIds);
	const idOf = new Map(keys.map((key, index) => [key, eventIds[index]]));
	let open = [...idOf.keys()];
	let mine: string[] = [];
	const deadline = clock.now() + waitMs;

	for (let pause = FIRST_POLL_MS; ; pause = Math.min(pause * 1.6, SLOWEST_POLL_MS)) {
		// Claiming again what is already mine renews its lease while this delivery waits.
		const states = await claimOrLetGo(dedupe.store, open, mine, holder);
		mine = open.filter((_, index) => states[index] === 'claimed');
		open = open.filter((_, index) => states[index] !== 'confirmed');
		if (mine.length === open.length) break;
		if (clock.now() >= deadline) {
			await store.release(mine, holder);
			return { settled: false };
		}
		await clock.sleep(Math.min(pause, Math.max(1, deadline - clock.now())));
	}
	return {
		settled: true,
		fresh: new Set(mine.flatMap((key) => idOf.get(key) ?? [])),
		claims: {
			confirm: async () => await store.confirm(mine, holder, keepMs),
			release: async () => await store.release(mine, holder),
		},
	};
}

/** Where the store fails, what was claimed before is let go: its lease would end it anyway. */
async function claimOrLetGo(
	store: ClaimStore,
	open: readonly string[],
	mine: readonly string[],
	holder: string,
): Promise<ClaimState[]> {
	try {
		return await store.claim(open, holder, LEASE_MS);
	} catch (error) {
		await store.release(mine, holder).catch(() => {});
		throw error;
	}
}
