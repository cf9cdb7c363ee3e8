/** A long step, shown while it goes: a spinner on a terminal, a line now and then anywhere else. */
/** Without a terminal every line stays, so they come seldom. */
const QUIET_EVERY_MS = 15_000;

export async function withProgress<T>(
	step: string,
	work: (onProgress: (line: string) => void) => Promise<T>,
): Promise<T> {
	// An ES module only: not to be had by `require`.
	const { default: ora } = await import('ora');
	const spinner = ora({ text: step, discardStdin: false }).start();
	let lastShown = Date.now();
	try {
		const result = await work((line) => {
			spinner.text = `${step}: ${line}`;
			if (spinner.isEnabled || Date.now() - lastShown < QUIET_EVERY_MS) return;
			lastShown = Date.now();
			console.log(`  ${line}`);
		});
		spinner.succeed(step);
		return result;
	} catch (error) {
		spinner.fail(step);
		throw error;
	}
}
