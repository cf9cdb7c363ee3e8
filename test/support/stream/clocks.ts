/** The gateway's clock for tests of what goes on for minutes and hours. */
import type { Clock } from '../../../gateway/clock';
import type { Clock as ProviderClock } from '../providers/clock';

/** One clock for both sides of a connection. */
export function clockOf(clock: ProviderClock): Clock {
	return { now: clock.now, sleep: clock.wait };
}

/** Longer than any wait between two connections: a watchdog that has nothing to do. */
export const NEVER_MS = 1e12;

/**
 * Waits no time at all and says afterwards how long it would have waited. A wait of about `NEVER_MS`
 * ends with its signal only.
 */
export function hurriedClock(): Clock & { waits: number[] } {
	const waits: number[] = [];
	let now = 0;
	return {
		waits,
		now: () => now,
		async sleep(milliseconds, signal) {
			if (milliseconds >= NEVER_MS / 2) {
				await new Promise<void>((resolve) => {
					if (signal?.aborted) resolve();
					signal?.addEventListener('abort', () => resolve(), { once: true });
				});
				return;
			}
			waits.push(milliseconds);
			now += milliseconds;
			// Real input and output get their turn all the same.
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}
