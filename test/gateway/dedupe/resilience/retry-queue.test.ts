/** What a store has not been told yet, when there is much of it or only a part of the store is back. */
import { RetryQueue } from '../../../../gateway/dedupe/resilience/retry-queue';
import { StoreUnavailableError, type ClaimStore } from '../../../../gateway/dedupe/core/store';

/** Notes what it is told, save in the partitions that are down. */
class Told implements ClaimStore {
	readonly confirmed: string[] = [];
	down: (key: string) => boolean = () => true;

	claim = async () => [];
	confirm = async (keys: readonly string[]) => {
		this.refuseIfDown(keys);
		this.confirmed.push(...keys);
	};
	release = async (keys: readonly string[]) => this.refuseIfDown(keys);
	close = async () => {};

	private refuseIfDown(keys: readonly string[]): void {
		if (keys.some(this.down)) throw new StoreUnavailableError('unreachable', 'down');
	}
}

let store: Told;
let warnings: string[];
let queue: RetryQueue;
beforeEach(() => {
	store = new Told();
	warnings = [];
	queue = new RetryQueue(store, { info() {}, warn: (line) => void warnings.push(line) });
});
afterEach(async () => {
	store.down = () => false;
	await queue.close();
});

const MANY = 25_000;

test('an execution that exists is not forgotten over claims that are free again', async () => {
	queue.confirm(['ran'], 'delivery', 3_600_000);
	for (let index = 0; index < MANY; index++) queue.release([`key${index}`], `holder${index}`);
	expect(queue.size).toBeLessThan(MANY);
	expect(warnings).toEqual([]);
	store.down = () => false;
	await queue.close();
	expect(store.confirmed).toEqual(['ran']);
});

test('more executions than can be kept are said once', () => {
	for (let index = 0; index < MANY; index++) queue.confirm([`key${index}`], `h${index}`, 3_600_000);
	expect(queue.size).toBeLessThan(MANY);
	expect(warnings).toHaveLength(1);
});

test('a partition that is down holds up no other', async () => {
	queue.confirm(['aaaa1'], 'one', 3_600_000);
	queue.confirm(['bbbb1'], 'two', 3_600_000);
	queue.confirm(['aaaa2'], 'three', 3_600_000);
	store.down = (key) => key.startsWith('aaaa');
	await queue.close();
	expect(store.confirmed).toEqual(['bbbb1']);
	expect(queue.size).toBe(2);
});

test('a claim that is used after all is not let go, and its execution is not forgotten with it', async () => {
	queue.release(['key'], 'delivery');
	queue.cancelRelease('delivery');
	expect(queue.size).toBe(0);
	queue.confirm(['key'], 'delivery', 3_600_000);
	queue.cancelRelease('delivery');
	expect(queue.size).toBe(1);
});
