/** How quick and how large the stores of claims are: `tsx bench/dedupe.ts [ids]`. */
import { findNodeWithSqlite } from '../test/support/node-with-sqlite';
import { runBundled } from './support/run-bundled';

async function main(): Promise<void> {
	await runBundled('dedupe', await findNodeWithSqlite());
}

void main();
