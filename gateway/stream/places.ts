/** A number of places, and who waits for one: what keeps a burst from being all under way at once. */
export class Places {
	private readonly waiting: Array<() => void> = [];
	private taken = 0;

	constructor(private readonly most: number) {}

	/** Places taken now. */
	get size(): number {
		return this.taken;
	}

	/**
	 * Takes a place, waiting for one to be left if need be, in order of asking. Gives the function
	 * that leaves it again, or null when `signal` is aborted first.
	 */
	async take(signal: AbortSignal): Promise<(() => void) | null> {
		while (this.taken >= this.most && !signal.aborted) await this.nextLeft(signal);
		if (signal.aborted) return null;
		this.taken++;
		let left = false;
		return () => {
			if (left) return;
			left = true;
			this.taken--;
			this.waiting.shift()?.();
		};
	}

	private async nextLeft(signal: AbortSignal): Promise<void> {
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
