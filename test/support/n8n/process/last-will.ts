/**
 * For programs that are not Node and know nothing of whoever started them (Redis, PostgreSQL), and
 * for what else must not stay behind. Not on Windows, where there is no `sh`.
 */
import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/**
 * Runs these lines of shell when this process is gone, however it ended, `kill -9` included. They
 * get `args` as `$1`, `$2` and so on. Returns the function that takes it back.
 *
 * A shell waits at the end of a pipe, in a group of its own, so that a Ctrl-C does not reach it. The
 * pipe closes by itself when this process ends; a line in it says that all is well.
 */
export function lastWill(script: string, args: readonly string[]): () => void {
	if (process.platform === 'win32') return () => {};
	const shell = spawn('sh', ['-c', `read -r line || { ${script}\n}`, 'last-will', ...args], {
		stdio: ['pipe', 'ignore', 'ignore'],
		detached: true,
	});
	// Neither keeps this process from ending, nor does its end disturb it.
	shell.on('error', () => {}).unref();
	const pipe = shell.stdin as Socket;
	pipe.on('error', () => {}).unref();
	return () => pipe.end('all is well\n');
}
