/**
 * How long one delivery takes on its way in: `tsx bench/intake.ts`. Measured with the Node that n8n
 * runs on, which is newer than the oldest one the rest of this repository works with.
 */
import { findNodeWithSqlite } from '../test/support/node-with-sqlite';
import { runBundled } from './support/run-bundled';

async function main(): Promise<void> {
	await runBundled('intake', await findNodeWithSqlite());
}

void main();
