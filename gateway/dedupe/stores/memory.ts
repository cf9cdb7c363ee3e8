/**
 * Claims in the memory of this process: for tests, the last resort where nothing durable can be
 * had, and what a process goes by while its store is down. Forgets everything with the process and
 * is not seen by another one.
 */
import { monotonicClock, type Clock } from '../../clock';
import type { ClaimState, ClaimStore } from '../core/store';

/** Confirmed ids kept at most; beyond it the oldest go first. */
const MAX_CONFIRMED = 1_000_000;

/**
 * Confirmed ids lie in maps of the same age, and a whole map is dropped at a time. In one large map
 * every look for the oldest id would step over the holes of those dropped before it, and now and
 * then the map would be copied whole while everything waits. Not too many either: a new id is looked
 * for in all of them.
 */
const GENERATIONS = 4;

interface Held {
	holder: string;
	until: number;
}

interface Generation {
	/**
	 * Ids with the second they expire. Whole seconds fit into V8's small integers, which cost no
	 * memory beside the map's own slot.
	 */
	readonly expiries: Map<string, number>;
	/** The second by which all of them have expired. */
	over: number;
}

export class MemoryStore implements ClaimStore {
	/** Claims in flight: few, and short-lived. */
	private readonly held = new Map<string, Held>();

	/** Newest first. */
	private generations: Generation[] = [];

	constructor(
		private readonly clock: Pick<Clock, 'now'> = monotonicClock,
		private readonly maxConfirmed = MAX_CONFIRMED,
	) {}

	/** Ids remembered now, expired ones included that have not been dropped yet. */
	get size(): number {
		return this.generations.reduce((sum, { expiries }) => sum + expiries.size, this.held.size);
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		return this.claimNow(keys, holder, leaseMs);
	}

	async confirm(keys: readonly string[], _holder: string, keepMs: number): Promise<void> {
		this.confirmNow(keys, keepMs);
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		this.releaseNow(keys, holder);
	}

	async close(): Promise<void> {
		this.held.clear();
		this.generations = [];
	}

	/** As `claim`, at once: for a caller that must not give way to others between two steps. */
	claimNow(keys: readonly string[], holder: string, leaseMs: number): ClaimState[] {
		const now = this.clock.now();
		this.forgetAbandoned(now);
		return keys.map((key) => this.claimOne(key, holder, now, leaseMs));
	}

	confirmNow(keys: readonly string[], keepMs: number): void {
		const now = this.clock.now();
		const expiry = Math.ceil((now + keepMs) / 1000);
		for (const key of keys) {
			// What was held until now was not confirmed: nothing to look up.
			const before = this.held.delete(key) ? undefined : this.expiryOf(key);
			if (before !== undefined && before >= expiry) continue;
			const newest = this.newestWithRoom(now);
			newest.expiries.set(key, expiry);
			newest.over = Math.max(newest.over, expiry);
		}
	}

	releaseNow(keys: readonly string[], holder: string): void {
		for (const key of keys) {
			if (this.held.get(key)?.holder === holder) this.held.delete(key);
		}
	}

	/** Those of the keys that `holder` has claimed and neither confirmed nor released. */
	heldBy(holder: string, keys: readonly string[]): string[] {
		return keys.filter((key) => this.held.get(key)?.holder === holder);
	}

	private claimOne(key: string, holder: string, now: number, leaseMs: number): ClaimState {
		const expiry = this.expiryOf(key);
		if (expiry !== undefined && expiry * 1000 > now) return 'confirmed';
		const current = this.held.get(key);
		if (current && current.holder !== holder && current.until > now) return 'held';
		this.held.set(key, { holder, until: now + leaseMs });
		return 'claimed';
	}

	/** Looked for from the newest: what was confirmed twice counts as it was confirmed last. */
	private expiryOf(key: string): number | undefined {
		for (const { expiries } of this.generations) {
			const expiry = expiries.get(key);
			if (expiry !== undefined) return expiry;
		}
		return undefined;
	}

	private newestWithRoom(now: number): Generation {
		const newest = this.generations[0];
		if (newest && newest.expiries.size < this.maxConfirmed / GENERATIONS) return newest;
		const next: Generation = { expiries: new Map(), over: 0 };
		const alive = this.generations.filter(({ over }) => over * 1000 > now);
		this.generations = [next, ...alive.slice(0, GENERATIONS - 1)];
		return next;
	}

	/** Drops claims whose lease is over from the old end, at most two for each new one. */
	private forgetAbandoned(now: number): void {
		let looked = 0;
		for (const [key, { until }] of this.held) {
			if (looked++ >= 2 || until > now) return;
			this.held.delete(key);
		}
	}
}
