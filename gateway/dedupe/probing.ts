/**
 * A circuit breaker: a store that is spared, and whoever asks it, while it says nothing. Each call to it then takes as
 * long as a request may wait, and deliveries of one event ask one after the other: the last of them
 * would wait many times as long. So after a call that failed slowly all fail at once for a moment,
 * and then one at a time finds out whether the store is back.
 */
import { monotonicClock } from '../clock';
import { StoreUnavailableError, type ClaimState, type ClaimStore } from './store';

/** A failure that took longer is one nobody should wait for again at once. In ms. */
const SLOW_MS = 250;

/** How long it is left alone then: longer than a delivery that waits for another one looks away. */
const REST_MS = 1_000;

export class ProbingStore implements ClaimStore {
	private down: StoreUnavailableError | null = null;
	private probing = false;
	private restUntil = -Infinity;

	constructor(private readonly store: ClaimStore) {}

	get name(): string {
		return this.store.name;
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		return await this.ask(async () => await this.store.claim(keys, holder, leaseMs));
	}

	async confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void> {
		await this.ask(async () => await this.store.confirm(keys, holder, keepMs));
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		await this.ask(async () => await this.store.release(keys, holder));
	}

	async close(): Promise<void> {
		await this.store.close();
	}

	private async ask<T>(call: () => Promise<T>): Promise<T> {
		const start = monotonicClock.now();
		if (this.down && (this.probing || start < this.restUntil)) throw this.down;
		const probes = this.down !== null;
		if (probes) this.probing = true;
		try {
			const answer = await call();
			this.down = null;
			return answer;
		} catch (error) {
			if (error instanceof StoreUnavailableError) {
				this.down = error;
				const now = monotonicClock.now();
				if (now - start > SLOW_MS) this.restUntil = now + REST_MS;
			}
			throw error;
		} finally {
			if (probes) this.probing = false;
		}
	}
}
