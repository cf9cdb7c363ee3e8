/** The stores of this process. One for all nodes and workflows that mean the same one. */
import { every, monotonicClock, type Clock } from '../../clock';
import { LONGEST_HELD_MS } from '../core/renewal';
import type { ClaimStore } from '../core/store';
import { CircuitBreaker } from '../resilience/circuit-breaker';
import type { Log } from '../resilience/outage';
import { ResilientStore } from '../resilience/resilient';
import { LocalStore } from '../stores/local';
import { preflight } from '../stores/local/preflight';
import { MemoryStore } from '../stores/memory';
import { RedisStore } from '../stores/redis';
import { chooseStore, type ChosenStore, type StoreWish } from './choose';
import { describeChosen, type StoreDescription } from './description';
import { atExit, thisMachine, type Environment } from './environment';
import { LocalOrMemoryStore } from './local-or-memory';

const SILENT: Log = { info: () => {}, warn: () => {} };

/**
 * A connection nobody has asked for in so long is closed: its credential was changed or its workflow
 * unpublished. Longer than any delivery holds its claims.
 */
const UNUSED_MS = LONGEST_HELD_MS + 60_000;
const LOOK_EVERY_MS = 60_000;

interface Kept {
	kind: ChosenStore['kind'];
	store: ClaimStore;
	/** The one that has the file or the connection. */
	below: ClaimStore;
	/** What is below it, where that is a file. */
	file: LocalOrMemoryStore | null;
	/** Outcomes the store has not been told yet. */
	untold(): number;
	lastAskedFor: number;
}

export class Stores {
	private readonly byPlace = new Map<string, Kept>();
	private stopLooking: (() => void) | null = null;

	constructor(
		private readonly environment: Environment,
		private readonly clock: Pick<Clock, 'now'> = monotonicClock,
	) {}

	/** Nothing is opened before it is used. `log` is the one of whoever asks first. */
	open(wish: StoreWish, log: Log = SILENT): ClaimStore {
		return this.keep(chooseStore(wish, this.environment), log).store;
	}

	/** What `wish` comes to, as far as can be said without opening anything. */
	preflight(wish: StoreWish): StoreDescription {
		const chosen = chooseStore(wish, this.environment);
		if (chosen.kind !== 'local') return describeChosen(chosen);
		const file = this.byPlace.get(keyOf(chosen))?.file;
		const why = file?.isOpen ? file.fellBackBecause : preflight(pathOf(chosen));
		return why === null ? describeChosen(chosen) : { kind: 'memory', where: null, why };
	}

	/**
	 * What `wish` comes to for certain: a file is opened for it, as the first event would. No
	 * connection to a Redis is made. Answers within `ANSWER_WITHIN_MS` and never fails.
	 */
	async describe(wish: StoreWish, log: Log = SILENT): Promise<StoreDescription> {
		const chosen = chooseStore(wish, this.environment);
		try {
			if (chosen.kind === 'local') await this.keep(chosen, log).file?.open();
			return this.preflight(wish);
		} catch (error) {
			return { ...describeChosen(chosen), why: (error as Error).message };
		}
	}

	async closeAll(): Promise<void> {
		this.stopLooking?.();
		this.stopLooking = null;
		const kept = [...this.byPlace.values()];
		this.byPlace.clear();
		await Promise.all(kept.map(async ({ store }) => await store.close()));
	}

	/** For a process that ends now: nothing can be waited for any more. Files are closed in order. */
	endNow(): void {
		// What closes a file or a connection is done before `close` first waits for anything.
		for (const { below } of this.byPlace.values()) void below.close();
	}

	/** Closes the connections to a Redis that nobody has asked for in a long time. */
	async closeUnused(): Promise<void> {
		const before = this.clock.now() - UNUSED_MS;
		const unused = [...this.byPlace].filter(
			([, { kind, lastAskedFor, untold }]) =>
				kind === 'redis' && lastAskedFor < before && untold() === 0,
		);
		for (const [place] of unused) this.byPlace.delete(place);
		await Promise.all(unused.map(async ([, { store }]) => await store.close()));
	}

	private keep(chosen: ChosenStore, log: Log): Kept {
		const place = keyOf(chosen);
		const kept = this.byPlace.get(place) ?? make(chosen, log);
		kept.lastAskedFor = this.clock.now();
		this.byPlace.set(place, kept);
		this.stopLooking ??= every(LOOK_EVERY_MS, () => void this.closeUnused());
		return kept;
	}
}

function make(chosen: ChosenStore, log: Log): Kept {
	const resilient = (below: ClaimStore, file: Kept['file'] = null): Kept => {
		const store = new ResilientStore(new CircuitBreaker(below), log);
		return {
			kind: chosen.kind,
			store,
			below,
			file,
			untold: () => store.untold,
			lastAskedFor: 0,
		};
	};
	switch (chosen.kind) {
		case 'memory': {
			const store = new MemoryStore();
			return { kind: 'memory', store, below: store, file: null, untold: () => 0, lastAskedFor: 0 };
		}
		case 'redis':
			return resilient(new RedisStore(chosen.settings));
		case 'local': {
			const file = new LocalOrMemoryStore(async () => await openLocal(chosen.folder), log);
			return resilient(file, file);
		}
	}
}

async function openLocal(folder: string): Promise<ClaimStore> {
	const store = new LocalStore({ folder });
	await store.open();
	return store;
}

function keyOf(chosen: ChosenStore): string {
	return JSON.stringify(chosen);
}

function pathOf({ folder }: Extract<ChosenStore, { kind: 'local' }>): string {
	return new LocalStore({ folder }).path;
}

const ofThisProcess = new Stores(thisMachine);
atExit(() => ofThisProcess.endNow());

/** The store for `wish`, the same one for everybody in this process who wishes the same. */
export function openStore(wish: StoreWish = { choice: 'automatic' }, log?: Log): ClaimStore {
	return ofThisProcess.open(wish, log);
}

/** What `wish` comes to in this process, without opening anything. */
export function preflightStore(wish: StoreWish): StoreDescription {
	return ofThisProcess.preflight(wish);
}

/** What `wish` comes to in this process; a file is opened to find out. */
export async function describeStore(wish: StoreWish, log?: Log): Promise<StoreDescription> {
	return await ofThisProcess.describe(wish, log);
}

/** Ends all connections of this process; what is opened afterwards is opened anew. */
export async function closeStores(): Promise<void> {
	await ofThisProcess.closeAll();
}
