/** The stores of this process: one for all nodes and workflows that chose the same. */
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
 * A connection that nobody has asked for in this long is closed: its credential was changed or its
 * workflow unpublished. Longer than any delivery holds its claims.
 */
const UNUSED_MS = LONGEST_HELD_MS + 60_000;
const CHECK_EVERY_MS = 60_000;

interface Kept {
	kind: ChosenStore['kind'];
	/** Fails while the backing store is down. */
	store: ClaimStore;
	/** Claims in the memory of this process meanwhile. */
	fallingBack: ClaimStore;
	/** The one that has the file or the connection. */
	backing: ClaimStore;
	/** The same, where that is a file. */
	file: LocalOrMemoryStore | null;
	/** Outcomes in its retry queue. */
	pending(): number;
	lastAskedFor: number;
}

export class Stores {
	private readonly byKey = new Map<string, Kept>();
	private stopChecking: (() => void) | null = null;

	constructor(private readonly clock: Pick<Clock, 'now'> = monotonicClock) {}

	/**
	 * Nothing is opened before it is used. `mayRefuse`: whether events may be refused while the store
	 * is down, because they come again; if not, they are claimed in the memory of this process. Of
	 * several callers, the first one's `log` is used.
	 */
	open(chosen: ChosenStore, mayRefuse: boolean, log: Log = SILENT): ClaimStore {
		const { store, fallingBack } = this.keep(chosen, log);
		return mayRefuse ? store : fallingBack;
	}

	/** What `chosen` amounts to, as far as can be said without opening anything. */
	preflight(chosen: ChosenStore): StoreDescription {
		if (chosen.kind !== 'local') return describeChosen(chosen);
		const file = this.byKey.get(keyOf(chosen))?.file;
		const why = file?.isOpen ? file.fellBackBecause : preflight(pathOf(chosen));
		return why === null ? describeChosen(chosen) : { kind: 'memory', where: null, why };
	}

	/**
	 * What `chosen` amounts to for certain: a file is opened to find out, as the first event would do.
	 * No connection to a Redis is made. Answers within `ANSWER_WITHIN_MS` and never fails.
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
		this.stopChecking?.();
		this.stopChecking = null;
		const kept = [...this.byKey.values()];
		this.byKey.clear();
		await Promise.all(kept.map(async ({ store }) => await store.close()));
	}

	/** For a process that is ending and can wait for nothing: files are closed properly. */
	endNow(): void {
		// `close` closes the file or the connection before it waits for anything.
		for (const { backing } of this.byKey.values()) void backing.close();
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
		this.stopChecking ??= every(CHECK_EVERY_MS, () => void this.closeUnused());
		return kept;
	}
}

function make(chosen: ChosenStore, log: Log): Kept {
	const resilient = (backing: ClaimStore, file: Kept['file'] = null): Kept => {
		const store = new ResilientStore(new CircuitBreaker(backing), log);
		return {
			kind: chosen.kind,
			store,
			fallingBack: store.fallingBack,
			backing,
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
				backing: store,
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

/** The chosen store: one for everybody in this process who chose the same. See `Stores.open`. */
export function openStore(chosen: ChosenStore, mayRefuse: boolean, log?: Log): ClaimStore {
	return ofThisProcess.open(chosen, mayRefuse, log);
}

/** What `chosen` amounts to in this process, without opening anything. */
export function preflightStore(chosen: ChosenStore): StoreDescription {
	return ofThisProcess.preflight(chosen);
}

/** What `chosen` amounts to in this process; a file is opened to find out. */
export async function describeStore(chosen: ChosenStore, log?: Log): Promise<StoreDescription> {
	return await ofThisProcess.describe(chosen, log);
}

/** Ends all connections of this process; what is opened afterwards is opened anew. */
export async function closeStores(): Promise<void> {
	await ofThisProcess.closeAll();
}
