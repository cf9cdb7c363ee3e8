/** Writes into README.md what each provider can do, as the adapters themselves say it. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { withCapabilities } from './capabilities/readme';

const README = join(__dirname, '..', 'README.md');

async function main(): Promise<void> {
	const before = await readFile(README, 'utf8');
	const after = withCapabilities(before);
	await writeFile(README, after);
	console.log(before === after ? 'README.md is up to date.' : 'README.md was brought up to date.');
}

main().catch((error: unknown) => {
	console.error(error);
	process.exit(1);
});
