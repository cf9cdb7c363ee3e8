/** What the tests need of a machine beside Node, and which packages have it. */
import { canHaveNode, OLDEST_NODE_MAJOR } from '../n8n/install/pinned-node';
import { findPostgres } from '../postgres/programs';
import { findRedis } from '../redis/program';
import { hasSqliteOrCompiler } from './compiler';
import type { ManagerName } from './package-manager';
import { isOnPath } from './programs';

export interface Need {
	/** As the object of a sentence. */
	what: string;
	isThere(): boolean | Promise<boolean>;
	packages: Partial<Record<ManagerName, readonly string[]>>;
	/** What to do where no package manager is known that has it: a command to a person. */
	otherwise: string;
}

const isWindows = process.platform === 'win32';

export const redis: Need = {
	what: 'Redis',
	isThere: () => findRedis() !== undefined && isOnPath('redis-cli'),
	packages: { 'apt-get': ['redis-tools'], dnf: ['redis'], apk: ['redis'], brew: ['redis'] },
	otherwise: isWindows
		? 'run the tests in WSL, because there is no Redis for Windows'
		: 'install Redis 7 or newer, with redis-server and redis-cli on the PATH',
};

export const postgres: Need = {
	what: 'PostgreSQL',
	isThere: () => findPostgres() !== undefined,
	packages: {
		'apt-get': ['postgresql'],
		dnf: ['postgresql-server'],
		apk: ['postgresql'],
		brew: ['postgresql'],
	},
	otherwise: 'install PostgreSQL, with initdb and postgres on the PATH',
};

export const compiler: Need = {
	what: 'a C++ compiler with make and Python 3 (for the SQLite of n8n)',
	isThere: hasSqliteOrCompiler,
	packages: {
		'apt-get': ['g++', 'make', 'python3'],
		dnf: ['gcc-c++', 'make', 'python3'],
		apk: ['g++', 'make', 'python3'],
	},
	otherwise:
		process.platform === 'darwin'
			? 'run `xcode-select --install`'
			: 'install a C++ compiler, make and Python 3',
};

/** npm brings it for most machines; not for Alpine, whose C library is another. */
export const nodeForN8n: Need = {
	what: `Node ${OLDEST_NODE_MAJOR} (for n8n)`,
	isThere: canHaveNode,
	packages: {},
	otherwise: `use Node ${OLDEST_NODE_MAJOR} or newer`,
};

/** Throws a sentence that says what to do when it is not there. For tests that are run by themselves. */
export async function assertThere(need: Need): Promise<void> {
	if (await need.isThere()) return;
	throw new Error(
		`These tests need ${need.what}. Run \`npm run needs\`, which installs it or says how to.`,
	);
}
