/** Several processes with one file, real ones. */
import { machineClock, type MachineClock } from '../../../../../gateway/dedupe/stores/local/time';
import { freshKeys, LEASE_MS } from '../store-contract';
import { OtherProcess } from './other-process';
import { SqliteStores } from './sqlite-store';

const STARTING_MS = 60_000;

let stores: SqliteStores;
beforeEach(() => {
	stores = new SqliteStores();
});
afterEach(async () => await stores.end());

test(
	'three processes that claim the same 3,000 keys get each of them once',
	async () => {
		const keys = freshKeys(3_000);
		const processes = Array.from(
			{ length: 3 },
			() => new OtherProcess(['claim', stores.folder, JSON.stringify(keys)]),
		);
		for (const process of processes) expect(await process.said()).toBe('ready');
		for (const process of processes) process.goOn();
		const got = (await Promise.all(
			processes.map(async (process) => await process.said()),
		)) as string[][];
		expect(got.flat().sort()).toEqual([...keys].sort());
		await Promise.all(processes.map(async (process) => await process.ended()));
	},
	STARTING_MS,
);

test(
	'what a killed process had claimed is free again after the lease, and not before',
	async () => {
		const keys = freshKeys(3);
		const killed = new OtherProcess(['hold', stores.folder, JSON.stringify(keys)]);
		expect(await killed.said()).toEqual(['claimed', 'claimed', 'claimed']);
		await killed.kill();

		const store = await stores.open();
		expect(new Set(await store.claim(keys, 'B', LEASE_MS))).toEqual(new Set(['held']));
		await store.close();

		const later: MachineClock = {
			...machineClock,
			steady: () => machineClock.steady() + LEASE_MS,
		};
		const afterwards = await stores.open({ clock: later });
		expect(new Set(await afterwards.claim(keys, 'B', LEASE_MS))).toEqual(new Set(['claimed']));
	},
	STARTING_MS,
);
