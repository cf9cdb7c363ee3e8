/** Tests have an n8n folder of their own: what they remember is nobody else's, and gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { closeStores } from '../../gateway/dedupe/selection/open';

/** Some start a server, or wait for up to 20 s for what takes none: 5 s are too few on a busy machine. */
jest.setTimeout(30_000);

const folder = mkdtempSync(join(tmpdir(), 'n8n-unit-'));
process.env.N8N_USER_FOLDER = folder;

afterAll(async () => {
	await closeStores();
	rmSync(folder, { recursive: true, force: true });
});
