/** One open database of claims: its set-up and its statements. */
import type * as sqlite from 'node:sqlite';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

import { StoreUnavailableError } from '../../core/store';
import { identityOf } from './files';
import { continueFrom, type MachineClock, type TimeMark } from './time';

/**
 * While SQLite waits for a lock, the whole process stands still. So it hardly waits at all; the
 * store tries again later instead.
 */
const BUSY_TIMEOUT_MS = 1;

const PAGE_BYTES = 4_096;

/**
 * WAL: readers and writers of several processes get along, and a commit is one write at the end of
 * one file. NORMAL: a commit is with the operating system, not yet on the disk. A process that is
 * killed loses nothing; a power cut may lose the last moments, as it does for n8n's own database.
 */
const SET_UP = `
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = NORMAL;
`;

/**
 * `holder` is null once the key is confirmed. `until`, in the file's own time: when the lease ends,
 * or the id is forgotten. The index finds what has expired without reading everything.
 */
const SCHEMA = `
	CREATE TABLE IF NOT EXISTS claims (
		key TEXT PRIMARY KEY,
		holder TEXT,
		until INTEGER NOT NULL
	) STRICT, WITHOUT ROWID;
	CREATE INDEX IF NOT EXISTS claims_until ON claims (until);
	CREATE TABLE IF NOT EXISTS time (
		one INTEGER PRIMARY KEY CHECK (one = 1),
		boot TEXT,
		"offset" REAL NOT NULL,
		time REAL NOT NULL,
		wall REAL NOT NULL
	) STRICT;
`;

/**
 * Takes an existing key if it has expired or is the holder's own. A lease that ends two leases from
 * now or later was written by another clock than this one, and counts as expired.
 */
const TAKE_OVER = `
	ON CONFLICT (key) DO UPDATE SET holder = excluded.holder, until = excluded.until
	WHERE claims.until <= $now
		OR (claims.holder IS NOT NULL
			AND (claims.holder = $holder OR claims.until >= $now + 2 * $lease))
`;

/** Nearly every delivery holds one event: for one key there is a quicker statement. */
const CLAIM_ONE = `INSERT INTO claims VALUES ($key, $holder, $now + $lease) ${TAKE_OVER}`;

/** One statement, so that it is atomic without a transaction around it. Names the keys it took. */
const CLAIM = `
	INSERT INTO claims SELECT value, $holder, $now + $lease FROM json_each($keys) WHERE true
	${TAKE_OVER} RETURNING key
`;

const CONFIRMED = `
	SELECT key FROM claims
	WHERE key IN (SELECT value FROM json_each($keys)) AND holder IS NULL AND until > $now
`;

const CONFIRM = `
	INSERT INTO claims SELECT value, NULL, $until FROM json_each($keys) WHERE true
	ON CONFLICT (key) DO UPDATE SET
		until = iif(claims.holder IS NULL, max(claims.until, excluded.until), excluded.until),
		holder = NULL
`;

const RELEASE = `
	DELETE FROM claims WHERE key IN (SELECT value FROM json_each($keys)) AND holder = $holder
`;

const REMOVE_OVER = `
	DELETE FROM claims
	WHERE key IN (SELECT key FROM claims WHERE until <= $now ORDER BY until LIMIT $most)
`;

const READ_MARK = 'SELECT boot, "offset", time, wall FROM time';

const WRITE_MARK = `
	INSERT INTO time VALUES (1, $boot, $offset, $time, $wall)
	ON CONFLICT (one) DO UPDATE SET
		boot = excluded.boot, "offset" = excluded."offset", time = excluded.time, wall = excluded.wall
`;

export interface Statements {
	claim: StatementSync;
	claimOne: StatementSync;
	confirmed: StatementSync;
	confirm: StatementSync;
	release: StatementSync;
	removeOver: StatementSync;
	writeMark: StatementSync;
}

export interface OpenDatabase {
	/** Which file this is: the path may name another one by now. */
	identity: string;
	run: Statements;
	mark: TimeMark;
	close(): void;
}

/**
 * Opens the database at `path`, where a file must exist. Throws SQLite's own errors, including busy
 * ones: what was done until then may be done again.
 */
export function openDatabase(
	path: string,
	{ clock, mostBytes }: { clock: MachineClock; mostBytes: number },
): OpenDatabase {
	const { DatabaseSync } = requireSqlite();
	const identity = identityOf(path);
	const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
	try {
		database.exec(SET_UP);
		database.exec(`PRAGMA max_page_count = ${Math.ceil(mostBytes / PAGE_BYTES)}`);
		database.exec('BEGIN IMMEDIATE');
		database.exec(SCHEMA);
		const writeMark = database.prepare(WRITE_MARK);
		const mark = continueFrom(readMark(database), clock);
		writeMark.run({ ...mark });
		database.exec('COMMIT');
		const run = {
			claim: database.prepare(CLAIM),
			claimOne: database.prepare(CLAIM_ONE),
			confirmed: database.prepare(CONFIRMED),
			confirm: database.prepare(CONFIRM),
			release: database.prepare(RELEASE),
			removeOver: database.prepare(REMOVE_OVER),
			writeMark,
		};
		return { identity: identity ?? '', run, mark, close: () => database.close() };
	} catch (error) {
		database.close();
		throw error;
	}
}

function readMark(database: DatabaseSync): TimeMark | null {
	const row = database.prepare(READ_MARK).get();
	return row ? ({ ...row } as unknown as TimeMark) : null;
}

/**
 * Node's own SQLite, or a `StoreUnavailableError`. Loaded when needed: older versions of Node have
 * none, and loading this package there (a linter, a test) must not fail because of it.
 */
export function requireSqlite(): typeof sqlite {
	const found = process.getBuiltinModule('node:sqlite') as typeof sqlite | undefined;
	if (found) return found;
	throw new StoreUnavailableError(
		'unsupported',
		`this Node (${process.versions.node}) has no SQLite; it comes with Node 24`,
	);
}
