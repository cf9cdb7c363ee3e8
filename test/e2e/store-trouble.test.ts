/** The store of event ids in trouble, under a real n8n and under load: no event lost, none twice. */
import {
	closeSync,
	existsSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { lockFile } from '../support/e2e/database';
import { Stage } from '../support/e2e/stage';
import { startBalancer, type Answered, type Balancer } from '../support/load/balancer';
import { readOnlyDisk, smallDisk, type Disk } from '../support/load/disk';
import { publishLoad, type Load } from '../support/load/load';
import { startRunCounter, type RunCounter } from '../support/load/run-counter';
import { underTrouble, type Trouble } from '../support/load/trouble';
import type { StoredCredential } from '../support/n8n/client';
import { scaledClock, type ProviderId } from '../support/providers';
import { RedisServer } from '../support/redis/server';
import type { Setup } from '../support/setups';

/** The providers' schedules so many times as fast. */
const CLOCK_FACTOR = 10;

/** Lines about the store in n8n's log for one trouble: that it is down, that it is back. */
const HANDFUL = 6;

/** The answers there may be: taken; the store is down; another delivery of the event is not decided. */
const TAKEN = '200/-';
const DOWN = '503/5 (store down)';
const NOT_NOW = '503/5';

const MEBIBYTE = 1024 ** 2;

let stage: Stage;
let counter: RunCounter;
let balancer: Balancer;
let cbot: Setup<'cbot'>;
beforeAll(async () => {
	stage = await Stage.open();
	counter = await startRunCounter();
	balancer = await startBalancer(() => [stage.host.baseUrl]);
	cbot = await stage.setUp('cbot', { clock: scaledClock(CLOCK_FACTOR) });
}, 120_000);
afterAll(async () => {
	await balancer?.close();
	await counter?.close();
	await stage?.close();
});

async function publish(setup: Setup<ProviderId>, redis?: StoredCredential): Promise<Load> {
	const place = { n8n: stage.n8n, counter, balancer, baseUrls: () => [stage.host.baseUrl] };
	return await publishLoad(place, setup, redis && { options: { dedupeStore: 'redis' }, redis });
}

/** Gives what n8n answered, by status code and Retry-After. */
async function expectNothingLost(name: string, load: Load, trouble: Trouble) {
	const seen = await underTrouble(
		{ host: stage.host, n8n: stage.n8n, logFromNow: () => stage.logFromNow() },
		balancer,
		load,
		trouble,
	);
	const kinds = new Map<string, Answered[]>();
	for (const answer of seen.answers) {
		const why = answer.body.includes('the store of event ids is down') ? ' (store down)' : '';
		const kind = `${answer.status}/${answer.retryAfter ?? '-'}${why}`;
		kinds.set(kind, [...(kinds.get(kind) ?? []), answer]);
	}
	const told = [...kinds].map(([kind, answers]) => {
		const slowest = Math.max(...answers.map(({ tookMs }) => tookMs));
		return `${answers.length} × ${kind}, the slowest after ${Math.round(slowest)} ms`;
	});
	console.log(
		`${name}: ${seen.events} events, ${seen.executions} executions; from the beginning of it ${told.join('; ')}; ${seen.log.length} lines in the log`,
	);
	expect(seen.results).toEqual(new Set(['accepted']));
	expect(seen.runs).toEqual([1]);
	expect(seen.executions).toBe(seen.events);
	expect([TAKEN, DOWN, NOT_NOW]).toEqual(expect.arrayContaining([...kinds.keys()]));
	expect(seen.log.slice(0, HANDFUL + 1)).toEqual(seen.log.slice(0, HANDFUL));
	return kinds;
}

/** Writes more than there is room for: a script that has begun is not stopped half-way. */
const FILL = `redis.call('SET', 'filler', string.rep('x', ${4 * MEBIBYTE}))`;

describe('Redis, by a credential of its own,', () => {
	let redis: RedisServer;
	let credential: StoredCredential;
	beforeAll(async () => {
		redis = await RedisServer.start([`maxmemory ${4 * MEBIBYTE}`, 'maxmemory-policy noeviction']);
		credential = await stage.n8n.createCredential({
			name: 'Redis',
			type: 'redis',
			data: {
				host: '127.0.0.1',
				port: redis.port,
				user: '',
				password: '',
				database: 0,
				ssl: false,
			},
		});
	});
	afterAll(async () => await redis?.end());

	test.each<[string, () => Trouble]>([
		[
			'is paused',
			() => ({ begin: () => redis.pause(), end: () => redis.resume(), lastsMs: 4_000 }),
		],
		[
			'is killed, and started with an empty memory',
			() => ({
				begin: async () => await redis.kill(),
				end: async () => await redis.start(),
				lastsMs: 3_000,
			}),
		],
		[
			'is full, and then has room again',
			() => ({
				begin: async () => void (await redis.command('EVAL', FILL, '0')),
				end: async () => void (await redis.command('DEL', 'filler')),
				lastsMs: 3_000,
			}),
		],
	])(
		'%s: the provider is asked to come again, and every event runs once',
		async (name, trouble) => {
			const load = await publish(cbot, credential);
			const answers = await expectNothingLost(`Redis ${name}`, load, trouble());
			expect(answers.has(DOWN)).toBe(true);
		},
		120_000,
	);

	test('is killed and started again, and the provider does not come again: every delivery is taken', async () => {
		const eazewa = await stage.setUp('eazewa', { clock: scaledClock(CLOCK_FACTOR) });
		const load = await publish(eazewa, credential);
		const answers = await expectNothingLost('Redis is killed (eazeWA)', load, {
			begin: async () => await redis.kill(),
			end: async () => await redis.start(),
			lastsMs: 3_000,
		});
		expect([...answers.keys()]).toEqual([TAKEN]);
	}, 120_000);
});

describe('the SQLite file', () => {
	let folder: string;
	let file: string;
	let load: Load;
	let disk: Disk | null = null;
	beforeAll(() => {
		folder = join(stage.host.userFolder, '.n8n', 'whatsapp-webhooks');
		file = join(folder, 'claims.1.sqlite');
	});
	beforeEach(async () => (load = await publish(cbot)));
	afterEach(() => {
		disk?.remove();
		disk = null;
	});

	const everyFile = () => ['', '-wal', '-shm'].map((suffix) => file + suffix);

	/** Noise over what is there. SQLite goes on with what it has read before and may never notice. */
	function spoil(): void {
		for (const path of [file, `${file}-wal`]) {
			const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
			if (size === 0) continue;
			const handle = openSync(path, 'r+');
			writeSync(handle, Buffer.alloc(size, 0xa5), 0, size, 0);
			closeSync(handle);
		}
	}

	test('is locked by another process: the provider is asked to come again, and every event runs once', async () => {
		let unlock = async () => {};
		const answers = await expectNothingLost('SQLite locked', load, {
			begin: async () => void (unlock = await lockFile(file)),
			end: async () => await unlock(),
			lastsMs: 4_000,
		});
		expect(answers.has(DOWN)).toBe(true);
	}, 120_000);

	test('lies on a disk that is full, and then has room again: the same', async () => {
		let room = () => {};
		const answers = await expectNothingLost('SQLite on a full disk', load, {
			begin: async () => {
				const small = await smallDisk(folder);
				console.log(`full disk: ${small.what}`);
				disk = small;
				room = small.makeRoom;
			},
			end: () => room(),
			lastsMs: 6_000,
		});
		expect(answers.has(DOWN)).toBe(true);
	}, 120_000);

	/** A file copied back from somewhere, damaged. */
	function replaceByNoise(): void {
		writeFileSync(`${file}.new`, 'noise '.repeat(9_999));
		renameSync(`${file}.new`, file);
	}

	test.each<[string, () => void]>([
		['is deleted', () => everyFile().forEach((path) => rmSync(path, { force: true }))],
		['becomes noise', spoil],
		['is replaced by noise', replaceByNoise],
	])(
		'%s while n8n runs: every event runs once',
		async (name, begin) => {
			await expectNothingLost(`SQLite ${name}`, load, { begin, lastsMs: 2_000 });
			const isSetAside = existsSync(`${file}.damaged`);
			expect(isSetAside || begin !== replaceByNoise).toBe(true);
		},
		120_000,
	);

	test.each<[string, () => void]>([
		['is noise', () => everyFile().forEach((path) => writeFileSync(path, 'noise '.repeat(9_999)))],
		[
			'cannot be made, for its folder is read-only,',
			() => {
				disk = readOnlyDisk(folder);
				console.log(`read-only: ${disk.what}`);
			},
		],
	])(
		'%s when n8n starts: n8n starts, and every event runs once',
		async (name, before) => {
			const log = stage.logFromNow();
			await stage.host.stop({ keepFolder: true });
			before();
			await stage.host.start();
			await stage.n8n.logIn();
			await expectNothingLost(`SQLite ${name} at the start`, load, { begin() {}, lastsMs: 0 });
			expect(log().match(/event ids/g)?.length ?? 0).toBeLessThanOrEqual(HANDFUL);
		},
		120_000,
	);
});
