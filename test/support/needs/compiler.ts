/**
 * Whether n8n can be given its SQLite. sqlite3 comes without its binary: its install script downloads
 * one, or compiles it where that fails, which shows only after minutes of installing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { HOST_FOLDER, locateInstall } from '../n8n/install/location';
import { isAlpine } from '../n8n/install/pinned-node';
import { isOnPath } from './programs';

const ANSWERS_WITHIN_MS = 5_000;

export async function hasSqliteOrCompiler(): Promise<boolean> {
	return existsSync(locateInstall().folder) || hasCompiler() || (await canBeDownloaded());
}

function hasCompiler(): boolean {
	// Visual Studio is on no PATH; node-gyp looks for it.
	if (process.platform === 'win32') return true;
	if (process.platform === 'darwin') {
		// The programs on the PATH only offer to install the real ones.
		return spawnSync('xcode-select', ['-p'], { stdio: 'ignore' }).status === 0;
	}
	const { CXX, PYTHON, npm_config_python: python } = process.env;
	return (
		(Boolean(CXX) || ['g++', 'c++', 'clang++'].some(isOnPath)) &&
		(Boolean(PYTHON ?? python) || ['python3', 'python'].some(isOnPath)) &&
		isOnPath('make')
	);
}

/** Looks where prebuild-install, which sqlite3 uses, will look. */
async function canBeDownloaded(): Promise<boolean> {
	// prebuild-install goes through a proxy, `fetch` does not: it may well be there.
	if (process.env.HTTPS_PROXY || process.env.https_proxy) return true;
	const version = sqliteVersion();
	const mirror =
		process.env.npm_config_sqlite3_binary_host ?? process.env.npm_config_sqlite3_binary_host_mirror;
	const releases = mirror ?? 'https://github.com/TryGhost/node-sqlite3/releases/download';
	const libc = isAlpine ? 'musl' : '';
	const file = `sqlite3-v${version}-napi-v6-${process.platform}${libc}-${process.arch}.tar.gz`;
	try {
		const signal = AbortSignal.timeout(ANSWERS_WITHIN_MS);
		const url = `${releases.replace(/\/$/, '')}/v${version}/${file}`;
		return (await fetch(url, { method: 'HEAD', signal })).ok;
	} catch {
		return false;
	}
}

function sqliteVersion(): string {
	const lock = JSON.parse(readFileSync(join(HOST_FOLDER, 'package-lock.json'), 'utf8')) as {
		packages: Record<string, { version?: string }>;
	};
	return lock.packages['node_modules/sqlite3']?.version ?? '';
}
