/** Once for all end-to-end tests: the package is packed, and n8n is there to put it into. */
import { join } from 'node:path';

import { ensureN8nInstalled } from '../n8n/install';
import { packPackage } from '../n8n/pack';
import { assertBuilt } from './built';
import { TARBALL } from './tarball';

const PROJECT = join(__dirname, '..', '..', '..');

export default async function setUp(): Promise<void> {
	await assertBuilt(PROJECT);
	process.env[TARBALL] = await packPackage(PROJECT);
	await ensureN8nInstalled({ onProgress: (line) => console.log(line) });
}
