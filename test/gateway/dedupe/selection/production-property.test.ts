/**
 * The invariant of every store, for what a trigger really gets: the memory of the process and the
 * circuit breaker around a store that several processes share, over a line on which calls take
 * differently long, overtake each other and get lost.
 */
import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

import { MemoryStore } from '../../../../gateway/dedupe/stores/memory';
import { CircuitBreaker } from '../../../../gateway/dedupe/resilience/circuit-breaker';
import { ResilientStore } from '../../../../gateway/dedupe/resilience/resilient';
import { StoreUnavailableError, type ClaimStore } from '../../../../gateway/dedupe/core/store';
import { StoreBehind } from '../resilience/store-behind';
import { checkStore } from '../stores/store-property';

const SILENT = { info: () => {}, warn: () => {} };

/** The same numbers each time, so that what failed once fails again. */
function numbers(): (below: number) => number {
	let last = 1;
	return (below) => {
		last = (last * 48_271) % 2_147_483_647;
		return last % below;
	};
}

/** One process's line to the store all share. */
class Line extends StoreBehind {
	disturbed = false;

	constructor(
		shared: ClaimStore,
		private readonly next: (below: number) => number,
	) {
		super(shared);
	}

	protected async over<T>(_keys: readonly string[], call: () => Promise<T>): Promise<T> {
		const fate = this.disturbed ? this.next(3) : 0;
		await this.wait();
		if (fate === 1) throw new StoreUnavailableError('unreachable', 'the question was lost');
		const answer = await call();
		await this.wait();
		if (fate === 2) throw new StoreUnavailableError('unreachable', 'the answer was lost');
		return answer;
	}

	private async wait(): Promise<void> {
		for (let turns = this.next(3); turns > 0; turns--) await turn();
	}
}

function sharedByProcesses() {
	let now = 1_000_000;
	const clock = { now: () => now };
	const shared = new MemoryStore(clock);
	const next = numbers();
	const lines = new Map<ClaimStore, Line>();
	const lineOf = (store: ClaimStore) => {
		const line = lines.get(store);
		if (!line) throw new Error('not one of these stores');
		return line;
	};
	const open = async () => {
		const line = new Line(shared, next);
		const store = new ResilientStore(new CircuitBreaker(line), SILENT, clock);
		lines.set(store, line);
		return store;
	};
	return {
		open,
		pass: async (milliseconds: number) => void (now += milliseconds),
		end: async () => {
			for (const store of lines.keys()) await store.close();
		},
		restart: async (store: ClaimStore) => {
			await store.close();
			return await open();
		},
		disturb: (store: ClaimStore) => void (lineOf(store).disturbed = true),
		/** The store answers again, and is told what it is owed. */
		mend: async (store: ClaimStore) => {
			lineOf(store).disturbed = false;
			const works = async () =>
				await store.claim([randomUUID()], randomUUID(), 1).then(
					() => true,
					// One at a time finds out whether it is back: not yet the turn of this one.
					() => false,
				);
			while (!(await works()) || (store as ResilientStore).pending > 0) {
				await new Promise((resolve) => setTimeout(resolve, 0));
			}
		},
	};
}

test('any interleaving of claims, confirmations, releases, time and crashes', async () => {
	const { restart, disturb: _disturb, mend: _mend, ...stores } = sharedByProcesses();
	await checkStore(stores, {
		runs: 1_000,
		afterCrash: restart,
		cautious: true,
		asDeliveries: true,
	});
	await stores.end();
}, 60_000);

test('and of calls that get lost, once the store has been told what it is owed', async () => {
	const { restart, disturb, mend, ...stores } = sharedByProcesses();
	await checkStore(stores, {
		runs: 500,
		afterCrash: restart,
		cautious: true,
		asDeliveries: true,
		disturb,
		mend,
	});
	await stores.end();
}, 60_000);
