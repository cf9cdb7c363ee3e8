import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The folder that holds the pinned package.json and lock file of the n8n to install. */
export const HOST_FOLDER = join(__dirname, '..', 'host');

/** Where one installed n8n lives, and the files beside it that belong to it. */
export interface InstallLocation {
	/** The pinned version, "2.40.7". */
	n8nVersion: string;
	/** The folder that holds every installed n8n of this project. */
	cacheFolder: string;
	/** The finished install. It exists only when it is complete. */
	folder: string;
	/** Held by the process that is installing. */
	lockFile: string;
	/** Everything npm printed while installing. */
	logFile: string;
}

/**
 * Names the place of the pinned n8n. The name carries a hash of the lock file and the platform, so
 * a changed lock file, or the same home folder on another machine, never meets an old install.
 */
export function locateInstall(): InstallLocation {
	const manifest = readFileSync(join(HOST_FOLDER, 'package.json'), 'utf8');
	const lock = readFileSync(join(HOST_FOLDER, 'package-lock.json'), 'utf8');
	const hash = createHash('sha256')
		.update(`${manifest}\0${lock}\0${process.platform}-${process.arch}`)
		.digest('hex')
		.slice(0, 12);
	const { dependencies } = JSON.parse(manifest) as { dependencies: { n8n: string } };
	const cacheFolder = chooseCacheFolder();
	const folder = join(cacheFolder, `n8n-${dependencies.n8n}-${hash}`);
	return {
		n8nVersion: dependencies.n8n,
		cacheFolder,
		folder,
		lockFile: `${folder}.lock`,
		logFile: `${folder}.log`,
	};
}

/** `N8N_HOST_CACHE` itself, or a folder of this project in the user's cache folder. */
function chooseCacheFolder(): string {
	const own = process.env.N8N_HOST_CACHE;
	if (own) return own;
	return join(
		process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
		'n8n-nodes-whatsapp-webhooks',
	);
}
