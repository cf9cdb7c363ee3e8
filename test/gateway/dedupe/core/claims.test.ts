import { claimEvents } from '../../../../gateway/dedupe/core/claims';
import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { LEASE_MS } from '../../../../gateway/dedupe/core/renewal';

test('a claim lives on while its execution is being stored, however long that takes', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const store = new MemoryStore();
		const dedupe = { store, scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
		const first = await claimEvents(['event'], dedupe);
		if (!first.settled) throw new Error('the first claim was not settled');
		await jest.advanceTimersByTimeAsync(LEASE_MS * 3);
		expect(await claimEvents(['event'], dedupe)).toEqual({ settled: false });
		await first.claims.confirm();
		expect(await claimEvents(['event'], dedupe)).toMatchObject({
			settled: true,
			fresh: [false],
		});
	} finally {
		jest.useRealTimers();
	}
});

test('a claim whose delivery is never answered ends after all', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
		await claimEvents(['event'], dedupe);
		await jest.advanceTimersByTimeAsync(600_000 + 2 * LEASE_MS);
		const next = await claimEvents(['event'], dedupe);
		expect(next).toMatchObject({ settled: true, fresh: [true] });
		if (next.settled) await next.claims.release();
	} finally {
		jest.useRealTimers();
	}
});

test('an event that stands twice in one delivery runs once, and one that has run not at all', async () => {
	const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
	const first = await claimEvents(['a', 'b', 'a'], dedupe);
	expect(first).toMatchObject({ settled: true, fresh: [true, true, false] });
	if (first.settled) await first.claims.confirm();
	const second = await claimEvents(['c', 'a', 'c'], dedupe);
	expect(second).toMatchObject({ settled: true, fresh: [true, false, false] });
	if (second.settled) await second.claims.release();
});

test('each of many claims is renewed, whenever it was made', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
		const ids = Array.from({ length: 20 }, (_, index) => `event ${index}`);
		const taken = [];
		for (const id of ids) {
			taken.push(await claimEvents([id], dedupe));
			await jest.advanceTimersByTimeAsync(LEASE_MS / 12);
		}
		await jest.advanceTimersByTimeAsync(LEASE_MS * 2);
		for (const id of ids) expect(await claimEvents([id], dedupe)).toEqual({ settled: false });
		for (const claim of taken) if (claim.settled) await claim.claims.release();
		expect(await claimEvents(ids, dedupe)).toMatchObject({ fresh: ids.map(() => true) });
	} finally {
		jest.useRealTimers();
	}
});

test('what is settled is not renewed any more, and what is claimed afterwards is', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
		const first = await claimEvents(['one'], dedupe);
		if (first.settled) await first.claims.release();
		await jest.advanceTimersByTimeAsync(LEASE_MS);
		expect(jest.getTimerCount()).toBe(0);
		const second = await claimEvents(['two'], dedupe);
		await jest.advanceTimersByTimeAsync(LEASE_MS * 2);
		expect(await claimEvents(['one'], dedupe)).toMatchObject({ fresh: [true] });
		expect(await claimEvents(['two'], dedupe)).toEqual({ settled: false });
		if (second.settled) await second.claims.release();
	} finally {
		jest.useRealTimers();
	}
});

test('a process that reads an answer late asks once more before it refuses a delivery', async () => {
	const store = new MemoryStore();
	const dedupe = { store, scope: 'workflow-1', keepMs: 3_600_000, waitMs: 0 };
	const first = await claimEvents(['event'], dedupe);
	/** Answers at once, but by the time the answer is read, a minute has gone by and all is done. */
	const readLate = new (class extends MemoryStore {
		override async claim(...asked: Parameters<MemoryStore['claim']>) {
			const states = await store.claim(...asked);
			now += 60_000;
			if (first.settled) await first.claims.confirm();
			return states;
		}
	})();
	let now = 0;
	const clock = { now: () => now, sleep: async () => {} };
	expect(
		await claimEvents(['event'], { ...dedupe, store: readLate, clock, waitMs: 3_500 }),
	).toMatchObject({
		settled: true,
		fresh: [false],
	});
});
