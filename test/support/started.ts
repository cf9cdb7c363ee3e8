/** What was started, to be ended again: by whoever started it, or when a start fails half-way. */
type End = () => Promise<unknown>;

export class Started {
	private readonly ends: End[] = [];

	/** To be called at once when something has been started. */
	endLater(end: End): void {
		this.ends.push(end);
	}

	/** Ends everything, the last first. What cannot be ended keeps nothing else from its end. */
	async end(): Promise<void> {
		const failures: unknown[] = [];
		for (const end of this.ends.splice(0).reverse()) {
			await end().catch((error: unknown) => failures.push(error));
		}
		if (failures.length > 0) throw failures[0];
	}

	/** Starts something of several parts. When that fails, the parts that run already are ended. */
	static async all<T>(start: (started: Started) => Promise<T>): Promise<T> {
		const started = new Started();
		try {
			return await start(started);
		} catch (error) {
			// Why it did not start is of more interest than what else goes wrong now.
			await started.end().catch(() => {});
			throw error;
		}
	}
}
