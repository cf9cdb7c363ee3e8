/** Says once that something is down and once that it is back, however often either is noticed. */
import { monotonicClock, type Clock } from '../../clock';

/** The part of n8n's logger that the stores use. */
export interface Log {
	info(message: string): void;
	warn(message: string): void;
}

/** It is back after so long without a failure. What works and fails by turns is down. */
const QUIET_MS = 5_000;

export class Outage {
	private lastFailure: number | null = null;

	constructor(
		private readonly log: Log,
		/** What is down, and what that means for the user. */
		private readonly texts: { down: string; back: string },
		private readonly clock: Pick<Clock, 'now'> = monotonicClock,
	) {}

	failed(why: string): void {
		if (this.lastFailure === null) this.log.warn(`${this.texts.down}: ${why}`);
		this.lastFailure = this.clock.now();
	}

	worked(): void {
		if (this.lastFailure === null || this.clock.now() - this.lastFailure < QUIET_MS) return;
		this.lastFailure = null;
		this.log.info(this.texts.back);
	}
}
