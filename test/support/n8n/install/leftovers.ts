import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../process/alive';

/** The name of a folder in which process `pid` is installing. */
export function workFolderOf(folder: string, pid: number): string {
	return `${folder}.installing-${pid}`;
}

/** An npm whose parent was killed may still write there for a moment; the next install tries again. */
async function removeFolder(folder: string): Promise<void> {
	await rm(folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
}

/** Removes the folders of installs whose process died before it was done (2 GB each). */
export async function removeLeftovers(cacheFolder: string): Promise<void> {
	for (const name of await readdir(cacheFolder)) {
		const pid = /\.installing-(\d+)$/.exec(name)?.[1];
		if (pid && Number(pid) !== process.pid && isAlive(Number(pid))) continue;
		if (pid) await removeFolder(join(cacheFolder, name));
	}
}
