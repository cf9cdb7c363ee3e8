/** The stores of this process. One for all nodes and workflows that mean the same one. */
import { chooseStore, type ChosenStore, type StoreWish } from './choose';
import { describeChosen, type StoreDescription } from './description';
import { LazyStore } from './lazy';
import { LocalStore } from './local';
import { foreseeTrouble } from './local/foresee';
import { MemoryStore } from './memory';
import type { Log } from './outage';
import { ProbingStore } from './probing';
import { RedisStore } from './redis';
import { ResilientStore } from './resilient';
import { StoreUnavailableError, type ClaimStore, type UnavailableReason } from './store';
import { thisMachine, type Surroundings } from './surroundings';

const SILENT: Log = { info: () => {}, warn: () => {} };

/** What waiting does not mend: there is no such file on this machine, and will not be. */
const FOR_GOOD: ReadonlySet<UnavailableReason> = new Set(['unsupported', 'read-only', 'broken']);

interface Kept {
	store: ClaimStore;
	/** What is below it, where that is a file. */
	file: LazyStore | null;
	/** Why it turned out to be memory instead. */
	fellBackBecause: string | null;
}

export class Stores {
	private readonly byPlace = new Map<string, Kept>();

	constructor(private readonly surroundings: Surroundings) {}

	/** Nothing is opened before it is used. `log` is the one of whoever asks first. */
	open(wish: StoreWish, log: Log = SILENT): ClaimStore {
		return this.keep(chooseStore(wish, this.surroundings), log).store;
	}

	/** What `wish` comes to, as far as can be said without opening anything. */
	foresee(wish: StoreWish): StoreDescription {
		const chosen = chooseStore(wish, this.surroundings);
		if (chosen.kind !== 'local') return describeChosen(chosen);
		const kept = this.byPlace.get(keyOf(chosen));
		const why = kept?.file?.isOpen ? kept.fellBackBecause : foreseeTrouble(pathOf(chosen));
		return why === null ? describeChosen(chosen) : { kind: 'memory', where: null, why };
	}

	/**
	 * What `wish` comes to for certain: a file is opened for it, as the first event would. No
	 * connection to a Redis is made. Answers within `ANSWER_WITHIN_MS` and never fails.
	 */
	async describe(wish: StoreWish, log: Log = SILENT): Promise<StoreDescription> {
		const chosen = chooseStore(wish, this.surroundings);
		try {
			if (chosen.kind === 'local') await this.keep(chosen, log).file?.openOnce();
			return this.foresee(wish);
		} catch (error) {
			return { ...describeChosen(chosen), why: (error as Error).message };
		}
	}

	async closeAll(): Promise<void> {
		const kept = [...this.byPlace.values()];
		this.byPlace.clear();
		await Promise.all(kept.map(async ({ store }) => await store.close()));
	}

	private keep(chosen: ChosenStore, log: Log): Kept {
		const key = keyOf(chosen);
		const kept = this.byPlace.get(key) ?? make(chosen, log);
		this.byPlace.set(key, kept);
		return kept;
	}
}

function make(chosen: ChosenStore, log: Log): Kept {
	switch (chosen.kind) {
		case 'memory':
			return { store: new MemoryStore(), file: null, fellBackBecause: null };
		case 'redis': {
			const store = new ResilientStore(new ProbingStore(new RedisStore(chosen.settings)), log);
			return { store, file: null, fellBackBecause: null };
		}
		case 'local': {
			const file = new LazyStore('local', async () => {
				const { store, fellBackBecause } = await openLocal(chosen.folder, log);
				kept.fellBackBecause = fellBackBecause;
				return store;
			});
			const store = new ResilientStore(new ProbingStore(file), log);
			const kept: Kept = { store, file, fellBackBecause: null };
			return kept;
		}
	}
}

async function openLocal(
	folder: string,
	log: Log,
): Promise<Pick<Kept, 'store' | 'fellBackBecause'>> {
	const store = new LocalStore({ folder });
	try {
		await store.open();
		return { store, fellBackBecause: null };
	} catch (error) {
		if (!(error instanceof StoreUnavailableError && FOR_GOOD.has(error.reason))) throw error;
		log.warn(
			`WhatsApp: event ids are kept in memory until n8n restarts, and not shared with other n8n processes: ${error.message}`,
		);
		return { store: new MemoryStore(), fellBackBecause: error.message };
	}
}

function keyOf(chosen: ChosenStore): string {
	return JSON.stringify(chosen);
}

function pathOf({ folder }: Extract<ChosenStore, { kind: 'local' }>): string {
	return new LocalStore({ folder }).path;
}

const ofThisProcess = new Stores(thisMachine);

/** The store for `wish`, the same one for everybody in this process who wishes the same. */
export function openStore(wish: StoreWish = { choice: 'automatic' }, log?: Log): ClaimStore {
	return ofThisProcess.open(wish, log);
}

/** What `wish` comes to in this process, without opening anything. */
export function foreseeStore(wish: StoreWish): StoreDescription {
	return ofThisProcess.foresee(wish);
}

/** What `wish` comes to in this process; a file is opened to find out. */
export async function describeStore(wish: StoreWish, log?: Log): Promise<StoreDescription> {
	return await ofThisProcess.describe(wish, log);
}

/** Ends all connections of this process; what is opened afterwards is opened anew. */
export async function closeStores(): Promise<void> {
	await ofThisProcess.closeAll();
}
