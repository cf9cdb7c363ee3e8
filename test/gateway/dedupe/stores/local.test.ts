/**
 * The SQLite store's suites need a Node with SQLite, which is what n8n runs on. On such a Node they
 * run right here; on an older one, all the same, in the Node that the tests run n8n with.
 */
import { join } from 'node:path';

import { findNodeWithSqlite, hasSqlite, runJest } from '../../../support/node-with-sqlite';

/** Installing n8n, the first time, takes minutes. */
const INSTALL_AND_RUN_MS = 30 * 60_000;

if (hasSqlite) {
	describe.each(['contract', 'time', 'failures', 'processes', 'description'])('%s', (name) => {
		jest.requireActual(`./local/${name}.suite`);
	});
} else {
	test(
		'the suites of the SQLite store pass in a Node that has SQLite',
		async () => {
			const config = join(__dirname, 'local', 'jest.config.js');
			const { code, output } = await runJest(await findNodeWithSqlite(), ['--config', config]);
			if (code !== 0) throw new Error(output);
			expect(output).toMatch(/Test Suites: 5 passed, 5 total/);
		},
		INSTALL_AND_RUN_MS,
	);
}
