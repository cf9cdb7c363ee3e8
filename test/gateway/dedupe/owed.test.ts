/** What a store is owed, when there is much of it or only a part of the store is back. */
import { Owed } from '../../../gateway/dedupe/owed';
import { StoreUnavailableError, type ClaimStore } from '../../../gateway/dedupe/store';

/** Notes what it is told, save at the places that are down. */
class Told implements ClaimStore {
	readonly name = 'told';
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
let owed: Owed;
beforeEach(() => {
	store = new Told();
	warnings = [];
	owed = new Owed(store, { info() {}, warn: (line) => void warnings.push(line) });
});
afterEach(async () => {
	store.down = () => false;
	await owed.close();
});

const MANY = 25_000;

test('an execution that exists is not forgotten over claims that are free again', async () => {
	owed.confirm(['ran'], 'delivery', 3_600_000);
	for (let index = 0; index < MANY; index++) owed.release([`key${index}`], `holder${index}`);
	expect(owed.size).toBeLessThan(MANY);
	expect(warnings).toEqual([]);
	store.down = () => false;
	await owed.close();
	expect(store.confirmed).toEqual(['ran']);
});

test('more executions than can be kept are said once', () => {
	for (let index = 0; index < MANY; index++) owed.confirm([`key${index}`], `h${index}`, 3_600_000);
	expect(owed.size).toBeLessThan(MANY);
	expect(warnings).toHaveLength(1);
});

test('what lies at a place that is down keeps nothing back from the others', async () => {
	owed.confirm(['aaaa1'], 'one', 3_600_000);
	owed.confirm(['bbbb1'], 'two', 3_600_000);
	owed.confirm(['aaaa2'], 'three', 3_600_000);
	store.down = (key) => key.startsWith('aaaa');
	await owed.close();
	expect(store.confirmed).toEqual(['bbbb1']);
	expect(owed.size).toBe(2);
});

test('a claim that is used after all is not let go, and its execution is not forgotten with it', async () => {
	owed.release(['key'], 'delivery');
	owed.forgive('delivery');
	expect(owed.size).toBe(0);
	owed.confirm(['key'], 'delivery', 3_600_000);
	owed.forgive('delivery');
	expect(owed.size).toBe(1);
});
