/**
 * What a store could not be told while it was down: which executions exist, and which claims are
 * free again. It is told as soon as it answers, because until then another process may take the
 * event for a new one.
 */
import { monotonicClock } from '../../clock';
import { partitionOf } from '../core/key';
import type { Log } from './outage';
import { LEASE_MS } from '../core/renewal';
import type { ClaimStore } from '../core/store';

/** Between two tries, in ms: doubled each time, and spread so that processes get out of step. */
const FIRST_RETRY_MS = 250;
const SLOWEST_RETRY_MS = 2_000;

/** Deliveries kept at most: some 10 MB. */
const MOST_ENTRIES = 20_000;

interface Entry {
	keys: readonly string[];
	/** When it no longer matters: the event would be forgotten, or the lease over by itself. */
	until: number;
}

/** By holder: one delivery has one outcome. The oldest first. */
type Entries = Map<string, Entry>;

export class RetryQueue {
	private readonly confirms: Entries = new Map();
	private readonly releases: Entries = new Map();
	private retry: NodeJS.Timeout | null = null;
	private tries = 0;
	private flushing: Promise<void> | null = null;
	private closed = false;
	private overflowing = false;

	constructor(
		private readonly store: ClaimStore,
		private readonly log: Log,
	) {}

	get size(): number {
		return this.confirms.size + this.releases.size;
	}

	/** Tried for longer than a lease lasts: late is better than never. */
	confirm(keys: readonly string[], holder: string, keepMs: number): void {
		this.releases.delete(holder);
		this.add(this.confirms, holder, { keys, until: monotonicClock.now() + keepMs });
	}

	release(keys: readonly string[], holder: string): void {
		// What is known to have run is not released because a renewal fails later.
		if (this.confirms.has(holder)) return;
		const before = this.releases.get(holder)?.keys ?? [];
		const all = [...new Set([...before, ...keys])];
		this.add(this.releases, holder, { keys: all, until: monotonicClock.now() + LEASE_MS });
	}

	/** The claim is used after all. */
	cancelRelease(holder: string): void {
		this.releases.delete(holder);
	}

	/** For when the store has just answered. */
	flushSoon(): void {
		if (this.size > 0 && !this.flushing) this.flushAfter(0);
	}

	/** Tries once more; what fails now is lost with the process. */
	async close(): Promise<void> {
		this.closed = true;
		if (this.retry) clearTimeout(this.retry);
		await this.flushing;
		await this.flush();
	}

	private add(entries: Entries, holder: string, entry: Entry): void {
		entries.delete(holder);
		entries.set(holder, entry);
		if (this.size > MOST_ENTRIES) this.dropOldest();
		if (!this.retry && !this.flushing) this.flushAfter(this.pause());
	}

	/** Releases first: a claim also ends with its lease, but an unconfirmed event may run again. */
	private dropOldest(): void {
		const entries = this.releases.size > 0 ? this.releases : this.confirms;
		const [oldest] = entries.keys();
		if (oldest !== undefined) entries.delete(oldest);
		if (entries === this.releases || this.overflowing) return;
		this.overflowing = true;
		this.log.warn(
			'WhatsApp: more outcomes wait for the store of event ids than can be kept; a redelivery of the oldest may run again',
		);
	}

	private pause(): number {
		const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.min(this.tries, 10), SLOWEST_RETRY_MS);
		return pause * (0.5 + Math.random() / 2);
	}

	private flushAfter(milliseconds: number): void {
		if (this.closed) return;
		if (this.retry) clearTimeout(this.retry);
		this.retry = setTimeout(() => {
			this.retry = null;
			this.flushing = this.flush().finally(() => {
				this.flushing = null;
				if (this.size > 0) this.flushAfter(this.pause());
			});
		}, milliseconds);
		this.retry.unref();
	}

	/** Confirms first: they matter for longer. Never rejects. */
	private async flush(): Promise<void> {
		this.tries++;
		await this.drain(this.confirms, async ({ keys }, holder, left) => {
			await this.store.confirm(keys, holder, left);
		});
		await this.drain(this.releases, async ({ keys }, holder) => {
			await this.store.release(keys, holder);
		});
		if (this.size === 0) this.overflowing = false;
	}

	/**
	 * One after the other. Where one fails, the others of its partition wait for the next time, and
	 * the rest have their turn: of a cluster, one server may be down alone.
	 */
	private async drain(
		entries: Entries,
		send: (entry: Entry, holder: string, leftMs: number) => Promise<void>,
	): Promise<void> {
		const down = new Set<string>();
		for (const [holder, entry] of entries) {
			const partition = partitionOf(entry.keys);
			const left = entry.until - monotonicClock.now();
			if (left > 0) {
				if (down.has(partition)) continue;
				try {
					await send(entry, holder, left);
				} catch {
					down.add(partition);
					continue;
				}
				this.tries = 0;
			}
			// Not if it was replaced meanwhile.
			if (entries.get(holder) === entry) entries.delete(holder);
		}
	}
}
