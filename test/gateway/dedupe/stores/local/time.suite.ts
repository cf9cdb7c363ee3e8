/** What becomes of claims when somebody turns the machine's clocks. */
import { freshKeys, KEEP_MS, LEASE_MS } from '../store-contract';
import { Machine, SqliteStores } from './sqlite-store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const A_BIT_MS = 1_000;

let machine: Machine;
let stores: SqliteStores;
let key: string;

beforeEach(() => {
	machine = new Machine();
	stores = new SqliteStores(machine);
	[key = ''] = freshKeys(1);
});
afterEach(async () => await stores.end());

describe.each([
	['forwards', HOUR_MS],
	['backwards', -HOUR_MS],
])('the wall clock jumps %s by an hour', (_, jump) => {
	test('a claim in flight stays held, and its lease ends when it should', async () => {
		const store = await stores.open();
		await store.claim([key], 'A', LEASE_MS);
		machine.setWall(jump);
		// A process that was there before and one that starts after the jump agree.
		for (const process of [store, await stores.open()]) {
			expect(await process.claim([key], 'B', LEASE_MS)).toEqual(['held']);
		}
		machine.pass(LEASE_MS - A_BIT_MS);
		expect(await (await stores.open()).claim([key], 'B', LEASE_MS)).toEqual(['held']);
		machine.pass(2 * A_BIT_MS);
		expect(await store.claim([key], 'B', LEASE_MS)).toEqual(['claimed']);
	});

	test('a confirmed id is remembered for as long as it should be, and no longer', async () => {
		const store = await stores.open();
		await store.confirm([key], 'A', HOUR_MS / 2);
		machine.setWall(jump);
		machine.pass(HOUR_MS / 2 - A_BIT_MS);
		for (const process of [store, await stores.open()]) {
			expect(await process.claim([key], 'B', LEASE_MS)).toEqual(['confirmed']);
		}
		machine.pass(2 * A_BIT_MS);
		expect(await (await stores.open()).claim([key], 'B', LEASE_MS)).toEqual(['claimed']);
	});

	test('all processes restarted after the jump: the same', async () => {
		const store = await stores.open();
		const [other = ''] = freshKeys(1);
		await store.confirm([key], 'A', HOUR_MS / 2);
		await store.claim([other], 'A', LEASE_MS);
		machine.setWall(jump);
		const restarted = await stores.restart(store);
		expect(await restarted.claim([key, other], 'B', LEASE_MS)).toEqual(['confirmed', 'held']);
		machine.pass(HOUR_MS / 2 + A_BIT_MS);
		expect(await restarted.claim([key, other], 'B', LEASE_MS)).toEqual(['claimed', 'claimed']);
	});
});

describe.each([
	['with a name for each boot', 'first boot'],
	['without names for boots', null],
])('the machine is started anew, %s', (_, boot) => {
	beforeEach(() => {
		machine.boot = boot;
	});

	test('ids live on, for as long as they should by the wall clock', async () => {
		const store = await stores.open();
		await store.confirm([key], 'A', DAY_MS);
		machine.reboot(HOUR_MS);
		const after = await stores.restart(store);
		expect(await after.claim([key], 'B', LEASE_MS)).toEqual(['confirmed']);
		machine.pass(DAY_MS - 2 * HOUR_MS);
		expect(await after.claim([key], 'B', LEASE_MS)).toEqual(['confirmed']);
		machine.pass(2 * HOUR_MS);
		expect(await after.claim([key], 'B', LEASE_MS)).toEqual(['claimed']);
	});

	test.each([
		['an hour back', -HOUR_MS],
		['an hour ahead', HOUR_MS],
		['in 1970', -56 * 365 * DAY_MS],
	])('with a wall clock that is %s: remembered all the same', async (_name, error) => {
		const store = await stores.open();
		await store.confirm([key], 'A', DAY_MS);
		machine.reboot(A_BIT_MS, error);
		const after = await stores.restart(store);
		expect(await after.claim([key], 'B', LEASE_MS)).toEqual(['confirmed']);
		machine.setWall(-error);
		machine.pass(HOUR_MS);
		expect(await after.claim([key], 'B', LEASE_MS)).toEqual(['confirmed']);
	});

	test('a lease ends a lease after the file is used again at the latest, wherever the wall clock is', async () => {
		for (const error of [-HOUR_MS, 0, HOUR_MS]) {
			const [held = ''] = freshKeys(1);
			const store = await stores.open();
			await store.claim([held], 'A', LEASE_MS);
			machine.reboot(A_BIT_MS, error);
			const after = await stores.restart(store);
			await after.open();
			machine.pass(LEASE_MS + A_BIT_MS);
			expect(await after.claim([held], 'B', LEASE_MS)).toEqual(['claimed']);
			await after.close();
		}
	});
});

test('a lease that no clock of this machine can have written is over', async () => {
	const store = await stores.open();
	await store.claim([key], 'A', KEEP_MS);
	expect(await store.claim([key], 'B', LEASE_MS)).toEqual(['claimed']);
});
