/**
 * The files of a database: made for nobody's eyes but n8n's, replaced when they are gone or
 * damaged. Several processes may find that out at once, so both are done by one at a time.
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
 * Makes an empty file where there is none. `false`: another process is at it, try again.
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
 * Moves the damaged database out of the way, beside itself, for whoever wants to look into it; the
 * one of an earlier time is overwritten. Nothing happens when `path` names another file by now.
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

/** A folder is the one thing every file system makes for exactly one of many who try. */
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

/** A file of somebody else's making that can be used all the same is not a reason to fail. */
function allowOwnerOnly(path: string): void {
	try {
		chmodSync(path, OWNER_ONLY);
	} catch {
		// Not ours to change.
	}
}
