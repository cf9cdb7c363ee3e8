/** The stores of one process: opened when needed, shared by whoever means the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { LocalOrMemoryStore } from '../../../../gateway/dedupe/selection/local-or-memory';
import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { StoresOfN8n } from '../../../support/stores-of-n8n';
import { StoreUnavailableError } from '../../../../gateway/dedupe/core/store';
import { thisMachine } from '../../../../nodes/shared/host/environment';
import { RedisServer } from '../../../support/redis/server';
import { freshKeys, KEEP_MS, LEASE_MS } from '../stores/store-contract';

let folder: string;
let stores: StoresOfN8n;
let warnings: string[];
const log = { info: () => {}, warn: (line: string) => void warnings.push(line) };

const inFolder = (env: Record<string, string> = {}) =>
	new StoresOfN8n({ ...thisMachine, env: { N8N_USER_FOLDER: folder, ...env } });

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'n8n-'));
	warnings = [];
	stores = inFolder();
});
afterEach(async () => {
	await stores.closeAll();
	rmSync(folder, { recursive: true, force: true });
});

test('two wishes that come to the same are one store, others are not', () => {
	const automatic = stores.open({ choice: 'automatic' });
	expect(stores.open({ choice: 'local' })).toBe(automatic);
	expect(stores.open({ choice: 'memory' })).not.toBe(automatic);
	const redis = { host: '127.0.0.1', port: 1 };
	expect(stores.open({ choice: 'redis', redis })).toBe(stores.open({ choice: 'automatic', redis }));
	expect(stores.open({ choice: 'redis', redis: { ...redis, password: 'x' } })).not.toBe(
		stores.open({ choice: 'redis', redis }),
	);
});

test('where no file can be had, it is memory, and the log says so once', async () => {
	writeFileSync(join(folder, '.n8n'), 'a file where the folder should be');
	const store = stores.open({ choice: 'automatic' }, log);
	const keys = freshKeys(10);
	await Promise.all(keys.map(async (key) => await store.claim([key], 'A', LEASE_MS)));
	await store.confirm(keys, 'A', KEEP_MS);
	expect(new Set(await store.claim(keys, 'B', LEASE_MS))).toEqual(new Set(['confirmed']));
	expect(stores.preflight({ choice: 'automatic' })).toMatchObject({ kind: 'memory' });
	expect(warnings).toEqual([expect.stringContaining('kept in memory')]);
});

describe('in queue mode', () => {
	let server: RedisServer;
	let processes: StoresOfN8n[];
	beforeEach(async () => {
		server = await RedisServer.start(['requirepass s3cret']);
		processes = [];
	});
	afterEach(async () => {
		for (const process of processes) await process.closeAll();
		await server.end();
	});

	test('it is n8n’s Redis, shared with the other processes', async () => {
		const env = {
			EXECUTIONS_MODE: 'queue',
			QUEUE_BULL_REDIS_HOST: '127.0.0.1',
			QUEUE_BULL_REDIS_PORT: String(server.port),
			QUEUE_BULL_REDIS_PASSWORD: 's3cret',
		};
		processes = [inFolder(env), inFolder(env)];
		const keys = freshKeys(3);
		const answers: unknown[] = [];
		for (const [index, process] of processes.entries()) {
			const store = process.open({ choice: 'automatic' }, log);
			answers.push(...(await store.claim(keys, `holder ${index}`, LEASE_MS)));
		}
		expect(answers).toEqual(['claimed', 'claimed', 'claimed', 'held', 'held', 'held']);
		expect(warnings).toEqual([]);
	});
});

test('a store that is closed is opened anew for whoever comes later', async () => {
	const before = stores.open({ choice: 'memory' });
	await stores.closeAll();
	expect(stores.open({ choice: 'memory' })).not.toBe(before);
});

describe('opening', () => {
	test('happens once, however many come at once, and not before', async () => {
		let openings = 0;
		const store = new LocalOrMemoryStore(async () => {
			openings++;
			await new Promise((resolve) => setTimeout(resolve, 50));
			return new MemoryStore();
		}, log);
		expect(store.isOpen).toBe(false);
		expect(openings).toBe(0);
		const [key = ''] = freshKeys(1);
		const states = await Promise.all(
			Array.from(
				{ length: 20 },
				async (_, index) => await store.claim([key], `${index}`, LEASE_MS),
			),
		);
		expect(openings).toBe(1);
		expect(states.flat().filter((state) => state === 'claimed')).toHaveLength(1);
		expect(store.isOpen).toBe(true);
	});

	test('that fails is tried again by the next who comes', async () => {
		let openings = 0;
		const store = new LocalOrMemoryStore(async () => {
			if (openings++ === 0) throw new StoreUnavailableError('locked', 'not now');
			return new MemoryStore();
		}, log);
		await expect(store.claim(freshKeys(1), 'A', LEASE_MS)).rejects.toThrow('not now');
		expect(await store.claim(freshKeys(1), 'A', LEASE_MS)).toEqual(['claimed']);
	});
});

describe('a Redis of a credential', () => {
	let server: RedisServer;
	let now = 0;
	beforeEach(async () => {
		server = await RedisServer.start();
		stores = new StoresOfN8n(
			{ ...thisMachine, env: { N8N_USER_FOLDER: folder } },
			{ now: () => now },
		);
	});
	afterEach(async () => await server.end());

	const wish = () =>
		({ choice: 'redis', redis: { host: '127.0.0.1', port: server.port } }) as const;

	test('that nobody asks for any more, because the credential was changed, is disconnected', async () => {
		const store = stores.open(wish(), log);
		await store.claim(freshKeys(1), 'A', LEASE_MS);
		expect(await server.connections()).toBe(1);

		now += 600_000;
		await stores.closeUnused();
		expect(await server.connections()).toBe(1);
		expect(stores.open(wish(), log)).toBe(store);

		now += 600_001;
		await stores.closeUnused();
		expect(stores.open(wish(), log)).toBe(store);

		now += 660_001;
		await stores.closeUnused();
		expect(await server.connections()).toBe(0);

		const [key = ''] = freshKeys(1);
		expect(await stores.open(wish(), log).claim([key], 'A', LEASE_MS)).toEqual(['claimed']);
	});

	test('that has not been told everything stays', async () => {
		const store = stores.open(wish(), log);
		const [key = ''] = freshKeys(1);
		await store.claim([key], 'A', LEASE_MS);
		await server.kill();
		await store.confirm([key], 'A', KEEP_MS);
		now += 700_000;
		await stores.closeUnused();
		expect(stores.open(wish(), log)).toBe(store);
	});
});
