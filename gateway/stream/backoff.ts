/** How long to wait before a stream is opened again. All times in milliseconds. */

/** Where the server names no time of its own. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;

/** A server that asks for no wait at all would make this a busy loop. */
const SHORTEST_WAIT_MS = 500;

/**
 * A server that asks for more, by `retry:` or `Retry-After`, is taken to be mistaken: nobody would
 * notice that nothing comes any more. (And a timer of 25 days or more fires at once.)
 */
const LONGEST_ASKED_MS = 3_600_000;

/** However long the wait, spread over no more than this. */
const WIDEST_SPREAD_MS = 10_000;

export interface Waiting {
	/** Tries since a connection last brought an event or lasted, this one included: 1, 2, 3 … */
	failures: number;
	/** What the stream's `retry:` field said; null when it said nothing. */
	retryMs: number | null;
	/** What `Retry-After` of the last answer said; null when it said nothing. */
	retryAfterMs: number | null;
}

/**
 * Doubled with each failure, and never shorter than what the server asked for within reason.
 * `random` (0 to 1) spreads the clients that a restarting server lost all at once.
 */
export function reconnectWait(
	{ failures, retryMs, retryAfterMs }: Waiting,
	random: () => number,
): number {
	const asked = Math.min(retryMs ?? FIRST_WAIT_MS, LONGEST_ASKED_MS);
	const first = Math.max(asked, SHORTEST_WAIT_MS);
	const doubled = first * 2 ** Math.min(failures - 1, 16);
	const backoff = Math.min(doubled, Math.max(first, LONGEST_WAIT_MS));
	const wait = Math.max(backoff, Math.min(retryAfterMs ?? 0, LONGEST_ASKED_MS));
	return wait + random() * Math.min(wait / 2, WIDEST_SPREAD_MS);
}
