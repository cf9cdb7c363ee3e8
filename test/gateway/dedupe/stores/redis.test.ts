import { RedisStore } from '../../../../gateway/dedupe/stores/redis';
import type { RedisSettings } from '../../../../gateway/dedupe/stores/redis/settings';
import { ANSWER_WITHIN_MS, type ClaimStore } from '../../../../gateway/dedupe/core/store';
import { makeCertificate } from '../../../support/redis/certificate';
import { startCluster } from '../../../support/redis/cluster';
import { OlderRedis } from '../../../support/redis/older';
import { RedisServer } from '../../../support/redis/server';
import { until } from '../../../support/until';
import { claimOrReason } from './claim-or-reason';
import { redisUnderTest, settingsFor } from './redis-store';
import { freshKeys, KEEP_MS, LEASE_MS, storeContract } from './store-contract';
import { checkStore } from './store-property';

jest.setTimeout(60_000);

/** Whatever a test opened and started ends with it, also when it fails. */
const cleanUps: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function open(settings: RedisSettings): RedisStore {
	const store = new RedisStore(settings);
	cleanUps.push(async () => await store.close());
	return store;
}

async function start(...how: Parameters<typeof RedisServer.start>): Promise<RedisServer> {
	const server = await RedisServer.start(...how);
	cleanUps.push(async () => await server.end());
	return server;
}

/** Tries until the store answers again. */
async function untilItWorks(store: ClaimStore): Promise<void> {
	await until(async () => Array.isArray(await claimOrReason(store)), {
		what: 'the store to work again',
		timeoutMs: 20_000,
	});
}

describe('one server', () => {
	describe('the contract', () => {
		storeContract(async () => {
			const server = await RedisServer.start();
			return await redisUnderTest([server], settingsFor(server.port));
		});
	});

	test('any interleaving of claims, confirmations, releases, time and crashes', async () => {
		const server = await RedisServer.start();
		const { restart, ...stores } = await redisUnderTest([server], settingsFor(server.port));
		try {
			await checkStore(stores, {
				runs: 100,
				afterCrash: async (store) => await restart(store as RedisStore),
			});
		} finally {
			await stores.end();
		}
	});
});

test('an answer that came while the process was busy with something else counts', async () => {
	const server = await start();
	const store = open(settingsFor(server.port));
	await claimOrReason(store);
	const asked = claimOrReason(store);
	// The client sends by an immediate, which it has set by then: the one behind it runs when the
	// question is on its way, and before anything is read.
	for (let step = 0; step < 20; step++) await null;
	await new Promise((resolve) => setImmediate(resolve));
	// The process is then busy for longer than a store may take.
	const until = performance.now() + ANSWER_WITHIN_MS + 500;
	while (performance.now() < until);
	expect(await asked).toEqual(['claimed']);
});

test("a claim whose holder died is free though the server's clock went back by an hour", async () => {
	const server = await start();
	const store = open(settingsFor(server.port));
	const keys = freshKeys(1);
	expect(await claimOrReason(store, keys, 'A')).toEqual(['claimed']);
	const [name = ''] = (await server.command('KEYS', '*')) as string[];
	await server.command('PEXPIRE', name, String(3_600_000 + LEASE_MS));
	expect(await claimOrReason(store, keys, 'B')).toEqual(['claimed']);
	expect(await claimOrReason(store, keys, 'A')).toEqual(['held']);
});

describe('a cluster of three', () => {
	storeContract(async () => {
		const { servers } = await startCluster();
		const ports = servers.map(({ port }) => port);
		return await redisUnderTest(servers, settingsFor(ports));
	});
});

describe('who may come in', () => {
	let server: RedisServer;
	let store: RedisStore;

	test('a user with the password, in a database of its own', async () => {
		server = await start(['requirepass hunter2']);
		store = open(settingsFor(server.port, { password: 'hunter2', database: 5 }));
		expect(await claimOrReason(store)).toEqual(['claimed']);
	});

	test.each([
		['without the password', { password: '' }],
		['with a wrong one', { password: 'hunter3' }],
	])('not %s', async (_name, over) => {
		server = await start(['requirepass hunter2']);
		store = open(settingsFor(server.port, over));
		expect(await claimOrReason(store)).toBe('refused');
		const error = await store.claim(freshKeys(1), 'A', LEASE_MS).catch(String);
		expect(error).toMatch(/NOAUTH|WRONGPASS/);
		expect(error).not.toContain('hunter');
	});

	test('a user with no more rights than the store needs', async () => {
		server = await start(['user n8n on >hunter2 ~bull:* +evalsha +eval +get +set +pttl +del']);
		const known = { username: 'n8n', password: 'hunter2', prefix: 'bull' };
		store = open(settingsFor(server.port, known));
		const [key = ''] = freshKeys(1);
		expect(await claimOrReason(store, [key])).toEqual(['claimed']);
		await store.release([key], 'A');
		expect(await claimOrReason(store, [key], 'B')).toEqual(['claimed']);
		await store.confirm([key], 'B', KEEP_MS);
		expect(await claimOrReason(store, [key])).toEqual(['confirmed']);
	});

	test('a user whose rights end elsewhere is told so', async () => {
		server = await start(['user n8n on >hunter2 ~other:* +@all']);
		store = open(settingsFor(server.port, { username: 'n8n', password: 'hunter2' }));
		expect(await claimOrReason(store)).toBe('refused');
	});

	describe('with TLS', () => {
		const settings = [
			'port 0',
			'tls-port {port}',
			'tls-cert-file {folder}/cert.pem',
			'tls-key-file {folder}/key.pem',
			'tls-ca-cert-file {folder}/cert.pem',
			'tls-auth-clients no',
		];

		test('a certificate nobody vouches for is refused, unless the user says so', async () => {
			server = await start(settings, async ({ folder }) => await makeCertificate(folder));
			store = open(settingsFor(server.port, { tls: { serverName: '', verify: true } }));
			expect(await claimOrReason(store)).toBe('unreachable');
			store = open(settingsFor(server.port, { tls: { serverName: 'localhost', verify: false } }));
			expect(await claimOrReason(store)).toEqual(['claimed']);
		});
	});
});

