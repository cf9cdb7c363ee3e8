/**
 * What a store could not be told while it was down: which executions exist, and which claims are
 * free again. Told as soon as it listens, because until then another process may take the event for
 * a new one.
 */
import { monotonicClock } from '../clock';
import { LEASE_MS } from './claims';
import type { Log } from './outage';
import type { ClaimStore } from './store';

/** Between two tries, in ms: doubled each time, and never two processes in step. */
const FIRST_RETRY_MS = 250;
const SLOWEST_RETRY_MS = 2_000;

/** Deliveries remembered at most, some 10 MB; beyond it the oldest go. */
const MOST_OWED = 20_000;

interface Debt {
	what: 'confirm' | 'release';
	keys: readonly string[];
	/** When it no longer matters: the memory is over, the lease has ended by itself. */
	until: number;
}

export class Owed {
	/** By holder: one delivery has one outcome. */
	private readonly debts = new Map<string, Debt>();
	private retry: NodeJS.Timeout | null = null;
	private tries = 0;
	private settling: Promise<void> | null = null;
	private closed = false;

	constructor(
		private readonly store: ClaimStore,
		private readonly log: Log,
	) {}

	get size(): number {
		return this.debts.size;
	}

	/** The store is told for longer than the lease: late is better than never. */
	confirm(keys: readonly string[], holder: string, keepMs: number): void {
		this.add(holder, { what: 'confirm', keys, until: monotonicClock.now() + keepMs });
	}

	release(keys: readonly string[], holder: string): void {
		const before = this.debts.get(holder)?.keys ?? [];
		const all = [...new Set([...before, ...keys])];
		this.add(holder, { what: 'release', keys: all, until: monotonicClock.now() + LEASE_MS });
	}

	/** The claim is used after all. */
	forgive(holder: string): void {
		this.debts.delete(holder);
	}

	/** The store has just answered. */
	settleSoon(): void {
		if (this.debts.size > 0 && !this.settling) this.settleAfter(0);
	}

	/** Tries once more; what fails now is lost with the process. */
	async close(): Promise<void> {
		this.closed = true;
		if (this.retry) clearTimeout(this.retry);
		await this.settling;
		await this.settle();
	}

	private add(holder: string, debt: Debt): void {
		this.debts.delete(holder);
		this.debts.set(holder, debt);
		const [oldest] = this.debts.keys();
		if (this.debts.size > MOST_OWED && oldest !== undefined) {
			this.debts.delete(oldest);
			this.log.warn(
				'WhatsApp: more outcomes wait for the store of event ids than can be kept; a redelivery of the oldest may run again',
			);
		}
		if (!this.retry && !this.settling) this.settleAfter(this.pause());
	}

	private pause(): number {
		const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(this.tries, 10), SLOWEST_RETRY_MS);
		return pause * (0.5 + Math.random() / 2);
	}

	private settleAfter(milliseconds: number): void {
		if (this.closed) return;
		if (this.retry) clearTimeout(this.retry);
		this.retry = setTimeout(() => {
			this.retry = null;
			this.settling = this.settle().finally(() => {
				this.settling = null;
				if (this.debts.size > 0) this.settleAfter(this.pause());
			});
		}, milliseconds);
		this.retry.unref();
	}

	/** One after the other, until one fails. Never rejects. */
	private async settle(): Promise<void> {
		this.tries++;
		for (const [holder, debt] of this.debts) {
			const left = debt.until - monotonicClock.now();
			try {
				if (left > 0 && debt.what === 'confirm') await this.store.confirm(debt.keys, holder, left);
				if (left > 0 && debt.what === 'release') await this.store.release(debt.keys, holder);
			} catch {
				return;
			}
			this.tries = 0;
			// Not if it has become another one meanwhile.
			if (this.debts.get(holder) === debt) this.debts.delete(holder);
		}
	}
}
