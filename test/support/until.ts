import { setTimeout as sleep } from 'node:timers/promises';

/** The first pause between two looks, doubled each time: what comes soon is seen at once. */
const FIRST_PAUSE_MS = 5;

export interface UntilOptions {
	/** What is waited for, for the message when it does not come; if not given, the look itself. */
	what?: string;
	/** Give up after this long, in milliseconds. */
	timeoutMs?: number;
	/** Between two looks at the most, in milliseconds. */
	everyMs?: number;
	/** Added to the message when it gives up: what was seen last. */
	explain?: () => string;
}

/** Looks again and again until `look` gives something other than undefined or false. */
export async function until<T>(
	look: () => T | undefined | false | Promise<T | undefined | false>,
	{ what = String(look), timeoutMs = 10_000, everyMs = 50, explain }: UntilOptions = {},
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, everyMs)) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > deadline) {
			const explanation = explain ? `\n${explain()}` : '';
			throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.${explanation}`);
		}
		await sleep(pause);
	}
}

/** Looks until a number has not changed for half a second. */
export async function untilItStandsStill(read: () => number): Promise<void> {
	for (let last = NaN; last !== read(); ) {
		last = read();
		await sleep(500);
	}
}
