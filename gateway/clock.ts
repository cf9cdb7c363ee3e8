/** Time as the gateway sees it. Passed in, so that a test can be at any hour and wait for none. */
export interface Clock {
	/** Milliseconds. Only differences mean something unless a clock says otherwise. */
	now(): number;
	/** Ends early, and without an error, when `signal` is aborted. */
	sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

const sleep: Clock['sleep'] = async (milliseconds, signal) =>
	await new Promise<void>((resolve) => {
		if (signal?.aborted) return resolve();
		const wake = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', wake);
			resolve();
		};
		const timer = setTimeout(wake, milliseconds);
		signal?.addEventListener('abort', wake, { once: true });
	});

/** Time since this process started: not moved when somebody sets the machine's clock. */
export const monotonicClock: Clock = { now: () => performance.now(), sleep };

/** Calls `act` every so many milliseconds until the function it gives is called. Keeps no process alive. */
export function every(milliseconds: number, act: () => void): () => void {
	const timer = setInterval(act, milliseconds);
	timer.unref();
	return () => clearInterval(timer);
}

/** Calls `act` once, after so many milliseconds. Keeps no process alive. */
export function after(milliseconds: number, act: () => void): void {
	setTimeout(act, milliseconds).unref();
}
