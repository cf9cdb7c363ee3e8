/** The install commands of README.md, as they stand there, in a home folder that belongs to a test. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { PACKAGE } from '../support/e2e/nodes';
import { packedPackage } from '../support/e2e/tarball';
import { N8nClient } from '../support/n8n/client';
import { startN8n } from '../support/n8n/host';

const README = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');
const blocks = [...README.matchAll(/^```sh\n([^`]+)```$/gm)].map(([, lines = '']) => lines);

/** The blocks that install the package, as a shell of the machine that runs n8n gets them. */
const installs = blocks
	.filter((lines) => lines.includes(`n8n-nodes-whatsapp-webhooks`) && lines.includes('npm i'))
	.map((lines) => lines.replace(/^docker exec n8n /gm, '').replace(/^docker restart .*$/gm, ''));

test('it names a command for a machine and one for Docker', () => {
	expect(installs).toHaveLength(2);
});

test.each(installs)('n8n has the nodes after: %s', async (lines) => {
	const home = mkdtempSync(join(tmpdir(), 'home-'));
	try {
		// npm takes the next folder above that has one for the place to install into.
		writeFileSync(join(home, 'package.json'), '{"name":"of-somebody","private":true}');
		const command = lines
			.replaceAll('/home/node', '~')
			.replaceAll('n8n-nodes-whatsapp-webhooks', `"$PACKED"`);
		await promisify(execFile)('sh', ['-ec', command], {
			cwd: home,
			env: {
				PATH: process.env.PATH,
				HOME: home,
				PACKED: packedPackage(),
				// The packed file is all that is needed; nothing is asked of a registry.
				npm_config_offline: 'true',
				npm_config_legacy_peer_deps: 'true',
			},
		});
		const host = await startN8n({ userFolder: home });
		try {
			const n8n = new N8nClient(host.baseUrl);
			await n8n.logIn();
			const names = (await n8n.listNodeTypes()).map(({ name }) => name);
			expect(names).toContain(`${PACKAGE}.whatsAppWebhookTrigger`);
		} finally {
			await host.stop();
		}
	} finally {
		rmSync(home, { recursive: true, force: true, maxRetries: 5 });
	}
});
