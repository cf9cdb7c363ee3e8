/** The Node that tests of the SQLite store run with: n8n's own has SQLite, older ones have not. */
import { spawn } from 'node:child_process';

import { ensureN8nInstalled } from './n8n/install';

export const hasSqlite = process.getBuiltinModule('node:sqlite') !== undefined;

/** The running Node, or the pinned one that runs n8n in the tests (installed when it is missing). */
export async function findNodeWithSqlite(): Promise<string> {
	if (hasSqlite) return process.execPath;
	const { nodeBinary } = await ensureN8nInstalled({
		onProgress: (line) => process.stderr.write(`${line}\n`),
	});
	return nodeBinary;
}

/** Runs Jest with these arguments in that Node. Gives all it printed. */
export async function runJest(
	node: string,
	args: readonly string[],
): Promise<{ code: number | null; output: string }> {
	const child = spawn(node, [require.resolve('jest/bin/jest'), ...args, '--ci', '-i'], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const code = await new Promise<number | null>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	return { code, output };
}
