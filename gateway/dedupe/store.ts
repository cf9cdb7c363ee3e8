/**
 * Where claims live. A claim says: this process is about to start the execution that carries this
 * event. It is confirmed once the execution exists, released when it will not, and free again after
 * its lease when whoever held it has died.
 *
 * A store is one file that fulfils this interface and passes the suite every store runs.
 */

/**
 * What came of trying to claim one key:
 * - `claimed`: the caller holds it now (or still: claiming again renews the lease);
 * - `held`: another caller holds it, its outcome is open;
 * - `confirmed`: its execution exists.
 */
export type ClaimState = 'claimed' | 'held' | 'confirmed';

export interface ClaimStore {
	/** For logs and messages. */
	readonly name: string;
	/**
	 * Claims all `keys` for `holder` in one atomic step and says for each, in order, what came of
	 * it. `leaseMs`: how long a claim lives when it is neither confirmed nor released.
	 */
	claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]>;
	/** Remembers the keys as run, for `keepMs`, whoever holds them by now: the execution exists. */
	confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void>;
	/** Frees those of the keys that `holder` still holds. Never frees a confirmed one. */
	release(keys: readonly string[], holder: string): Promise<void>;
	close(): Promise<void>;
}
