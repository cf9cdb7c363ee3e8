/** What becomes of events while their store is down, and when it comes back. */
import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { ResilientStore } from '../../../../gateway/dedupe/resilience/resilient';
import { StoreUnavailableError, type ClaimStore } from '../../../../gateway/dedupe/core/store';
import { until } from '../../../support/until';
import { StoreBehind } from './store-behind';
import { freshKeys, KEEP_MS, LEASE_MS, storeContract } from '../stores/store-contract';

/** A cable to a store that several processes share, with a plug. */
class Cable extends StoreBehind {
	/** `answers cut`: the store does what it is told, and nobody hears of it. */
	state: 'plugged in' | 'pulled' | 'answers cut' = 'plugged in';
	tries = 0;
	/** What every call waits for before anything else. */
	until: Promise<void> = Promise.resolve();

	protected async over<T>(_keys: readonly string[], call: () => Promise<T>): Promise<T> {
		this.tries++;
		await this.until;
		const answer = this.state === 'pulled' ? undefined : await call();
		if (this.state === 'plugged in') return answer as T;
		throw new StoreUnavailableError('unreachable', 'the cable is pulled');
	}
}

class Lines {
	readonly warnings: string[] = [];
	readonly infos: string[] = [];
	warn = (line: string) => void this.warnings.push(line);
	info = (line: string) => void this.infos.push(line);
}

let shared: MemoryStore;
let cable: Cable;
let log: Lines;
/** The process whose cable is pulled, and one that has its own. */
let store: ResilientStore;
let elsewhere: ResilientStore;
let key: string;

beforeEach(() => {
	shared = new MemoryStore();
	cable = new Cable(shared);
	log = new Lines();
	store = new ResilientStore(cable, log);
	elsewhere = new ResilientStore(new Cable(shared), new Lines());
	[key = ''] = freshKeys(1);
});
afterEach(async () => {
	cable.state = 'plugged in';
	await store.close();
	await elsewhere.close();
});

const claim = async (of: ClaimStore, holder: string) => await of.claim([key], holder, LEASE_MS);

/** The process has caught up with what it owes the store. */
const untilSettled = async () =>
	await until(() => store.pending === 0, { what: 'the store to be told' });

describe('with the store up, it is that store', () => {
	let now = 1_000_000;
	const clock = { now: () => now };
	storeContract(async () => {
		const common = new MemoryStore(clock);
		const opened: ResilientStore[] = [];
		return {
			open: async () => {
				const one = new ResilientStore(common, new Lines(), clock);
				opened.push(one);
				return one;
			},
			pass: async (milliseconds) => {
				now += milliseconds;
			},
			end: async () => {
				for (const one of opened) await one.close();
			},
		};
	});
});

describe('for providers that send again', () => {
	test('claims fail, and succeed when the store is back', async () => {
		cable.state = 'pulled';
		await expect(claim(store, 'A')).rejects.toThrow(StoreUnavailableError);
		cable.state = 'plugged in';
		expect(await claim(store, 'B')).toEqual(['claimed']);
	});

	test('a claim that failed although the store took it is let go when the store is back', async () => {
		cable.state = 'answers cut';
		await expect(claim(store, 'A')).rejects.toThrow('the cable is pulled');
		expect(await claim(elsewhere, 'B')).toEqual(['held']);
		cable.state = 'plugged in';
		await untilSettled();
		expect(await claim(elsewhere, 'B')).toEqual(['claimed']);
	});

	test('a claim that cannot be renewed stays what it is, here and in the store', async () => {
		await claim(store, 'A');
		cable.state = 'answers cut';
		await expect(claim(store, 'A')).rejects.toThrow('the cable is pulled');
		expect(await claim(store, 'B')).toEqual(['held']);
		cable.state = 'plugged in';
		await store.claim(freshKeys(1), 'other', LEASE_MS);
		await untilSettled();
		expect(await claim(store, 'B')).toEqual(['held']);
		expect(await claim(elsewhere, 'C')).toEqual(['held']);
	});

	test('a duplicate of what ran here is known to be one', async () => {
		await claim(store, 'A');
		await store.confirm([key], 'A', KEEP_MS);
		cable.state = 'pulled';
		expect(await claim(store, 'B')).toEqual(['confirmed']);
	});
});

describe('for providers that do not send again', () => {
	test('an event runs once here, whatever the order of outage and redelivery', async () => {
		cable.state = 'pulled';
		expect(await claim(store.fallingBack, 'A')).toEqual(['claimed']);
		expect(await claim(store.fallingBack, 'B')).toEqual(['held']);
		cable.state = 'plugged in';
		expect(await claim(store.fallingBack, 'C')).toEqual(['held']);
		await store.fallingBack.confirm([key], 'A', KEEP_MS);
		expect(await claim(store.fallingBack, 'D')).toEqual(['confirmed']);
	});

	test('an event that was claimed before the outage is not claimed again during it', async () => {
		expect(await claim(store.fallingBack, 'A')).toEqual(['claimed']);
		cable.state = 'pulled';
		expect(await claim(store.fallingBack, 'B')).toEqual(['held']);
		await store.fallingBack.confirm([key], 'A', KEEP_MS);
		expect(await claim(store.fallingBack, 'B')).toEqual(['confirmed']);
	});

	test('an event that failed during the outage runs with its redelivery', async () => {
		cable.state = 'pulled';
		await claim(store.fallingBack, 'A');
		await store.fallingBack.release([key], 'A');
		expect(await claim(store.fallingBack, 'B')).toEqual(['claimed']);
	});

	test('a claim the store took without an answer stays the holder’s while it is in use', async () => {
		cable.state = 'answers cut';
		expect(await claim(store.fallingBack, 'A')).toEqual(['claimed']);
		cable.state = 'plugged in';
		// Something else goes through, which is when the retry queue is told.
		await store.claim(freshKeys(1), 'other', LEASE_MS);
		await untilSettled();
		expect(await claim(elsewhere, 'B')).toEqual(['held']);
	});
});

