/** What a store costs those who ask it while it says nothing. */
import { setTimeout as sleep } from 'node:timers/promises';

import { claimEvents, type Dedupe } from '../../../../gateway/dedupe/core/claims';
import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { CircuitBreaker } from '../../../../gateway/dedupe/resilience/circuit-breaker';
import { ResilientStore } from '../../../../gateway/dedupe/resilience/resilient';
import { StoreUnavailableError } from '../../../../gateway/dedupe/core/store';
import { until } from '../../../support/until';
import { StoreBehind } from './store-behind';

/** Less than a real store waits, but long. */
const SILENT_FOR_MS = 400;

/** Says nothing while it is paused, and then fails; or fails at once for one partition. */
class Pausing extends StoreBehind {
	paused = false;
	failsAt = '';
	calls = 0;

	protected async over<T>(keys: readonly string[], call: () => Promise<T>): Promise<T> {
		this.calls++;
		if (this.failsAt !== '' && keys[0]?.startsWith(this.failsAt)) {
			throw new StoreUnavailableError('unreachable', 'refused');
		}
		if (!this.paused) return await call();
		await sleep(SILENT_FOR_MS);
		throw new StoreUnavailableError('unreachable', 'it says nothing');
	}
}

let pausing: Pausing;
let store: ResilientStore;
beforeEach(() => {
	pausing = new Pausing(new MemoryStore());
	store = new ResilientStore(new CircuitBreaker(pausing), { info() {}, warn() {} });
});
afterEach(async () => {
	pausing.paused = false;
	await store.close();
});

const claim = async (eventId: string) => {
	const dedupe: Dedupe = { store, scope: 'workflow', keepMs: 60_000, waitMs: 20 * SILENT_FOR_MS };
	return await claimEvents([eventId], dedupe);
};

test('20 deliveries of one event do not wait for it one after the other', async () => {
	pausing.paused = true;
	const answers = await Promise.allSettled(Array.from({ length: 20 }, async () => claim('one')));
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']));
	// The first to ask, and of those that waited for it one more; and the retry queue.
	expect(pausing.calls).toBeLessThan(10);
});

test('whoever comes when it is back finds it back', async () => {
	pausing.paused = true;
	await expect(claim('one')).rejects.toThrow('it says nothing');
	pausing.paused = false;
	await until(
		async () =>
			await claim('zero').then(
				() => true,
				() => false,
			),
		{ what: 'the store to be asked again' },
	);
	expect(await claim('one')).toMatchObject({ settled: true, fresh: [true] });
	const many = ['two', 'three', 'four'].map(async (eventId) => await claim(eventId));
	for (const outcome of await Promise.all(many)) expect(outcome.settled).toBe(true);
});

/** Keys of one partition, as those of one scope are. */
const keysIn = (partition: string) =>
	Array.from({ length: 50 }, (_, index) => `${partition}${index}`);

test.each([
	['a provider that sends again', () => store],
	['one that does not', () => store.fallingBack],
])('a failure of long ago costs no event of %s', async (_name, of) => {
	pausing.failsAt = 'here';
	await expect(store.claim(['here'], 'night', 30_000)).rejects.toThrow('refused');
	pausing.failsAt = '';
	const morning = await Promise.all(
		keysIn('here').map(async (key) => await of().claim([key], key, 30_000)),
	);
	expect(morning.flat()).toEqual(morning.map(() => 'claimed'));
	// All of them in the store, not in the memory of this process alone.
	pausing.calls = 0;
	const others = new ResilientStore(pausing, { info() {}, warn() {} });
	const elsewhere = keysIn('here').map(async (key) => await others.claim([key], 'B', 30_000));
	expect((await Promise.all(elsewhere)).flat()).toEqual(morning.map(() => 'held'));
	expect(pausing.calls).toBe(50);
});

test('one server of a cluster that is down stops nobody at the others', async () => {
	pausing.failsAt = 'aaaa';
	await expect(store.claim(['aaaa1'], 'A', 30_000)).rejects.toThrow('refused');
	const answers = await Promise.allSettled(
		[...keysIn('aaaa'), ...keysIn('bbbb')].map(
			async (key) => await store.claim([key], key, 30_000),
		),
	);
	const statuses = answers.map(({ status }) => status);
	expect(new Set(statuses.slice(0, 50))).toEqual(new Set(['rejected']));
	expect(new Set(statuses.slice(50))).toEqual(new Set(['fulfilled']));
});
