/** What another n8n process does with the file, for tests: `child.ts <what> <folder> [keys as JSON]`. */
import { DatabaseSync } from 'node:sqlite';

import { LocalStore } from '../../../../../gateway/dedupe/stores/local';
import { StoreUnavailableError } from '../../../../../gateway/dedupe/core/store';
import { freshKeys, KEEP_MS, LEASE_MS } from '../store-contract';

const [what, folder = '', keysAsJson = '[]'] = process.argv.slice(2);
const keys = JSON.parse(keysAsJson) as string[];
const store = new LocalStore({ folder });

const say = (result: unknown) => process.stdout.write(`${JSON.stringify(result)}\n`);

/** The next line of standard input: the parent says go on. */
const told = async () => await new Promise((resolve) => process.stdin.once('data', resolve));

const doings: Record<string, () => Promise<void>> = {
	/** Keeps the file locked until told otherwise. */
	async lock() {
		const database = new DatabaseSync(store.path);
		database.exec('BEGIN IMMEDIATE');
		say('locked');
		await told();
		database.exec('COMMIT');
		database.close();
	},

	/** Claims one after the other, confirms what it got, and says which those were. */
	async claim() {
		await store.open();
		say('ready');
		await told();
		const got: string[] = [];
		for (const key of keys) {
			const [state] = await store.claim([key], `process ${process.pid}`, LEASE_MS);
			if (state !== 'claimed') continue;
			got.push(key);
			if (got.length % 2 === 0) await store.confirm([key], `process ${process.pid}`, KEEP_MS);
		}
		say(got);
		await store.close();
	},

	/** Claims and stands there, to be killed. */
	async hold() {
		say(await store.claim(keys, `process ${process.pid}`, LEASE_MS));
		await told();
	},

	/** Claims until it fails, and says why. */
	async fill() {
		for (;;) {
			try {
				await store.claim(freshKeys(100), 'filler', LEASE_MS);
			} catch (error) {
				say(error instanceof StoreUnavailableError ? error.reason : String(error));
				break;
			}
		}
		await store.close();
	},
};

void doings[what ?? '']?.().then(() => process.exit());
