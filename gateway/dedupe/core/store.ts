/**
 * Where claims live. A claim says: this process is about to start the execution that carries this
 * event. It is confirmed once the execution exists, released when it will not, and free again after
 * its lease when whoever held it has died.
 *
 * A store is one file that fulfils this interface and passes the suite every store runs.
 */

/**
 * The result of trying to claim one key:
 * - `claimed`: the caller holds it now (or still: claiming again renews the lease);
 * - `held`: another caller holds it, and its outcome is not known yet;
 * - `confirmed`: its execution exists.
 */
export type ClaimState = 'claimed' | 'held' | 'confirmed';

/**
 * Any call but `close` may fail with a `StoreUnavailableError`, and with nothing else, after
 * `ANSWER_WITHIN_MS` at most. What a failed call did is unknown: the store may still do it.
 */
export interface ClaimStore {
	/**
	 * Claims all `keys` for `holder` in one atomic step and says for each, in order, what came of
	 * it. `leaseMs`: how long a claim lives when it is neither confirmed nor released. All keys of
	 * one call are of one scope (see `key.ts`).
	 */
	claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]>;
	/**
	 * Remembers the keys as run, for `keepMs`, whoever holds them by now: the execution exists.
	 * Never shortens how long a confirmed key is remembered.
	 */
	confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void>;
	/** Frees those of the keys that `holder` still holds. Never frees a confirmed one. */
	release(keys: readonly string[], holder: string): Promise<void>;
	/** Ends the connection, if there is one. A closed store is not used again. */
	close(): Promise<void>;
}

/**
 * No request waits longer than this for a store: a provider that gets no answer within seconds
 * sends again, and every delivery that waits costs the n8n process memory.
 */
export const ANSWER_WITHIN_MS = 1_500;

/**
 * Why a store cannot be used:
 * - `unsupported`: never on this machine, whatever happens (no SQLite in this Node, no folder);
 * - `unreachable`: there is no answer, or none in time;
 * - `locked`: another process keeps it locked;
 * - `full`, `read-only`: it cannot be written to;
 * - `refused`: it does not let this user in;
 * - `broken`: anything else.
 */
export type UnavailableReason =
	| 'unsupported'
	| 'unreachable'
	| 'locked'
	| 'full'
	| 'read-only'
	| 'refused'
	| 'broken';

/** A store that cannot be used now. Its message is one sentence for the operator's log. */
export class StoreUnavailableError extends Error {
	override readonly name = 'StoreUnavailableError';

	constructor(
		readonly reason: UnavailableReason,
		message: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** The store was not even asked, because it has just failed: nothing of the call was done. */
export class NotAskedError extends StoreUnavailableError {
	constructor(why: StoreUnavailableError) {
		super(why.reason, why.message, { cause: why });
	}
}
