import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../process/alive';

/** How often the holder says that it is still at work, in milliseconds. */
const HEARTBEAT_MS = 5_000;
/** A lock without a sign of life for this long is broken, whoever seems to hold it. */
const SILENT_FOR_MS = 120_000;
const POLL_MS = 1_000;

export interface LockOptions {
	file: string;
	/** Called again and again while somebody else holds the lock. */
	onWait: (holder: string) => void;
	/** Ends the waiting early: true when what the lock guards is there already. */
	isDone: () => boolean;
}

/**
 * Runs `work` while holding the lock file, so that two runs on one machine don't install the same
 * n8n twice. A lock left behind by a process that died is broken.
 *
 * Two waiters that break the same stale lock at the same instant can, in theory, both go on. That
 * costs time and nothing else: each installs into a folder of its own, and the first rename wins.
 */
export async function withLock(options: LockOptions, work: () => Promise<void>): Promise<void> {
	while (!(await take(options.file))) {
		if (options.isDone()) return;
		const holder = await readHolder(options.file);
		if (holder && (await isStale(options.file, holder))) await breakLock(options.file, holder);
		else if (holder) options.onWait(holder.split('\n')[0] ?? '');
		await sleep(POLL_MS);
	}
	const heartbeat = setInterval(() => {
		const now = new Date();
		void utimes(options.file, now, now).catch(() => undefined);
	}, HEARTBEAT_MS);
	try {
		await work();
	} finally {
		clearInterval(heartbeat);
		await rm(options.file, { force: true });
	}
}

async function take(file: string): Promise<boolean> {
	try {
		await writeFile(file, `process ${process.pid} on ${hostname()}\n${Date.now()}`, { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

async function readHolder(file: string): Promise<string | undefined> {
	return await readFile(file, 'utf8').catch(() => undefined);
}

async function isStale(file: string, holder: string): Promise<boolean> {
	const [, pid, host] = /^process (\d+) on (.*)$/m.exec(holder) ?? [];
	if (pid && host === hostname() && !isAlive(Number(pid))) return true;
	const lastSign = await stat(file).then(
		(found) => found.mtimeMs,
		() => Date.now(),
	);
	return Date.now() - lastSign > SILENT_FOR_MS;
}

/** Takes the file away only if it still is the one that was found stale. */
async function breakLock(file: string, staleHolder: string): Promise<void> {
	const aside = `${file}.broken-${process.pid}`;
	try {
		await rename(file, aside);
	} catch {
		return;
	}
	if ((await readHolder(aside)) !== staleHolder) await link(aside, file).catch(() => undefined);
	await rm(aside, { force: true });
}
