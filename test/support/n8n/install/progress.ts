/** How often a step that takes long says so, in milliseconds. */
const EVERY_MS = 2_000;

export type OnProgress = (line: string) => void;

/** Runs one step and reports it with the seconds it has taken: at once, every 2 s, and at its end. */
export async function reportStep<T>(
	onProgress: OnProgress,
	step: string,
	work: () => Promise<T>,
): Promise<T> {
	const since = Date.now();
	const report = () => onProgress(`${step} … ${Math.round((Date.now() - since) / 1000)} s`);
	report();
	const timer = setInterval(report, EVERY_MS);
	try {
		return await work();
	} finally {
		clearInterval(timer);
		report();
	}
}
