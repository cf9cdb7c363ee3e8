/** A store that is opened when it is first used. Whoever comes meanwhile waits for the same. */
import type { ClaimState, ClaimStore } from './store';

export class LazyStore implements ClaimStore {
	private opening: Promise<ClaimStore> | null = null;
	private opened: ClaimStore | null = null;

	constructor(
		private readonly expectedName: string,
		/** What it fails with is what the call fails with; the next call tries again. */
		private readonly open: () => Promise<ClaimStore>,
	) {}

	/** What it turned out to be, once it is open. */
	get name(): string {
		return this.opened?.name ?? this.expectedName;
	}

	get isOpen(): boolean {
		return this.opened !== null;
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const store = this.opened ?? (await this.openOnce());
		return await store.claim(keys, holder, leaseMs);
	}

	async confirm(keys: readonly string[], holder: string, keepMs: number): Promise<void> {
		const store = this.opened ?? (await this.openOnce());
		await store.confirm(keys, holder, keepMs);
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		const store = this.opened ?? (await this.openOnce());
		await store.release(keys, holder);
	}

	async close(): Promise<void> {
		const store = await this.opening?.catch(() => null);
		await store?.close();
	}

	/** Opens it, unless it is open, for who wants to know what it turns out to be. */
	async openOnce(): Promise<ClaimStore> {
		this.opening ??= this.open().then(
			(store) => (this.opened = store),
			(error: unknown) => {
				this.opening = null;
				throw error;
			},
		);
		return await this.opening;
	}
}
