/**
 * Claims in a file where this machine can keep one, else in the memory of this process. Which of
 * the two turns out on first use; calls that come meanwhile wait for it.
 */
import {
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
	type UnavailableReason,
} from '../core/store';
import { MemoryStore } from '../stores/memory';
import type { Log } from '../resilience/outage';

/** What waiting does not mend: this machine has no such file, and will have none. */
const FOR_GOOD: ReadonlySet<UnavailableReason> = new Set(['unsupported', 'read-only', 'broken']);

export class LocalOrMemoryStore implements ClaimStore {
	private opening: Promise<ClaimStore> | null = null;
	private opened: ClaimStore | null = null;
	private whyMemory: string | null = null;

	constructor(
		/** Opens the file, or fails with a `StoreUnavailableError` that says why it cannot. */
		private readonly openFile: () => Promise<ClaimStore>,
		private readonly log: Log,
	) {}

	get isOpen(): boolean {
		return this.opened !== null;
	}

	/** Why it turned out to be memory; null: it is the file, or not open yet. */
	get fellBackBecause(): string | null {
		return this.whyMemory;
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const store = this.opened ?? (await this.open());
		return await store.claim(keys, holder, leaseMs);
	}

	async confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void> {
		const store = this.opened ?? (await this.open());
		await store.confirm(keys, holder, keepMs);
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		const store = this.opened ?? (await this.open());
		await store.release(keys, holder);
	}

	async close(): Promise<void> {
		// Where it is open, without waiting first: a process that is ending waits for nothing.
		const store = this.opened ?? (await this.opening?.catch(() => null));
		await store?.close();
	}

	/**
	 * Opens it, unless it is open. Fails with a `StoreUnavailableError` where waiting may help; the
	 * next call then tries again.
	 */
	async open(): Promise<ClaimStore> {
		this.opening ??= this.openFileOrMemory().then(
			(store) => (this.opened = store),
			(error: unknown) => {
				this.opening = null;
				throw error;
			},
		);
		return await this.opening;
	}

	private async openFileOrMemory(): Promise<ClaimStore> {
		try {
			return await this.openFile();
		} catch (error) {
			if (!(error instanceof StoreUnavailableError && FOR_GOOD.has(error.reason))) throw error;
			this.log.warn(
				`WhatsApp: event ids are kept in memory until n8n restarts, and not shared with other n8n processes: ${error.message}`,
			);
			this.whyMemory = error.message;
			return new MemoryStore();
		}
	}
}
