/** What every store must do, whatever it is made of. Each store's own test file runs this. */
import { randomUUID } from 'node:crypto';

import { keysOf } from '../../../../gateway/dedupe/core/key';
import type { ClaimStore } from '../../../../gateway/dedupe/core/store';

/** A store under test, with power over its time. */
export interface StoreUnderTest {
	/**
	 * The store as one more process would have it: with the same content as every other. Where a
	 * store is of one process alone, the same one again.
	 */
	open(): Promise<ClaimStore>;
	/** Lets time pass for the store, in milliseconds. */
	pass(milliseconds: number): Promise<void>;
	/** Closes whatever was opened. */
	end(): Promise<void>;
}

export const LEASE_MS = 30_000;
export const KEEP_MS = 3_600_000;

/** Far from any rounding to whole milliseconds or seconds. */
const A_BIT_MS = 5_000;

/** Keys nobody else has, of one scope. */
export function freshKeys(count: number): string[] {
	const scope = randomUUID();
	return keysOf(
		scope,
		Array.from({ length: count }, (_, index) => `event ${index}`),
	);
}

export function storeContract(make: () => Promise<StoreUnderTest>): void {
	let underTest: StoreUnderTest;
	let store: ClaimStore;
	let key: string;

	beforeAll(async () => {
		underTest = await make();
		store = await underTest.open();
	});
	afterAll(async () => {
		await underTest.end();
	});
	beforeEach(() => {
		[key = ''] = freshKeys(1);
	});

	const claim = async (holder: string, keys = [key]) => await store.claim(keys, holder, LEASE_MS);

	describe('claiming', () => {
		test('a key nobody holds is the claimer’s, and held for everybody else', async () => {
			expect(await claim('A')).toEqual(['claimed']);
			expect(await claim('B')).toEqual(['held']);
		});

		test('claiming again what one holds renews the lease', async () => {
			await claim('A');
			await underTest.pass(LEASE_MS - A_BIT_MS);
			expect(await claim('A')).toEqual(['claimed']);
			await underTest.pass(LEASE_MS - A_BIT_MS);
			expect(await claim('B')).toEqual(['held']);
		});

		test('a lease that is over frees the key', async () => {
			await claim('A');
			await underTest.pass(LEASE_MS - A_BIT_MS);
			expect(await claim('B')).toEqual(['held']);
			await underTest.pass(2 * A_BIT_MS);
			expect(await claim('B')).toEqual(['claimed']);
			expect(await claim('A')).toEqual(['held']);
		});

		test('the answers come in the order of the keys', async () => {
			const [free = '', held = '', confirmed = ''] = freshKeys(3);
			await store.claim([held, confirmed], 'A', LEASE_MS);
			await store.confirm([confirmed], 'A', KEEP_MS);
			const order = [confirmed, free, held];
			expect(await store.claim(order, 'B', LEASE_MS)).toEqual(['confirmed', 'claimed', 'held']);
			expect(await store.claim(order.reverse(), 'B', LEASE_MS)).toEqual([
				'held',
				'claimed',
				'confirmed',
			]);
		});

		test('no keys are no work', async () => {
			expect(await store.claim([], 'A', LEASE_MS)).toEqual([]);
			await store.confirm([], 'A', KEEP_MS);
			await store.release([], 'A');
		});

		test('a thousand keys at once', async () => {
			const keys = freshKeys(1_000);
			expect(new Set(await claim('A', keys))).toEqual(new Set(['claimed']));
			await store.confirm(keys.slice(500), 'A', KEEP_MS);
			const states = await claim('B', keys);
			expect(states.filter((state) => state === 'held')).toHaveLength(500);
			expect(states.slice(500).every((state) => state === 'confirmed')).toBe(true);
		});

		test('of 200 who claim one key at once, one gets it', async () => {
			const others = [store, await underTest.open(), await underTest.open()];
			const states = await Promise.all(
				Array.from({ length: 200 }, async (_, index) => {
					const [state] = await others[index % 3]!.claim([key], `holder ${index}`, LEASE_MS);
					return state;
				}),
			);
			expect(states.filter((state) => state === 'claimed')).toHaveLength(1);
			expect(states.filter((state) => state === 'held')).toHaveLength(199);
		});

		test('of two who claim the same keys at once, one gets all of them', async () => {
			const other = await underTest.open();
			for (let round = 0; round < 20; round++) {
				const keys = freshKeys(5);
				const [first, second] = await Promise.all([
					store.claim(keys, 'A', LEASE_MS),
					other.claim([...keys].reverse(), 'B', LEASE_MS),
				]);
				expect(new Set([...first, ...second])).toEqual(new Set(['claimed', 'held']));
				expect(new Set(first).size).toBe(1);
			}
		});
	});

	describe('confirming', () => {
		beforeEach(async () => {
			await claim('A');
			await store.confirm([key], 'A', KEEP_MS);
		});

		test('a confirmed key is nobody’s to claim, not even its holder’s', async () => {
			expect(await claim('A')).toEqual(['confirmed']);
			expect(await claim('B')).toEqual(['confirmed']);
		});

		test('it is remembered longer than a lease, and until its time is over', async () => {
			await underTest.pass(KEEP_MS - A_BIT_MS);
			expect(await claim('B')).toEqual(['confirmed']);
			await underTest.pass(2 * A_BIT_MS);
			expect(await claim('B')).toEqual(['claimed']);
		});

		test('confirming again prolongs it', async () => {
			await underTest.pass(KEEP_MS / 2);
			await store.confirm([key], 'A', KEEP_MS);
			await underTest.pass(KEEP_MS - A_BIT_MS);
			expect(await claim('B')).toEqual(['confirmed']);
		});

		test('confirming again for a shorter time does not shorten it', async () => {
			await store.confirm([key], 'A', A_BIT_MS);
			await underTest.pass(KEEP_MS - A_BIT_MS);
			expect(await claim('B')).toEqual(['confirmed']);
		});

		test('releasing does not make it forgotten', async () => {
			await store.release([key], 'A');
			expect(await claim('B')).toEqual(['confirmed']);
		});
	});

	describe('confirming late', () => {
		test('counts although the lease is over: the execution exists', async () => {
			await claim('A');
			await underTest.pass(LEASE_MS + A_BIT_MS);
			await store.confirm([key], 'A', KEEP_MS);
			expect(await claim('B')).toEqual(['confirmed']);
		});

		test('counts although somebody else holds it by now', async () => {
			await claim('A');
			await underTest.pass(LEASE_MS + A_BIT_MS);
			await claim('B');
			await store.confirm([key], 'A', KEEP_MS);
			expect(await claim('B')).toEqual(['confirmed']);
			expect(await claim('C')).toEqual(['confirmed']);
		});

		test('counts for a key this store has never seen', async () => {
			await store.confirm([key], 'A', KEEP_MS);
			expect(await claim('B')).toEqual(['confirmed']);
		});
	});

	describe('releasing', () => {
		test('gives the key to the next who asks', async () => {
			await claim('A');
			await store.release([key], 'A');
			expect(await claim('B')).toEqual(['claimed']);
		});

		test('frees nothing that somebody else holds', async () => {
			await claim('A');
			await store.release([key], 'B');
			expect(await claim('B')).toEqual(['held']);
		});

		test('when the lease was over and another has it, does nothing', async () => {
			await claim('A');
			await underTest.pass(LEASE_MS + A_BIT_MS);
			await claim('B');
			await store.release([key], 'A');
			expect(await claim('C')).toEqual(['held']);
		});

		test('frees those of several keys that are the holder’s', async () => {
			const [mine = '', theirs = ''] = freshKeys(2);
			await store.claim([mine], 'A', LEASE_MS);
			await store.claim([theirs], 'B', LEASE_MS);
			await store.release([mine, theirs], 'A');
			expect(await store.claim([mine, theirs], 'C', LEASE_MS)).toEqual(['claimed', 'held']);
		});
	});

	test('one key says nothing about another', async () => {
		const [one = '', other = ''] = freshKeys(2);
		await store.claim([one], 'A', LEASE_MS);
		expect(await store.claim([other], 'B', LEASE_MS)).toEqual(['claimed']);
		await store.confirm([one], 'A', KEEP_MS);
		await store.release([other], 'B');
		expect(await store.claim([one, other], 'C', LEASE_MS)).toEqual(['confirmed', 'claimed']);
	});
}
