import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { freshKeys, KEEP_MS, LEASE_MS, storeContract } from './store-contract';
import { checkStore } from './store-property';

function timedMemory(most?: number) {
	let now = 1_000_000;
	const store = new MemoryStore({ now: () => now }, most);
	return {
		store,
		open: async () => store,
		pass: async (milliseconds: number) => {
			now += milliseconds;
		},
		end: async () => await store.close(),
	};
}

describe('the contract', () => {
	storeContract(async () => timedMemory());
});

test('any interleaving of claims, confirmations, releases, time and crashes', async () => {
	await checkStore(timedMemory(), { runs: 1_000 });
});

describe('bounds', () => {
	test('the oldest ids go when there are too many, the youngest stay', async () => {
		const { store } = timedMemory(800);
		const keys = freshKeys(2_000);
		for (const key of keys) await store.confirm([key], 'A', KEEP_MS);
		expect(store.size).toBeLessThanOrEqual(800);
		const youngest = keys.slice(-700);
		expect(new Set(await store.claim(youngest, 'B', LEASE_MS))).toEqual(new Set(['confirmed']));
		expect(await store.claim(keys.slice(0, 1), 'B', LEASE_MS)).toEqual(['claimed']);
	});

	test('what has expired goes before what has not', async () => {
		const { store, pass } = timedMemory(800);
		const lasting = freshKeys(100);
		const passing = freshKeys(600);
		await store.confirm(lasting, 'A', KEEP_MS);
		await store.confirm(passing, 'A', 60_000);
		await pass(120_000);
		for (const key of freshKeys(400)) await store.confirm([key], 'A', KEEP_MS);
		expect(store.size).toBeLessThanOrEqual(800);
		expect(new Set(await store.claim(lasting, 'B', LEASE_MS))).toEqual(new Set(['confirmed']));
	});

	test('claims nobody settles do not pile up', async () => {
		const { store, pass } = timedMemory();
		for (const key of freshKeys(1_000)) {
			await store.claim([key], 'A', LEASE_MS);
			await pass(1_000);
		}
		expect(store.size).toBeLessThan(50);
	});
});
