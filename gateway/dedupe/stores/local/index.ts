/**
 * Claims in a SQLite file: shared by all n8n processes of one machine, and still there after a
 * restart. Not for a network drive, where SQLite cannot lock: several machines share a Redis.
 *
 * SQLite in Node blocks the whole process. So every step here is small, no lock is waited for
 * inside SQLite, and what has expired is removed a little at a time.
 */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { monotonicClock } from '../../../clock';
import { openDatabase, requireSqlite, type OpenDatabase } from './database';
import { isBusy, isDamage, unavailable } from './failure';
import { ensureFile, identityOf, setAside } from './files';
import { machineClock, type MachineClock } from './time';
import {
	ANSWER_WITHIN_MS,
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
} from '../../core/store';

/** Changed tables take a new name: an older version that is started again finds its own file. */
const FILE = 'claims.1.sqlite';

/**
 * About eight million ids. Without a secret anybody can make up events, and whoever does must not
 * fill n8n's disk.
 */
const MOST_BYTES = 1024 ** 3;

/** Between two tries at a locked file. A commit holds the lock for a fraction of a millisecond. */
const TRY_AGAIN_MS = { shortest: 2, longest: 25 };

/** Ids removed in one step: about a millisecond. */
const REMOVE_AT_ONCE = 200;
/** Between two steps when there is more to remove. */
const NEXT_STEP_MS = 25;
/** Between two checks for something to remove. */
const CHECK_EVERY_MS = 5_000;

export interface LocalStoreOptions {
	/** Made when it is not there. */
	folder: string;
	clock?: MachineClock;
	/** The database never grows beyond it; then it is full. */
	mostBytes?: number;
}

/** What is done with the open database; `now` is in the file's own time. */
type Work<T> = (database: OpenDatabase, now: number) => T;

export class LocalStore implements ClaimStore {
	readonly path: string;

	private readonly clock: MachineClock;
	private readonly mostBytes: number;
	private database: OpenDatabase | null = null;
	private closed = false;
	/** Set while the file is locked: one caller waits, and all others wait with it. */
	private locked: Promise<void> | null = null;
	private lastCheck = -Infinity;
	private removing: NodeJS.Timeout | null = null;

	constructor({ folder, clock = machineClock, mostBytes = MOST_BYTES }: LocalStoreOptions) {
		this.path = join(folder, FILE);
		this.clock = clock;
		this.mostBytes = mostBytes;
	}

	/** Opens the file, to find out now whether this store can be used at all. */
	async open(): Promise<void> {
		await this.perform(() => undefined);
	}

	async claim(keys: readonly string[], holder: string, leaseMs: number): Promise<ClaimState[]> {
		const [key = ''] = keys;
		const lease = Math.ceil(leaseMs);
		return await this.perform(({ run }, now) => {
			this.removeSoon();
			if (keys.length === 1 && run.claimOne.run({ key, holder, now, lease }).changes === 1) {
				return ['claimed'];
			}
			const asked = JSON.stringify(keys);
			const taken = keysIn(run.claim.all({ keys: asked, holder, now, lease }));
			if (keys.every((key) => taken.has(key))) return keys.map(() => 'claimed');
			const confirmed = keysIn(run.confirmed.all({ keys: asked, now }));
			return keys.map((key) =>
				taken.has(key) ? 'claimed' : confirmed.has(key) ? 'confirmed' : 'held',
			);
		});
	}

	async confirm(keys: readonly string[], _holder: string, keepMs: number): Promise<void> {
		await this.perform(({ run }, now) => {
			run.confirm.run({ keys: JSON.stringify(keys), until: now + Math.ceil(keepMs) });
		});
	}

	async release(keys: readonly string[], holder: string): Promise<void> {
		await this.perform(({ run }) => {
			run.release.run({ keys: JSON.stringify(keys), holder });
		});
	}

	async close(): Promise<void> {
		this.closed = true;
		if (this.removing) clearTimeout(this.removing);
		this.letGo();
	}

	/** Tries until the file is not locked, for no longer than a request may wait. */
	private async perform<T>(work: Work<T>): Promise<T> {
		const deadline = monotonicClock.now() + ANSWER_WITHIN_MS;
		for (;;) {
			while (this.locked && monotonicClock.now() < deadline) await this.locked;
			const done = this.tryOnce(work);
			if (done) return done.result;
			if (monotonicClock.now() >= deadline) {
				throw new StoreUnavailableError(
					'locked',
					`the file ${this.path} is kept locked by another process`,
				);
			}
			const { shortest, longest } = TRY_AGAIN_MS;
			this.locked ??= sleep(shortest + Math.random() * (longest - shortest)).then(() => {
				this.locked = null;
			});
		}
	}

	/** Null: the file is locked, or was just replaced. */
	private tryOnce<T>(work: Work<T>): { result: T } | null {
		if (this.closed) throw new StoreUnavailableError('broken', 'the local store is closed');
		try {
			const database = this.current();
			return database && { result: work(database, this.timeOf(database)) };
		} catch (error) {
			if (isBusy(error)) return null;
			if (isDamage(error) && this.replaceDamaged()) return null;
			// Whatever it was, the next call begins with a fresh connection.
			this.letGo();
			throw unavailable(error, this.path);
		}
	}

	/** The open database; opened anew when its file was deleted or replaced under it. */
	private current(): OpenDatabase | null {
		if (this.database && identityOf(this.path) === this.database.identity) return this.database;
		this.letGo();
		requireSqlite();
		if (!ensureFile(this.path)) return null;
		const { clock, mostBytes } = this;
		this.database = openDatabase(this.path, { clock, mostBytes });
		return this.database;
	}

	private timeOf({ mark }: OpenDatabase): number {
		return Math.floor(this.clock.steady() + mark.offset);
	}

	private replaceDamaged(): boolean {
		const identity = this.database?.identity ?? identityOf(this.path);
		this.letGo();
		try {
			if (identity !== null) setAside(this.path, identity);
			return true;
		} catch {
			return false;
		}
	}

	private letGo(): void {
		const { database } = this;
		this.database = null;
		try {
			database?.close();
		} catch {
			// It is gone either way.
		}
	}

	/** Not now: a delivery that waits for its claim does not pay for old ones. */
	private removeSoon(): void {
		const now = monotonicClock.now();
		if (this.removing || now - this.lastCheck < CHECK_EVERY_MS) return;
		this.lastCheck = now;
		this.removeAfter(NEXT_STEP_MS);
	}

	private removeAfter(milliseconds: number): void {
		this.removing = setTimeout(() => {
			this.removing = null;
			if (this.removeSome() === REMOVE_AT_ONCE) this.removeAfter(NEXT_STEP_MS);
		}, milliseconds);
		this.removing.unref();
	}

	/** Nobody waits for this: whatever is in the way, it goes on another time. */
	private removeSome(): number {
		try {
			const { database } = this;
			if (!database || this.closed || this.locked) return 0;
			const now = this.timeOf(database);
			const { changes } = database.run.removeOver.run({ now, most: REMOVE_AT_ONCE });
			if (changes < REMOVE_AT_ONCE) {
				database.run.writeMark.run({ ...database.mark, time: now, wall: this.clock.wall() });
			}
			return Number(changes);
		} catch {
			return 0;
		}
	}
}

function keysIn(rows: Array<Record<string, unknown>>): ReadonlySet<unknown> {
	return new Set(rows.map(({ key }) => key));
}
