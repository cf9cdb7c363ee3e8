/** Time as the gateway sees it. Passed in, so that a test can be at any hour and wait for none. */
export interface Clock {
	/** Milliseconds. Only differences mean something unless a clock says otherwise. */
	now(): number;
	sleep(milliseconds: number): Promise<void>;
}

const sleep = async (milliseconds: number) =>
	await new Promise<void>((resolve) => {
		setTimeout(resolve, milliseconds);
	});

/** Time since this process started: not moved when somebody sets the machine's clock. */
export const monotonicClock: Clock = { now: () => performance.now(), sleep };
