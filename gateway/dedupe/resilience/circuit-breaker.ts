/**
 * A circuit breaker for a store that does not answer. Each call to it takes as long as a request
 * may wait, and deliveries of one event ask one after the other: the last of them would wait many
 * times as long. So after a call that failed slowly, all fail at once for a moment; then one of
 * them finds out whether the store is back, for all that wait meanwhile.
 */
import { monotonicClock } from '../../clock';
import { partitionOf } from '../core/key';
import {
	NotAskedError,
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
} from '../core/store';

/** After a failure that took longer, nobody should wait for another one right away. In ms. */
const SLOW_MS = 250;

/** How long it is left alone then: longer than a waiting delivery pauses between two questions. */
const REST_MS = 1_000;

/** What is known of a store that failed and has not answered since. */
interface Failure {
	why: StoreUnavailableError;
	restUntil: number;
	/** Resolves once the one that finds out knows, and never rejects. Null: nobody is finding out. */
	probe: Promise<void> | null;
}

export class CircuitBreaker implements ClaimStore {
	/** By partition: of a cluster, one server may be down alone. */
	private readonly failures = new Map<string, Failure>();

	constructor(private readonly store: ClaimStore) {}

	claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		return this.ask(keys, () => this.store.claim(keys, holder, leaseMs));
	}

	confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void> {
		return this.ask(keys, () => this.store.confirm(keys, holder, keepMs));
	}

	release(keys: readonly string[], holder: string): Promise<void> {
		return this.ask(keys, () => this.store.release(keys, holder));
	}

	async close(): Promise<void> {
		await this.store.close();
	}

	/** Nearly always nothing has failed: then the store is one step away, not three. */
	private ask<T>(keys: readonly string[], call: () => Promise<T>): Promise<T> {
		const partition = partitionOf(keys);
		const failure = this.failures.get(partition);
		return failure ? this.askAfter(failure, partition, call) : this.call(partition, call);
	}

	private async askAfter<T>(
		failure: Failure,
		partition: string,
		call: () => Promise<T>,
	): Promise<T> {
		if (monotonicClock.now() < failure.restUntil) throw new NotAskedError(failure.why);
		if (!failure.probe) {
			const probing = this.call(partition, call);
			failure.probe = probing.then(
				() => {},
				() => {},
			);
			return await probing;
		}
		await failure.probe;
		const still = this.failures.get(partition);
		if (still) throw new NotAskedError(still.why);
		return await this.call(partition, call);
	}

	private async call<T>(partition: string, call: () => Promise<T>): Promise<T> {
		const start = monotonicClock.now();
		try {
			const answer = await call();
			this.failures.delete(partition);
			return answer;
		} catch (error) {
			if (error instanceof StoreUnavailableError) {
				const now = monotonicClock.now();
				const restUntil = now - start > SLOW_MS ? now + REST_MS : now;
				this.failures.set(partition, { why: error, restUntil, probe: null });
			}
			throw error;
		}
	}
}
