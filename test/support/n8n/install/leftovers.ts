import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../process/alive';

/** The name of a folder in which process `pid` is installing. */
export function workFolderOf(folder: string, pid: number): string {
	return `${folder}.installing-${pid}`;
}

/** Removes the folders of installs whose process died before it was done (2 GB each). */
export async function removeLeftovers(cacheFolder: string): Promise<void> {
	for (const name of await readdir(cacheFolder)) {
		const pid = /\.installing-(\d+)$/.exec(name)?.[1];
		if (pid && Number(pid) !== process.pid && isAlive(Number(pid))) continue;
		if (pid) await rm(join(cacheFolder, name), { recursive: true, force: true, maxRetries: 3 });
	}
}
