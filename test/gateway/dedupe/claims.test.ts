import { claimEvents, LEASE_MS } from '../../../gateway/dedupe/claims';
import { MemoryStore } from '../../../gateway/dedupe/memory';

test('a claim lives on while its execution is being stored, however long that takes', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const store = new MemoryStore();
		const dedupe = { store, scope: 'workflow-1', keepMs: 3_600_000 };
		const first = await claimEvents(['event'], dedupe, 0);
		if (!first.settled) throw new Error('the first claim was not settled');
		await jest.advanceTimersByTimeAsync(LEASE_MS * 3);
		expect(await claimEvents(['event'], dedupe, 0)).toEqual({ settled: false });
		await first.claims.confirm();
		expect(await claimEvents(['event'], dedupe, 0)).toMatchObject({
			settled: true,
			fresh: new Set(),
		});
	} finally {
		jest.useRealTimers();
	}
});

test('a claim whose delivery is never answered ends after all', async () => {
	jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'queueMicrotask'] });
	try {
		const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000 };
		await claimEvents(['event'], dedupe, 0);
		await jest.advanceTimersByTimeAsync(600_000 + 2 * LEASE_MS);
		const next = await claimEvents(['event'], dedupe, 0);
		expect(next).toMatchObject({ settled: true, fresh: new Set(['event']) });
		if (next.settled) await next.claims.release();
	} finally {
		jest.useRealTimers();
	}
});
