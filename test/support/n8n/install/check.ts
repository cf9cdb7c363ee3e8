import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The native modules without which n8n does not start with SQLite. */
const NATIVE_MODULES = ['sqlite3', 'isolated-vm'];

/**
 * Shows that what was installed can run here: the pinned Node starts and loads the native modules,
 * and n8n says its version. Found now, a missing C library costs a sentence instead of a riddle in
 * the log of n8n.
 */
export async function checkInstall(folder: string, nodeBinary: string): Promise<void> {
	for (const name of NATIVE_MODULES) {
		await run(nodeBinary, ['-e', `require(${JSON.stringify(name)})`], { cwd: folder });
	}
	await run(nodeBinary, [n8nScript(folder), '--version'], { cwd: folder });
}

/** The file that the command `n8n` runs. */
export function n8nScript(folder: string): string {
	return join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}