describe('what the store could not be told', () => {
	test('that an execution exists: it learns it as soon as it is back', async () => {
		await claim(store, 'A');
		cable.state = 'pulled';
		await store.confirm([key], 'A', KEEP_MS);
		expect(await claim(elsewhere, 'B')).toEqual(['held']);
		const tries = cable.tries;
		await until(() => cable.tries >= tries + 3, { what: 'three tries in vain', timeoutMs: 20_000 });
		cable.state = 'plugged in';
		await untilSettled();
		expect(await claim(elsewhere, 'B')).toEqual(['confirmed']);
	});

	test('that a claim is free again: the same', async () => {
		await claim(store, 'A');
		cable.state = 'pulled';
		await store.release([key], 'A');
		cable.state = 'plugged in';
		await untilSettled();
		expect(await claim(elsewhere, 'B')).toEqual(['claimed']);
	});

	test('the outcomes of a thousand deliveries, each with its own', async () => {
		const keys = freshKeys(1_000);
		for (const [index, one] of keys.entries()) await store.claim([one], `H${index}`, LEASE_MS);
		cable.state = 'pulled';
		for (const [index, one] of keys.entries()) {
			if (index % 2 === 0) await store.confirm([one], `H${index}`, KEEP_MS);
			else await store.release([one], `H${index}`);
		}
		cable.state = 'plugged in';
		await untilSettled();
		expect(await elsewhere.claim(keys, 'X', LEASE_MS)).toEqual(
			keys.map((_, index) => (index % 2 === 0 ? 'confirmed' : 'claimed')),
		);
	});

	test('it is tried again with pauses, not all the time', async () => {
		cable.state = 'pulled';
		for (const one of freshKeys(100)) await store.confirm([one], one, KEEP_MS);
		const before = cable.tries;
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		expect(cable.tries).toBeGreaterThan(before);
		expect(cable.tries - before).toBeLessThan(10);
	});

	test('when the process ends, it is told a last time', async () => {
		await claim(store, 'A');
		cable.state = 'pulled';
		await store.confirm([key], 'A', KEEP_MS);
		cable.state = 'plugged in';
		await store.close();
		expect(await claim(elsewhere, 'B')).toEqual(['confirmed']);
	});

	test('a process that ends while the store is down does not wait for it', async () => {
		cable.state = 'pulled';
		await store.confirm(freshKeys(10), 'A', KEEP_MS);
		const before = cable.tries;
		await store.close();
		expect(cable.tries - before).toBe(1);
	});
});

test('the log says once that the store is down and once that it is back', async () => {
	let now = 0;
	store = new ResilientStore(cable, log, { now: () => now });
	cable.state = 'pulled';
	for (const one of freshKeys(500)) {
		await store.claim([one], 'A', LEASE_MS).catch(() => {});
		now += 1_000;
	}
	cable.state = 'plugged in';
	now += 60_000;
	for (const one of freshKeys(500)) await store.claim([one], 'A', LEASE_MS);
	expect(log.warnings).toEqual([expect.stringContaining('the cable is pulled')]);
	expect(log.infos).toHaveLength(1);
});

test('a store that works and fails by turns does not fill the log', async () => {
	for (const one of freshKeys(500)) {
		cable.state = cable.state === 'pulled' ? 'plugged in' : 'pulled';
		await store.claim([one], 'A', LEASE_MS).catch(() => {});
	}
	expect(log.warnings).toHaveLength(1);
	expect(log.infos).toHaveLength(0);
});

test('many deliveries that ask at once all learn that another process has run the event', async () => {
	await claim(elsewhere, 'winner');
	await elsewhere.confirm([key], 'winner', KEEP_MS);
	expect(await claim(store, 'first')).toEqual(['confirmed']);
	// Where one asks already, the next is told what this process knows.
	cable.state = 'pulled';
	expect(await claim(store, 'second')).toEqual(['confirmed']);
});

test.each(['pulled', 'plugged in'] as const)(
	'an execution that exists while its claim was being renewed is known to the store in the end (%s)',
	async (state) => {
		await claim(store.fallingBack, 'A');
		let goOn = () => {};
		cable.until = new Promise((resolve) => (goOn = resolve));
		const renewal = claim(store.fallingBack, 'A').catch(() => 'failed');
		cable.until = Promise.resolve();
		cable.state = 'pulled';
		await store.fallingBack.confirm([key], 'A', KEEP_MS);
		cable.state = state;
		goOn();
		await renewal;
		cable.state = 'plugged in';
		await untilSettled();
		expect(await claim(elsewhere, 'B')).toEqual(['confirmed']);
	},
);

test('a claim that was let go while it was being renewed is free', async () => {
	await claim(store, 'A');
	let goOn = () => {};
	cable.until = new Promise((resolve) => (goOn = resolve));
	const renewal = claim(store, 'A').catch(() => 'failed');
	cable.until = Promise.resolve();
	await store.release([key], 'A');
	goOn();
	await renewal;
	await untilSettled();
	expect(await claim(elsewhere, 'B')).toEqual(['claimed']);
	expect(await claim(store, 'C')).toEqual(['held']);
});
