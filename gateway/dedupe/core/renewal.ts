/**
 * Keeps the claims of deliveries in flight alive until their outcome is known. Under load n8n can
 * take longer than a lease to store an execution, and as long as this process lives, nobody else
 * may consider the event abandoned.
 *
 * One timer for all claims of a store: nearly all are settled within milliseconds, long before they
 * would be renewed, and a timer for each costs about as much as claiming in memory.
 */
import { every, monotonicClock } from '../../clock';
import type { ClaimStore } from './store';

/**
 * How long a claim outlives the process that held it. n8n stores an execution within
 * milliseconds, under heavy load within seconds; a provider's re-sends go on for longer than this.
 */
export const LEASE_MS = 30_000;

/** A delivery that n8n has not answered after this long never will be. */
export const LONGEST_HELD_MS = 600_000;

/** From one renewal of a claim to the next, so that one may fail before the lease ends. */
const RENEW_AFTER_MS = LEASE_MS / 3;

/** How often to check which are due. */
const CHECK_EVERY_MS = 1_000;

interface InFlight {
	keys: readonly string[];
	holder: string;
	/** When it is to be renewed. */
	due: number;
	/** When it is no longer renewed, and its lease ends it. */
	until: number;
}

const renewals = new WeakMap<ClaimStore, Renewals>();

/** Renews a claim that was just made until the function it gives is called. */
export function keepRenewing(
	store: ClaimStore,
	keys: readonly string[],
	holder: string,
): () => void {
	let ofStore = renewals.get(store);
	if (!ofStore) renewals.set(store, (ofStore = new Renewals(store)));
	return ofStore.add(keys, holder);
}

class Renewals {
	/** In the order they are due: all wait equally long, and one that is renewed goes to the end. */
	private readonly inFlight = new Set<InFlight>();
	private stopChecking: (() => void) | null = null;

	constructor(private readonly store: ClaimStore) {}

	add(keys: readonly string[], holder: string): () => void {
		const now = monotonicClock.now();
		const claim = { keys, holder, due: now + RENEW_AFTER_MS, until: now + LONGEST_HELD_MS };
		this.inFlight.add(claim);
		this.stopChecking ??= every(CHECK_EVERY_MS, () => this.renewDue());
		return () => this.inFlight.delete(claim);
	}

	private renewDue(): void {
		const now = monotonicClock.now();
		for (const claim of this.inFlight) {
			if (claim.due > now) return;
			this.inFlight.delete(claim);
			if (now > claim.until) continue;
			claim.due = now + RENEW_AFTER_MS;
			this.inFlight.add(claim);
			// A store that is down now may be back before the lease ends; the next renewal will tell.
			this.store.claim(claim.keys, claim.holder, LEASE_MS).catch(() => {});
		}
		this.stopChecking?.();
		this.stopChecking = null;
	}
}
