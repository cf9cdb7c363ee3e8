/**
 * Claims in the memory of this process: for tests, and the last resort where nothing durable can be
 * had. Forgets everything with the process and is not seen by another one.
 */
import { monotonicClock, type Clock } from '../clock';
import type { ClaimState, ClaimStore } from './store';

/** Confirmed ids kept at most; beyond it the oldest goes first. */
const MAX_CONFIRMED = 1_000_000;

interface Held {
	holder: string;
	until: number;
}

export class MemoryStore implements ClaimStore {
	readonly name = 'memory';

	/** Claims in flight: few, and short-lived. */
	private readonly held = new Map<string, Held>();

	/**
	 * Confirmed ids with the second they expire. Whole seconds fit into V8's small integers, which
	 * cost no memory beside the map's own slot.
	 */
	private readonly confirmed = new Map<string, number>();

	constructor(
		private readonly clock: Pick<Clock, 'now'> = monotonicClock,
		private readonly maxConfirmed = MAX_CONFIRMED,
	) {}

	/** Ids remembered now, expired ones included until they are met. */
	get size(): number {
		return this.confirmed.size + this.held.size;
	}

	// eslint would have these return promises by hand; `async` keeps a throw inside the promise.
	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const now = this.clock.now();
		return keys.map((key) => this.claimOne(key, holder, now, leaseMs));
	}

	async confirm(keys: readonly string[], _holder: string, keepMs: number): Promise<void> {
		const now = this.clock.now();
		const expires = Math.ceil((now + keepMs) / 1000);
		for (const key of keys) {
			this.held.delete(key);
			// Deleted first, so that the map's order stays the order of confirmation.
			this.confirmed.delete(key);
			this.confirmed.set(key, expires);
			this.forgetOld(now);
		}
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		for (const key of keys) {
			if (this.held.get(key)?.holder === holder) this.held.delete(key);
		}
	}

	async close(): Promise<void> {
		this.held.clear();
		this.confirmed.clear();
	}

	private claimOne(key: string, holder: string, now: number, leaseMs: number): ClaimState {
		const expires = this.confirmed.get(key);
		if (expires !== undefined) {
			if (expires * 1000 > now) return 'confirmed';
			this.confirmed.delete(key);
		}
		const current = this.held.get(key);
		if (current && current.holder !== holder && current.until > now) return 'held';
		this.held.set(key, { holder, until: now + leaseMs });
		return 'claimed';
	}

	/**
	 * Drops expired ids from the old end, at most two per new one, so that no call pays for a large
	 * clean-up and the map still shrinks; and whatever is over the bound.
	 */
	private forgetOld(now: number): void {
		let looked = 0;
		for (const [key, expires] of this.confirmed) {
			const full = this.confirmed.size > this.maxConfirmed;
			if (!full && (looked++ >= 2 || expires * 1000 > now)) return;
			this.confirmed.delete(key);
		}
	}
}
