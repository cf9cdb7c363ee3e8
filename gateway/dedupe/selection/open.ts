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
import { atExit } from './at-exit';
import { describeChosen, type ChosenStore, type StoreDescription } from './chosen-store';
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
	/** Fails while what is below is down. */
	store: ClaimStore;
	/** Goes by the memory of this process meanwhile. */
	fallingBack: ClaimStore;
	/** The one that has the file or the connection. */
	below: ClaimStore;
	/** What is below it, where that is a file. */
	file: LocalOrMemoryStore | null;
	/** Outcomes in its retry queue. */
	pending(): number;
	lastAskedFor: number;
}

export class Stores {
	private readonly byKey = new Map<string, Kept>();
	private stopLooking: (() => void) | null = null;

	constructor(private readonly clock: Pick<Clock, 'now'> = monotonicClock) {}

	/**
	 * Nothing is opened before it is used. `mayRefuse`: whether events come again while the store is
	 * down; where not, they are claimed in the memory of this process meanwhile. `log` is the one of
	 * whoever asks first.
	 */
	open(chosen: ChosenStore, mayRefuse: boolean, log: Log = SILENT): ClaimStore {
		const { store, fallingBack } = this.keep(chosen, log);
		return mayRefuse ? store : fallingBack;
	}

	/** What `chosen` comes to, as far as can be said without opening anything. */
	preflight(chosen: ChosenStore): StoreDescription {
		if (chosen.kind !== 'local') return describeChosen(chosen);
		const file = this.byKey.get(keyOf(chosen))?.file;
		const why = file?.isOpen ? file.fellBackBecause : preflight(pathOf(chosen));
		return why === null ? describeChosen(chosen) : { kind: 'memory', where: null, why };
	}

	/**
	 * What `chosen` comes to for certain: a file is opened for it, as the first event would. No
	 * connection to a Redis is made. Answers within `ANSWER_WITHIN_MS` and never fails.
	 */
	async describe(chosen: ChosenStore, log: Log = SILENT): Promise<StoreDescription> {
		try {
			if (chosen.kind === 'local') await this.keep(chosen, log).file?.open();
			return this.preflight(chosen);
		} catch (error) {
			return { ...describeChosen(chosen), why: (error as Error).message };
		}
	}

	async closeAll(): Promise<void> {
		this.stopLooking?.();
		this.stopLooking = null;
		const kept = [...this.byKey.values()];
		this.byKey.clear();
		await Promise.all(kept.map(async ({ store }) => await store.close()));
	}

	/** For a process that ends now: nothing can be waited for any more. Files are closed in order. */
	endNow(): void {
		// What closes a file or a connection is done before `close` first waits for anything.
		for (const { below } of this.byKey.values()) void below.close();
	}

	/** Closes the connections to a Redis that nobody has asked for in a long time. */
	async closeUnused(): Promise<void> {
		const before = this.clock.now() - UNUSED_MS;
		const unused = [...this.byKey].filter(
			([, { kind, lastAskedFor, pending }]) =>
				kind === 'redis' && lastAskedFor < before && pending() === 0,
		);
		for (const [key] of unused) this.byKey.delete(key);
		await Promise.all(unused.map(async ([, { store }]) => await store.close()));
	}

	private keep(chosen: ChosenStore, log: Log): Kept {
		const key = keyOf(chosen);
		const kept = this.byKey.get(key) ?? make(chosen, log);
		kept.lastAskedFor = this.clock.now();
		this.byKey.set(key, kept);
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
			fallingBack: store.fallingBack,
			below,
			file,
			pending: () => store.pending,
			lastAskedFor: 0,
		};
	};
	switch (chosen.kind) {
		case 'memory': {
			const store = new MemoryStore();
			return {
				kind: 'memory',
				store,
				fallingBack: store,
				below: store,
				file: null,
				pending: () => 0,
				lastAskedFor: 0,
			};
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

const ofThisProcess = new Stores();
atExit(() => ofThisProcess.endNow());

/** The chosen store, the same one for everybody in this process who chose the same. See `Stores.open`. */
export function openStore(chosen: ChosenStore, mayRefuse: boolean, log?: Log): ClaimStore {
	return ofThisProcess.open(chosen, mayRefuse, log);
}

/** What `chosen` comes to in this process, without opening anything. */
export function preflightStore(chosen: ChosenStore): StoreDescription {
	return ofThisProcess.preflight(chosen);
}

/** What `chosen` comes to in this process; a file is opened to find out. */
export async function describeStore(chosen: ChosenStore, log?: Log): Promise<StoreDescription> {
	return await ofThisProcess.describe(chosen, log);
}

/** Ends all connections of this process; what is opened afterwards is opened anew. */
export async function closeStores(): Promise<void> {
	await ofThisProcess.closeAll();
}
