import * as fc from 'fast-check';

import { reconnectWait } from '../../../gateway/stream/backoff';

const nothing = { retryMs: null, retryAfterMs: null };
const least = () => 0;
const most = () => 0.999999;

test('doubles from one second to a minute while nothing comes of it', () => {
	const waits = [1, 2, 3, 4, 5, 6, 7, 8, 100].map((failures) =>
		reconnectWait({ failures, ...nothing }, least),
	);
	expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
});

test('begins with what the server asked for by retry:', () => {
	const first = reconnectWait({ failures: 1, retryMs: 7_000, retryAfterMs: null }, least);
	expect(first).toBe(7_000);
	expect(reconnectWait({ failures: 3, retryMs: 7_000, retryAfterMs: null }, least)).toBe(28_000);
	const long = reconnectWait({ failures: 9, retryMs: 300_000, retryAfterMs: null }, least);
	expect(long).toBe(300_000);
});

test('is no busy loop, whatever the server asks for', () => {
	expect(reconnectWait({ failures: 1, retryMs: 0, retryAfterMs: 0 }, least)).toBe(500);
});

test('does not come back before Retry-After is over, an hour at most', () => {
	expect(reconnectWait({ failures: 1, retryMs: null, retryAfterMs: 90_000 }, least)).toBe(90_000);
	const week = 7 * 24 * 3_600_000;
	expect(reconnectWait({ failures: 1, retryMs: null, retryAfterMs: week }, least)).toBe(3_600_000);
});

test('never sooner than asked, and never the same for all', () => {
	const waiting = fc.record({
		failures: fc.integer({ min: 1, max: 1_000 }),
		retryMs: fc.option(fc.nat(600_000)),
		retryAfterMs: fc.option(fc.nat(3_600_000)),
	});
	fc.assert(
		fc.property(waiting, (asked) => {
			const [soonest, latest] = [reconnectWait(asked, least), reconnectWait(asked, most)];
			expect(soonest).toBeGreaterThanOrEqual(Math.max(asked.retryMs ?? 0, asked.retryAfterMs ?? 0));
			expect(latest).toBeGreaterThan(soonest);
			expect(latest - soonest).toBeLessThanOrEqual(10_000);
		}),
	);
});
