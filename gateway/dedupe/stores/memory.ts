/**
 * Claims in the memory of this process: for tests, as a last resort where nothing durable is to be
 * had, and for as long as a process's store is down. All is forgotten when the process ends, and no
 * other process sees it.
 */
import { monotonicClock, type Clock } from '../../clock';
import type { ClaimState, ClaimStore } from '../core/store';

/** Confirmed ids kept at most; then the oldest go first. */
const MAX_CONFIRMED = 1_000_000;

/**
 * Confirmed ids are kept in one map per generation, and a whole map is dropped at a time. In a
 * single large map, every search for the oldest id would step over the holes of those dropped
 * before it, and now and then the whole map would be copied while everything waits. Not many maps
 * either: a new id is looked up in all of them.
 */
const GENERATIONS = 4;

interface Held {
	holder: string;
	until: number;
}

interface Generation {
	/**
	 * Ids with the second they expire. Whole seconds fit into V8's small integers, which cost no
	 * memory besides the map's own slot.
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

	/** Ids remembered now, including expired ones that have not been dropped yet. */
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

	/** Like `claim`, but synchronous: for a caller that must not be interrupted between two steps. */
	claimNow(keys: readonly string[], holder: string, leaseMs: number): ClaimState[] {
		const now = this.clock.now();
		this.forgetAbandoned(now);
		return keys.map((key) => this.claimOne(key, holder, now, leaseMs));
	}

	confirmNow(keys: readonly string[], keepMs: number): void {
		const now = this.clock.now();
		const expiry = Math.ceil((now + keepMs) / 1000);
		for (const key of keys) {
			// Held until now, so not confirmed: there is nothing to look up.
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

	/** Newest first: of what was confirmed twice, the last time counts. */
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

	/** Drops the oldest claims whose lease is over, at most two for each new one. */
	private forgetAbandoned(now: number): void {
		let looked = 0;
		for (const [key, { until }] of this.held) {
			if (looked++ >= 2 || until > now) return;
			this.held.delete(key);
		}
	}
}
