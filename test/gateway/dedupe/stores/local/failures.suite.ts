/** What can happen to a file while it is in use. */
import {
	closeSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';

import { LocalStore } from '../../../../../gateway/dedupe/stores/local';
import { until } from '../../../../support/until';
import { claimOrReason } from '../claim-or-reason';
import { freshKeys, KEEP_MS } from '../store-contract';
import { OtherProcess } from './other-process';
import { Machine, SqliteStores } from './sqlite-store';

const STARTING_MS = 60_000;

let machine: Machine;
let stores: SqliteStores;
let key: string;

beforeEach(() => {
	machine = new Machine();
	stores = new SqliteStores(machine);
	[key = ''] = freshKeys(1);
});
afterEach(async () => await stores.end());

function countOf(path: string): number {
	const database = new DatabaseSync(path);
	const row = database.prepare('SELECT count(*) AS count FROM claims').get() as { count: number };
	database.close();
	return row.count;
}

describe('the files', () => {
	test('are nobody’s but the owner’s, the ones SQLite makes beside it too', async () => {
		const store = await stores.open();
		await claimOrReason(store, [key]);
		const modes = readdirSync(stores.folder).map((name) => [
			name,
			(statSync(join(stores.folder, name)).mode & 0o777).toString(8),
		]);
		expect(Object.fromEntries(modes)).toEqual({
			'claims.1.sqlite': '600',
			'claims.1.sqlite-wal': '600',
			'claims.1.sqlite-shm': '600',
		});
	});

	test('hold nothing of the event but a hash', async () => {
		const store = await stores.open();
		await store.confirm([key], 'A', KEEP_MS);
		await store.close();
		const database = new DatabaseSync(store.path);
		const rows = database.prepare('SELECT * FROM claims').all();
		database.close();
		expect(rows.map((row) => ({ ...row }))).toEqual([
			{ key, holder: null, until: expect.any(Number) },
		]);
	});

	test('are made in a folder that is not there yet', async () => {
		const store = await stores.open({ folder: join(stores.folder, 'not', 'there') });
		expect(await claimOrReason(store, [key])).toEqual(['claimed']);
	});
});

test('expired ids are removed little by little, the others are not', async () => {
	const store = await stores.open();
	const lasting = freshKeys(500);
	for (let round = 0; round < 5; round++) await store.confirm(freshKeys(1_000), 'A', 60_000);
	await store.confirm(lasting, 'A', KEEP_MS);
	machine.pass(120_000);
	expect(countOf(store.path)).toBe(5_500);
	const later = await stores.restart(store);
	await claimOrReason(later, [key]);
	await until(() => countOf(store.path) <= 501, {
		what: 'the expired ids to be gone',
		timeoutMs: 20_000,
	});
	expect(new Set(await claimOrReason(later, lasting))).toEqual(new Set(['confirmed']));
});

describe('locked by another process', () => {
	test(
		'for a moment: claims wait for it',
		async () => {
			const store = await stores.open();
			await store.open();
			const other = new OtherProcess(['lock', stores.folder]);
			expect(await other.said()).toBe('locked');
			const answers = Promise.all(
				freshKeys(50).map(async (one) => await claimOrReason(store, [one])),
			);
			await sleep(200);
			other.goOn();
			expect(new Set((await answers).flat())).toEqual(new Set(['claimed']));
			await other.ended();
		},
		STARTING_MS,
	);

	test(
		'for long: claims fail while it lasts, the process goes on meanwhile, and so do claims afterwards',
		async () => {
			const store = await stores.open();
			await store.open();
			const other = new OtherProcess(['lock', stores.folder]);
			expect(await other.said()).toBe('locked');
			let ticks = 0;
			const ticking = setInterval(() => ticks++, 5);
			// The lock is let go only after this has come back.
			const answers = await Promise.all(
				freshKeys(50).map(async (one) => await claimOrReason(store, [one])),
			);
			clearInterval(ticking);
			expect(new Set(answers)).toEqual(new Set(['locked']));
			expect(ticks).toBeGreaterThan(20);
			other.goOn();
			await other.ended();
			expect(await claimOrReason(store, [key])).toEqual(['claimed']);
		},
		STARTING_MS,
	);

	test(
		'when it is opened: the same',
		async () => {
			await (await stores.open()).open();
			const other = new OtherProcess(['lock', stores.folder]);
			expect(await other.said()).toBe('locked');
			const late = await stores.open();
			expect(await claimOrReason(late, [key])).toBe('locked');
			other.goOn();
			await other.ended();
			expect(await claimOrReason(late, [key])).toEqual(['claimed']);
		},
		STARTING_MS,
	);
});

describe('deleted while running', () => {
	test.each([
		['all of it', ['', '-wal', '-shm']],
		['the database alone', ['']],
	])('%s: all processes go on with a new one, together', async (_name, suffixes) => {
		const [first, second] = [await stores.open(), await stores.open()];
		await claimOrReason(first, freshKeys(100));
		await claimOrReason(second, freshKeys(100));
		for (const suffix of suffixes) rmSync(first.path + suffix);
		expect(await claimOrReason(first, [key], 'A')).toEqual(['claimed']);
		expect(await claimOrReason(second, [key], 'B')).toEqual(['held']);
		await second.confirm([key], 'A', KEEP_MS);
		expect(await claimOrReason(await stores.open(), [key], 'C')).toEqual(['confirmed']);
	});

	test('with the whole folder', async () => {
		const store = await stores.open({ folder: join(stores.folder, 'own') });
		await claimOrReason(store, [key]);
		rmSync(join(stores.folder, 'own'), { recursive: true });
		expect(await claimOrReason(store, [key], 'B')).toEqual(['claimed']);
	});
});

describe('damaged', () => {
	/** As a failing disk would leave it: the pages behind the first are noise. */
	function damage(path: string): void {
		const database = new DatabaseSync(path);
		database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
		database.close();
		const { size } = statSync(path);
		const file = openSync(path, 'r+');
		writeSync(file, Buffer.alloc(size - 4_096, 0xa5), 0, size - 4_096, 4_096);
		closeSync(file);
	}

	test.each([
		['is no database', (path: string) => writeFileSync(path, 'not a database '.repeat(1_000))],
		['has lost its pages', damage],
	])('a file that %s is set aside, and claims go on in a new one', async (_name, spoil) => {
		const store = await stores.open();
		await claimOrReason(store, freshKeys(1_000));
		await store.close();
		spoil(store.path);
		const bytes = readFileSync(store.path);

		const after = await stores.open();
		expect(await claimOrReason(after, [key])).toEqual(['claimed']);
		expect(await claimOrReason(await stores.open(), [key], 'B')).toEqual(['held']);
		expect(readFileSync(`${store.path}.damaged`)).toEqual(bytes);
	});

	test('while others have it open, they go on in the same new one', async () => {
		const [first, second] = [await stores.open(), await stores.open()];
		await claimOrReason(first, freshKeys(1_000));
		await claimOrReason(second, freshKeys(1_000));
		damage(first.path);
		const third = await stores.open();
		expect(await claimOrReason(third, [key])).toEqual(['claimed']);
		expect(await claimOrReason(first, [key], 'B')).toEqual(['held']);
		expect(await claimOrReason(second, [key], 'C')).toEqual(['held']);
	});

	test('again, long after: the newest damaged one is kept', async () => {
		for (const text of ['first', 'second']) {
			const store = await stores.open();
			await claimOrReason(store, freshKeys(1));
			await store.close();
			writeFileSync(store.path, text.repeat(5_000));
			expect(await claimOrReason(await stores.open(), freshKeys(1))).toEqual(['claimed']);
			for (const suffix of ['-wal', '-shm']) rmSync(store.path + suffix, { force: true });
		}
		const aside = readFileSync(join(stores.folder, 'claims.1.sqlite.damaged'), 'utf8');
		expect(aside.startsWith('second')).toBe(true);
	});
});

describe('full', () => {
	test('claims fail; when there is room again, they go on, and nothing is forgotten', async () => {
		const store = await stores.open({ mostBytes: 200_000 });
		const remembered = freshKeys(100);
		await store.confirm(remembered, 'A', KEEP_MS);
		let answer: unknown;
		do {
			answer = await claimOrReason(store, freshKeys(200));
		} while (Array.isArray(answer));
		expect(answer).toBe('full');
		expect(await claimOrReason(store, freshKeys(1_000))).toBe('full');
		await store.close();

		const roomy = await stores.open();
		expect(await claimOrReason(roomy, freshKeys(200))).toContain('claimed');
		expect(new Set(await claimOrReason(roomy, remembered, 'B'))).toEqual(new Set(['confirmed']));
	});

	test(
		'a system that lets the file grow no further: claims fail, and the file stays whole',
		async () => {
			const remembered = freshKeys(10);
			const store = new LocalStore({ folder: stores.folder });
			await store.confirm(remembered, 'A', KEEP_MS);
			// The signal the system sends would end the process; a full disk sends none.
			const limited = new OtherProcess(['fill', stores.folder], "trap '' XFSZ; ulimit -f 512");
			expect(['full', 'broken']).toContain(await limited.said());
			await limited.ended();
			expect(new Set(await claimOrReason(store, remembered, 'B'))).toEqual(new Set(['confirmed']));
			expect(await claimOrReason(store, [key])).toEqual(['claimed']);
			await store.close();
		},
		STARTING_MS,
	);
});

describe('not to be written to', () => {
	/** SQLite only ever reads a file that was written by a later version than it knows. */
	function makeReadOnly(path: string, version: number): void {
		const file = openSync(path, 'r+');
		writeSync(file, Buffer.from([version]), 0, 1, 18);
		closeSync(file);
	}

	test('claims fail; when it can be written to again, they go on', async () => {
		const store = await stores.open();
		await store.confirm([key], 'A', KEEP_MS);
		await store.close();
		makeReadOnly(store.path, 9);
		const readOnly = await stores.open();
		expect(await claimOrReason(readOnly, freshKeys(1))).toBe('read-only');
		makeReadOnly(store.path, 2);
		expect(await claimOrReason(readOnly, [key], 'B')).toEqual(['confirmed']);
		expect(await claimOrReason(readOnly, freshKeys(1))).toEqual(['claimed']);
	});

	test('a file where the folder should be', async () => {
		const folder = join(stores.folder, 'taken');
		writeFileSync(folder, '');
		expect(await claimOrReason(await stores.open({ folder }), [key])).toBe('broken');
	});

	test('a folder where the file should be', async () => {
		const store = await stores.open();
		mkdirSync(store.path);
		expect(await claimOrReason(store, [key])).toBe('broken');
	});
});

test('a closed store is not used again', async () => {
	const store = await stores.open();
	await store.close();
	expect(await claimOrReason(store, [key])).toBe('broken');
});
