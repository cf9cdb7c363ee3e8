import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until `look` is true; what nobody does in time fails the test by its own assertion. */
export async function until(look: () => boolean, timeoutMs = 10_000): Promise<void> {
	const end = Date.now() + timeoutMs;
	while (!look() && Date.now() < end) await sleep(5);
}

/** Waits until a number has not changed for half a second. */
export async function standsStill(read: () => number): Promise<void> {
	for (let last = -1; last !== read(); ) {
		last = read();
		await sleep(500);
	}
}
