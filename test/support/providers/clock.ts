/**
 * The clock the providers' schedules run on. A re-send after an hour is then a matter of
 * milliseconds for a test (`scaledClock`), or of one call (`manualClock`), and really an hour for
 * somebody who wants to watch (`realClock`).
 */
export interface Clock {
	/** Milliseconds since the epoch, as this clock tells them. */
	now(): number;
	/** Resolves once `ms` have passed on this clock, or at once when the signal is aborted. */
	wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;

/** Runs `factor` times as fast as the wall clock: 36 000 makes an hour of 100 ms. */
export function scaledClock(factor: number): Clock {
	const start = Date.now();
	return {
		now: () => start + (Date.now() - start) * factor,
		wait: (ms, signal) => sleep(ms / factor, signal),
	};
}

export const realClock: Clock = scaledClock(1);

/** Time passes only when a test says so. */
export interface ManualClock extends Clock {
	/** Moves on by `ms` and lets everything that was due by then happen, in order. */
	advance(ms: number): void;
}

export function manualClock(startMs = Date.UTC(2026, 0, 15, 10, 30)): ManualClock {
	let time = startMs;
	let pending: Array<{ due: number; wake: () => void }> = [];
	return {
		now: () => time,
		wait: (ms, signal) =>
			new Promise((resolve) => {
				if (signal?.aborted) return resolve();
				const wake = () => {
					signal?.removeEventListener('abort', wake);
					resolve();
				};
				pending.push({ due: time + ms, wake });
				signal?.addEventListener('abort', wake, { once: true });
			}),
		advance(ms) {
			time += ms;
			const due = pending.filter((entry) => entry.due <= time);
			pending = pending.filter((entry) => entry.due > time);
			for (const entry of due.sort((a, b) => a.due - b.due)) entry.wake();
		},
	};
}

function sleep(ms: number, signal?: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal?.aborted) return resolve();
		const wake = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', wake);
			resolve();
		};
		const timer = setTimeout(wake, ms);
		signal?.addEventListener('abort', wake, { once: true });
	});
}
