/**
 * The files of a database: readable by n8n's user alone, replaced when they are missing or damaged.
 * Several processes may notice that at once, so both are done by one at a time.
 */
import {
	chmodSync,
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	renameSync,
	rmSync,
	statSync,
} from 'node:fs';
import { dirname } from 'node:path';

const OWNER_ONLY = 0o600;

/** Replacing files takes milliseconds: a lock of this age was left by a process that died. */
const LOCK_STALE_MS = 10_000;

/** Which file a path names at this moment; null when there is none. */
export function identityOf(path: string): string | null {
	const stats = statSync(path, { throwIfNoEntry: false });
	return stats ? `${stats.dev}:${stats.ino}` : null;
}

/**
 * Makes an empty file where there is none. `false`: another process is doing so; try again.
 * The leftovers of a database that was deleted go first: SQLite would take them for the new one's.
 */
export function ensureFile(path: string): boolean {
	if (existsSync(path)) {
		if ((statSync(path).mode & 0o777) !== OWNER_ONLY) allowOwnerOnly(path);
		return true;
	}
	mkdirSync(dirname(path), { recursive: true });
	return withLock(path, () => {
		if (existsSync(path)) return;
		for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
		// SQLite gives the files it makes beside the database the permissions of the database.
		closeSync(openSync(path, 'a', OWNER_ONLY));
	});
}

/**
 * Moves a damaged database aside, for whoever wants to look into it, and over an earlier one. Does
 * nothing if `path` names another file by now.
 */
export function setAside(path: string, identity: string): boolean {
	return withLock(path, () => {
		if (identityOf(path) !== identity) return;
		const aside = `${path}.damaged`;
		rmSync(`${path}-shm`, { force: true });
		rmSync(`${aside}-wal`, { force: true });
		if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
		renameSync(path, aside);
	});
}

/** A folder: of many processes that try to make it, every file system lets exactly one succeed. */
function withLock(path: string, work: () => void): boolean {
	const lock = `${path}.lock`;
	try {
		mkdirSync(lock);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
		if (Math.abs(age) > LOCK_STALE_MS) rmSync(lock, { recursive: true, force: true });
		return false;
	}
	try {
		work();
		return true;
	} finally {
		rmSync(lock, { recursive: true, force: true });
	}
}

/** A file that belongs to somebody else, but can be used, is no reason to fail. */
function allowOwnerOnly(path: string): void {
	try {
		chmodSync(path, OWNER_ONLY);
	} catch {
		// Not ours to change.
	}
}
