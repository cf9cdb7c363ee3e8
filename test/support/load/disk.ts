/**
 * Disks that are full or not to be written to, for one folder. A small disk of its own is mounted
 * over it, which takes root and a system that lets root mount. Where that cannot be, what comes
 * nearest: each function says what it did.
 */
import { execFileSync } from 'node:child_process';
import {
	chmodSync,
	closeSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	rmSync,
	symlinkSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { runSql } from '../e2e/database';
import { lastWill } from '../n8n/process/last-will';

export interface Disk {
	/** What it is, for the one who reads the test's output. */
	what: string;
	/** Takes it away. The folder is what it was before, or an empty one. */
	remove(): void;
}

/** Full after some hundred kilobytes, until there is made room. */
export async function smallDisk(folder: string): Promise<Disk & { makeRoom(): void }> {
	const unmount = mount(folder, 'size=256k');
	if (unmount) {
		return {
			what: 'a disk of 256 KB',
			makeRoom: () => void execFileSync('mount', ['-o', 'remount,size=64m', folder]),
			remove: unmount,
		};
	}
	const file = join(folder, 'claims.1.sqlite');
	await fillToTheLimit(file);
	return {
		what: 'a file as large as the store lets it grow (no disk can be mounted here)',
		makeRoom: () => rmSync(file),
		remove: () => {},
	};
}

/** In which nothing can be made. What was in the folder is gone from sight. */
export function readOnlyDisk(folder: string): Disk {
	if (process.getuid?.() !== 0) {
		rmSync(folder, { recursive: true, force: true });
		mkdirSync(folder);
		chmodSync(folder, 0o555);
		return { what: 'a folder without write permission', remove: () => chmodSync(folder, 0o755) };
	}
	const mounted = mount(folder, 'ro');
	if (mounted) return { what: 'a read-only disk', remove: mounted };
	// Permissions do not stop root, but in this folder nobody can make a file.
	rmSync(folder, { recursive: true, force: true });
	symlinkSync('/proc', folder);
	return { what: '/proc in its place (no disk can be mounted here)', remove: () => rmSync(folder) };
}

/** Mounts a disk that lives in memory. Null where that is not allowed. */
function mount(folder: string, options: string): (() => void) | null {
	mkdirSync(folder, { recursive: true });
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'small-disk', folder], {
			stdio: 'ignore',
		});
	} catch {
		return null;
	}
	// Lazily: n8n may have a file open on it.
	const forgo = lastWill('umount --lazy "$1"', [folder]);
	return () => {
		execFileSync('umount', ['--lazy', folder]);
		forgo();
	};
}

/** A gigabyte without content, which takes no room: the store's own bound of its file. */
async function fillToTheLimit(file: string): Promise<void> {
	const [bytes, pageBytes] = [1024 ** 3, 4_096];
	for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
	await runSql(file, 'CREATE TABLE filler (x)');
	const pages = Buffer.alloc(4);
	pages.writeUInt32BE(bytes / pageBytes);
	const handle = openSync(file, 'r+');
	ftruncateSync(handle, bytes);
	// Where SQLite reads how many pages there are (sqlite.org/fileformat2.html, 1.3.8).
	writeSync(handle, pages, 0, 4, 28);
	closeSync(handle);
}
