/**
 * Notices a connection that has died silently: a cable was pulled, a router forgot it. Neither side
 * is told, and a read would wait for ever.
 */
import type { Clock } from '../clock';

export class Watchdog {
	/** Since when a read has been waiting; null while there is none. */
	private since: number | null = null;
	private giveUp: ((reason: unknown) => void) | null = null;
	private bitten = false;

	constructor(
		private readonly silenceMs: number,
		private readonly clock: Clock,
	) {}

	/** Whether what was waited for was given up because nothing came for `silenceMs`. */
	get hasBitten(): boolean {
		return this.bitten;
	}

	/**
	 * Waits for something the connection owes. Only this time counts as silence: while events are
	 * being taken and nothing is read, the other side may well be waiting for us.
	 */
	async over<T>(owed: Promise<T>): Promise<T> {
		this.since = this.clock.now();
		try {
			return await new Promise<T>((resolve, reject) => {
				this.giveUp = reject;
				owed.then(resolve, reject);
			});
		} finally {
			this.since = null;
			this.giveUp = null;
		}
	}

	/** Watches until `signal` is aborted, which gives up what is waited for as well. */
	async watch(signal: AbortSignal): Promise<void> {
		while (!signal.aborted && !this.bitten) {
			const waited = this.since === null ? 0 : this.clock.now() - this.since;
			if (waited >= this.silenceMs) this.bitten = true;
			else await this.clock.sleep(this.silenceMs - waited, signal);
		}
		this.giveUp?.(new Error('given up'));
	}
}
