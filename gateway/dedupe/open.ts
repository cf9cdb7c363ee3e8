/** The stores of this process. One for all nodes and workflows that mean the same one. */
import { chooseStore, type ChosenStore, type StoreWish } from './choose';
import { LazyStore } from './lazy';
import { LocalStore } from './local';
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

export class Stores {
	private readonly byPlace = new Map<string, ClaimStore>();

	constructor(private readonly surroundings: Surroundings) {}

	/** Nothing is opened before it is used. `log` is the one of whoever asks first. */
	open(wish: StoreWish, log: Log = SILENT): ClaimStore {
		const chosen = chooseStore(wish, this.surroundings);
		const key = JSON.stringify(chosen);
		const store = this.byPlace.get(key) ?? make(chosen, log);
		this.byPlace.set(key, store);
		return store;
	}

	async closeAll(): Promise<void> {
		const stores = [...this.byPlace.values()];
		this.byPlace.clear();
		await Promise.all(stores.map(async (store) => await store.close()));
	}
}

function make(chosen: ChosenStore, log: Log): ClaimStore {
	switch (chosen.kind) {
		case 'memory':
			return new MemoryStore();
		case 'redis':
			return new ResilientStore(new ProbingStore(new RedisStore(chosen.settings)), log);
		case 'local':
			return new ResilientStore(
				new ProbingStore(new LazyStore('local', async () => await openLocal(chosen.folder, log))),
				log,
			);
	}
}

async function openLocal(folder: string, log: Log): Promise<ClaimStore> {
	const store = new LocalStore({ folder });
	try {
		await store.open();
		return store;
	} catch (error) {
		if (!(error instanceof StoreUnavailableError && FOR_GOOD.has(error.reason))) throw error;
		log.warn(
			`WhatsApp: event ids are kept in memory until n8n restarts, and not shared with other n8n processes: ${error.message}`,
		);
		return new MemoryStore();
	}
}

const ofThisProcess = new Stores(thisMachine);

/** The store for `wish`, the same one for everybody in this process who wishes the same. */
export function openStore(wish: StoreWish = { choice: 'automatic' }, log?: Log): ClaimStore {
	return ofThisProcess.open(wish, log);
}

/** Ends all connections of this process; what is opened afterwards is opened anew. */
export async function closeStores(): Promise<void> {
	await ofThisProcess.closeAll();
}
