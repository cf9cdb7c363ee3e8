/** The Node that tests of the SQLite store run with: n8n's own has SQLite, older ones have not. */
import { ensureN8nInstalled } from './n8n/install';
import { runNode } from './run-node';

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
	return await runNode([require.resolve('jest/bin/jest'), ...args, '--ci', '-i'], { node });
}
