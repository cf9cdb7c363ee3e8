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

test('does not believe a retry: of more than an hour', () => {
	for (const retryMs of [86_400_000, 3_000_000_000, Infinity]) {
		expect(reconnectWait({ failures: 1, retryMs, retryAfterMs: null }, least)).toBe(3_600_000);
	}
});

/** Whatever digits a server may send. */
const asked = fc.option(
	fc.oneof(
		fc.nat(600_000),
		fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
		fc.constant(Infinity),
	),
);

test('never sooner than asked, never out of sight, and never the same for all', () => {
	const waiting = fc.record({
		failures: fc.integer({ min: 1, max: 1_000 }),
		retryMs: asked,
		retryAfterMs: asked,
	});
	fc.assert(
		fc.property(waiting, (situation) => {
			const [soonest, latest] = [reconnectWait(situation, least), reconnectWait(situation, most)];
			const { retryMs, retryAfterMs } = situation;
			const wish = Math.min(Math.max(retryMs ?? 0, retryAfterMs ?? 0), 3_600_000);
			expect(soonest).toBeGreaterThanOrEqual(Math.max(wish, 500));
			expect(latest).toBeLessThanOrEqual(3_610_000);
			expect(latest).toBeGreaterThan(soonest);
			expect(latest - soonest).toBeLessThanOrEqual(10_000);
		}),
	);
});
