import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';

import { packedPackage } from './tarball';

/** The folder was made for the tarball alone. */
export default async function tearDown(): Promise<void> {
	await rm(dirname(packedPackage()), { recursive: true, force: true });
}
