/** Calls `act` when this process ends, however it ends but by a kill. */
export function atExit(act: () => void): void {
	process.once('exit', act);
}
