import { setTimeout as sleep } from 'node:timers/promises';

export interface UntilOptions {
	/** What is waited for, for the message when it does not come. */
	what: string;
	/** Give up after this long, in milliseconds. */
	timeoutMs: number;
	/** Between two looks, in milliseconds. */
	everyMs?: number;
	/** Added to the message when it gives up: what was seen last. */
	explain?: () => string;
}

/** Looks again and again until `look` gives something other than undefined or false. */
export async function until<T>(
	options: UntilOptions,
	look: () => Promise<T | undefined | false>,
): Promise<T> {
	const deadline = Date.now() + options.timeoutMs;
	for (;;) {
		const found = await look();
		if (found !== undefined && found !== false) return found;
		if (Date.now() > deadline) {
			const explanation = options.explain?.();
			throw new Error(
				`Waited ${options.timeoutMs / 1000} s in vain for ${options.what}.${explanation ? `\n${explanation}` : ''}`,
			);
		}
		await sleep(options.everyMs ?? 50);
	}
}
