/**
 * A store that may go down, and what becomes of events meanwhile. That depends on whether they may
 * be refused (`refusal-policy.ts`):
 * - they may, because they come again: the claim fails, and the delivery is answered with 503;
 * - they may not, because a refused event would be lost: it is claimed in the memory of this
 *   process alone, and runs. That is `fallingBack`.
 *
 * Everything this process claims goes through its memory first. So nothing runs here twice, in
 * whatever order the store goes down and comes back:
 * - claimed in the store, which is down when the redelivery comes: the memory knows the claim;
 * - run by memory alone, and redelivered when the store is back: the memory knows it, and the store
 *   is told what happened meanwhile (see `retry-queue.ts`).
 * What remains: while the store is down, two processes cannot see each other's claims. Where events
 * may not be refused, a redelivery that reaches another process may then run again.
 *
 * `confirm` and `release` never fail: the execution exists, or will not, and waiting cannot change
 * that. What the store cannot be told now, the retry queue tells it later.
 */
import { monotonicClock, type Clock } from '../../clock';
import { MemoryStore } from '../stores/memory';
import { Outage, type Log } from './outage';
import { RetryQueue } from './retry-queue';
import {
	NotAskedError,
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
} from '../core/store';

/** Ids that a process remembers by itself, besides the store: about 7 MB. */
const MOST_REMEMBERED = 100_000;

/**
 * How long a process remembers that the store called an event confirmed. Deliveries of one event
 * that wait for the same outcome ask one at a time; those that come while one asks learn it from
 * here.
 */
const TOLD_MS = 10_000;

export class ResilientStore implements ClaimStore {
	/** The same store for events that must not be refused. */
	readonly fallingBack: ClaimStore;

	private readonly here: MemoryStore;
	private readonly retryQueue: RetryQueue;
	private readonly outage: Outage;

	constructor(
		private readonly store: ClaimStore,
		log: Log,
		clock: Pick<Clock, 'now'> = monotonicClock,
	) {
		this.here = new MemoryStore(clock, MOST_REMEMBERED);
		this.retryQueue = new RetryQueue(store, log);
		this.outage = new Outage(
			log,
			{
				down: 'WhatsApp: the store of event ids is down. Providers that deliver again are asked to, for the others this process remembers by itself',
				back: 'WhatsApp: the store of event ids is back',
			},
			clock,
		);
		this.fallingBack = {
			claim: async (...args) => await this.claimOrFallBack(...args),
			confirm: async (...args) => await this.confirm(...args),
			release: async (...args) => await this.release(...args),
			close: async () => await this.close(),
		};
	}

	/** Outcomes in the retry queue. */
	get pending(): number {
		return this.retryQueue.size;
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const renewed = this.here.heldBy(holder, keys);
		const states = this.here.claimNow(keys, holder, leaseMs);
		const open = keys.filter((_, index) => states[index] === 'claimed');
		if (open.length === 0) return states;
		try {
			const answers = await this.store.claim(open, holder, leaseMs);
			this.outage.worked();
			this.retryQueue.flushSoon();
			const refused = open.filter((_, index) => answers[index] !== 'claimed');
			if (refused.length > 0) {
				this.here.confirmNow(
					open.filter((_, index) => answers[index] === 'confirmed'),
					TOLD_MS,
				);
				this.here.releaseNow(refused, holder);
			}
			// Settled while it was being renewed: nobody holds the claim any more.
			const over = renewed.filter((key) => this.here.heldBy(holder, [key]).length === 0);
			if (over.length > 0) this.retryQueue.release(over, holder);
			let next = 0;
			return states.map((state) => (state === 'claimed' ? (answers[next++] ?? 'held') : state));
		} catch (error) {
			// What was only being renewed stays held: its execution is being stored.
			const letGo = open.filter((key) => !renewed.includes(key));
			this.here.releaseNow(letGo, holder);
			// The store may have claimed it anyway, and nobody should have to wait for the lease to end.
			if (letGo.length > 0 && !(error instanceof NotAskedError))
				this.retryQueue.release(letGo, holder);
			throw this.asOutage(error);
		}
	}

	async confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void> {
		if (keys.length === 0) return;
		this.here.confirmNow(keys, keepMs);
		try {
			await this.store.confirm(keys, holder, keepMs);
			this.outage.worked();
		} catch (error) {
			this.asOutage(error);
			this.retryQueue.confirm(keys, holder, keepMs);
		}
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		if (keys.length === 0) return;
		this.here.releaseNow(keys, holder);
		try {
			await this.store.release(keys, holder);
		} catch (error) {
			this.asOutage(error);
			this.retryQueue.release(keys, holder);
		}
	}

	async close(): Promise<void> {
		await this.retryQueue.close();
		await this.store.close();
		await this.here.close();
	}

	private async claimOrFallBack(
		keys: readonly string[],
		holder: string,
		leaseMs: number,
	): Promise<ClaimState[]> {
		const renewed = this.here.heldBy(holder, keys);
		try {
			return await this.claim(keys, holder, leaseMs);
		} catch (error) {
			// Settled while it was being renewed: a renewal takes nothing back.
			if (this.here.heldBy(holder, renewed).length < renewed.length) throw error;
			// If the store has claimed it anyway, so much the better.
			this.retryQueue.cancelRelease(holder);
			return this.here.claimNow(keys, holder, leaseMs);
		}
	}

	private asOutage(error: unknown): StoreUnavailableError {
		const outage =
			error instanceof StoreUnavailableError
				? error
				: new StoreUnavailableError('broken', String(error), { cause: error });
		this.outage.failed(outage.message);
		return outage;
	}
}
