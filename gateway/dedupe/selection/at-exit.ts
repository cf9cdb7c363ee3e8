/** Calls `act` when this process ends, unless it is killed. */
export function atExit(act: () => void): void {
	process.once('exit', act);
}
