import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** For `node --require`: ends a Node process when the one that started it is gone. */
export const DIE_WITH_PARENT_SCRIPT = join(__dirname, 'die-with-parent.cjs');

/** The process groups that must not outlive this process, by the id of their first process. */
const groups = new Set<number>();
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the group of this child when this process ends, however it ends (short of `kill -9`, for
 * which there is DIE_WITH_PARENT_SCRIPT). The child must have been spawned with `detached: true`.
 * Returns the function that takes it off the list again.
 */
export function endWithThisProcess(pid: number): () => void {
	if (groups.size === 0) {
		process.on('exit', killGroups);
		for (const signal of SIGNALS) process.on(signal, onSignal);
	}
	groups.add(pid);
	return () => {
		groups.delete(pid);
		if (groups.size === 0) stopListening();
	};
}

/** Sends a signal to a child and everything it started. A group that is gone already is fine. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		if (process.platform === 'win32') {
			execFileSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
		} else {
			process.kill(-pid, signal);
		}
	} catch {
		// Already gone.
	}
}

function killGroups(): void {
	for (const pid of groups) signalGroup(pid, 'SIGKILL');
}

/** Without another listener a signal ends this process, as it would have without this module. */
function onSignal(signal: NodeJS.Signals): void {
	if (process.listenerCount(signal) > 1) return;
	killGroups();
	stopListening();
	process.kill(process.pid, signal);
}

function stopListening(): void {
	process.off('exit', killGroups);
	for (const signal of SIGNALS) process.off(signal, onSignal);
}
