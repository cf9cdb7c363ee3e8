/** Lets only so many things be under way at a time. The others wait, in the order in which they asked. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];
	private held = 0;

	constructor(private readonly limit: number) {}

	/** How many are under way now. */
	get inUse(): number {
		return this.held;
	}

	/**
	 * Waits for its turn. Gives the function that ends it, which may be called again; null when
	 * `signal` is aborted first.
	 */
	async acquire(signal: AbortSignal): Promise<(() => void) | null> {
		while (this.held >= this.limit && !signal.aborted) await this.nextRelease(signal);
		if (signal.aborted) return null;
		this.held++;
		let released = false;
		return () => {
			if (released) return;
			released = true;
			this.held--;
			this.waiting.shift()?.();
		};
	}

	private async nextRelease(signal: AbortSignal): Promise<void> {
		await new Promise<void>((resolve) => {
			const wake = () => {
				signal.removeEventListener('abort', wake);
				const index = this.waiting.indexOf(wake);
				if (index >= 0) this.waiting.splice(index, 1);
				resolve();
			};
			this.waiting.push(wake);
			signal.addEventListener('abort', wake, { once: true });
		});
	}
}
