/** What a wish comes to, where no file is in play. The rest stands in local/description.suite.ts. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { StoresOfN8n } from '../../../support/stores-of-n8n';
import type { StoreWish } from '../../../../nodes/shared/host/choose-store';
import { thisMachine } from '../../../../nodes/shared/host/environment';

let user: string;
beforeEach(() => (user = mkdtempSync(join(tmpdir(), 'n8n-'))));
afterEach(() => rmSync(user, { recursive: true, force: true }));

const inFolder = (env: Record<string, string> = {}) =>
	new StoresOfN8n({ ...thisMachine, env: { N8N_USER_FOLDER: user, ...env } });

const QUEUE = {
	EXECUTIONS_MODE: 'queue',
	QUEUE_BULL_REDIS_HOST: 'redis.internal',
	QUEUE_BULL_REDIS_PORT: '6390',
	QUEUE_BULL_REDIS_USERNAME: 'ana',
	QUEUE_BULL_REDIS_PASSWORD: 's3cret',
};
const CLUSTER = { ...QUEUE, QUEUE_BULL_REDIS_CLUSTER_NODES: 'one:7000,two:7001' };
const own = { host: '10.0.0.5', port: 6380, user: 'ana', password: 's3cret' };

test.each<[string, StoreWish, Record<string, string>, object]>([
	['memory', { choice: 'memory' }, QUEUE, { kind: 'memory', where: null }],
	['queue mode', { choice: 'automatic' }, QUEUE, { kind: 'redis', where: 'redis.internal:6390' }],
	['a cluster', { choice: 'automatic' }, CLUSTER, { kind: 'redis', where: 'one:7000, two:7001' }],
	['Redis', { choice: 'redis' }, {}, { kind: 'redis', where: 'localhost:6379' }],
	['a credential', { choice: 'redis', redis: own }, {}, { kind: 'redis', where: '10.0.0.5:6380' }],
])(
	'%s: kind and place, without how to get in, and nobody is asked',
	async (_name, wish, env, here) => {
		const stores = inFolder(env);
		expect(stores.preflight(wish)).toEqual({ ...here, why: null });
		expect(await stores.describe(wish)).toEqual({ ...here, why: null });
		expect(readdirSync(user)).toEqual([]);
		await stores.closeAll();
	},
);

test('a Node without SQLite: memory, because of that', async () => {
	const builtin = jest.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined as never);
	const stores = inFolder();
	const here = { kind: 'memory', where: null, why: expect.stringContaining('has no SQLite') };
	expect(stores.preflight({ choice: 'automatic' })).toEqual(here);
	expect(await stores.describe({ choice: 'automatic' })).toEqual(here);
	expect(stores.preflight({ choice: 'local' })).toEqual(here);
	builtin.mockRestore();
	await stores.closeAll();
});
