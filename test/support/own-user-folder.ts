/** Tests have an n8n folder of their own: what they remember is nobody else's, and gone afterwards. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { closeStores } from '../../gateway/dedupe/open';

const folder = mkdtempSync(join(tmpdir(), 'n8n-unit-'));
process.env.N8N_USER_FOLDER = folder;

afterAll(async () => {
	await closeStores();
	rmSync(folder, { recursive: true, force: true });
});