test('a server older than Redis 7, which does not know SET with both NX and GET', async () => {
	const server = await start();
	const older = await OlderRedis.before(server.port);
	cleanUps.push(async () => await older.end());
	const store = open(settingsFor(older.port));
	const [key = ''] = freshKeys(1);
	expect(await claimOrReason(store, [key], 'A')).toEqual(['claimed']);
	expect(await claimOrReason(store, [key], 'A')).toEqual(['claimed']);
	expect(await claimOrReason(store, [key], 'B')).toEqual(['held']);
	await store.confirm([key], 'A', KEEP_MS);
	expect(await claimOrReason(store, [key], 'B')).toEqual(['confirmed']);
	// Once told, it does not ask again.
	expect(older.refusals).toBe(1);
});

describe('what is kept', () => {
	test('one key for each event, under the prefix, with an end', async () => {
		const server = await start();
		const store = open(settingsFor(server.port, { prefix: 'mine' }));
		const keys = freshKeys(3);
		await claimOrReason(store, keys);
		await store.confirm(keys.slice(1), 'A', KEEP_MS);
		const names = (await server.command('KEYS', '*')) as string[];
		expect(names.sort()).toEqual(
			keys.map((key) => `mine:whatsapp:{${key.slice(0, 4)}}${key.slice(4)}`).sort(),
		);
		for (const name of names) expect(await server.command('PTTL', name)).toBeGreaterThan(0);
	});
});

describe('when Redis fails', () => {
	let server: RedisServer;
	let store: RedisStore;
	beforeEach(async () => {
		server = await start();
		store = open(settingsFor(server.port));
		await claimOrReason(store);
	});

	test('paused: no claim waits for it, and claims go on when it does', async () => {
		server.pause();
		// It is resumed only after all of these have come back.
		const answers = await Promise.all(
			Array.from({ length: 50 }, async () => await claimOrReason(store)),
		);
		expect(new Set(answers)).toEqual(new Set(['unreachable']));
		server.resume();
		await untilItWorks(store);
	});

	test('paused for longer than a connection is believed in: the same', async () => {
		server.pause();
		for (let time = 0; time < 6; time++) expect(await claimOrReason(store)).toBe('unreachable');
		server.resume();
		await untilItWorks(store);
	});

	test('killed and started again: claims fail at once, and go on with a new connection', async () => {
		await server.kill();
		for (let time = 0; time < 20; time++) expect(await claimOrReason(store)).toBe('unreachable');
		await server.start();
		await untilItWorks(store);
	});

	test('not there from the beginning', async () => {
		await server.kill();
		const early = open(settingsFor(server.port));
		expect(await claimOrReason(early)).toBe('unreachable');
		await server.start();
		await untilItWorks(early);
	});

	test('full: new claims fail, known events are still known, and no event is lost to eviction', async () => {
		const known = freshKeys(50);
		await store.confirm(known, 'A', KEEP_MS);
		await server.command('CONFIG', 'SET', 'maxmemory-policy', 'noeviction');
		await server.command('CONFIG', 'SET', 'maxmemory', '1');
		expect(await claimOrReason(store)).toBe('full');
		expect(new Set(await claimOrReason(store, known))).toEqual(new Set(['confirmed']));
		await server.command('CONFIG', 'SET', 'maxmemory', '0');
		expect(await claimOrReason(store)).toEqual(['claimed']);
	});

	test('made a replica: claims fail until the name leads to a server that takes writes', async () => {
		await server.command('REPLICAOF', '127.0.0.1', '1');
		await server.command('CONFIG', 'SET', 'replica-serve-stale-data', 'yes');
		expect(await claimOrReason(store)).toBe('read-only');
		await server.command('REPLICAOF', 'NO', 'ONE');
		await untilItWorks(store);
	});

	test('one server of a cluster killed: the scopes of the others go on', async () => {
		const cluster = await startCluster(['cluster-require-full-coverage no']);
		cleanUps.push(async () => await cluster.end());
		const ports = cluster.servers.map(({ port }) => port);
		const shared = open(settingsFor(ports));
		await cluster.servers[1]!.kill();
		// Connected to only now, and for the first time.
		await untilItWorks(shared);
		const answers = await Promise.all(
			Array.from({ length: 50 }, async () => await claimOrReason(shared)),
		);
		expect(new Set(answers.map(String))).toEqual(new Set(['claimed', 'unreachable']));
		await cluster.servers[1]!.start();
		await until(
			async () => {
				const all = await Promise.all(
					Array.from({ length: 20 }, async () => await claimOrReason(shared)),
				);
				return all.every((answer) => String(answer) === 'claimed');
			},
			{ what: 'all three to work', timeoutMs: 30_000 },
		);
	});

	test('a closed store is not used again', async () => {
		await store.close();
		expect(await claimOrReason(store)).toBe('broken');
	});
});
