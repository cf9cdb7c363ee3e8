/** The machine's own way to install programs, and whether this account may use it. */
import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

import { isOnPath } from './programs';

/** The package managers that are known here, in the order in which they are looked for. */
export const MANAGERS = ['apt-get', 'dnf', 'apk', 'brew'] as const;
export type ManagerName = (typeof MANAGERS)[number];

/** A download that hangs must not hang the tests. */
const INSTALL_WITHIN_MS = 10 * 60_000;

const DOWNLOADS = ['-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120'];

/** What is run, one after the other. Only the last has to succeed: old lists of packages may do. */
const COMMANDS: Record<ManagerName, (packages: string[]) => string[][]> = {
	'apt-get': (packages) => [
		['apt-get', ...DOWNLOADS, 'update'],
		['apt-get', ...DOWNLOADS, 'install', '-y', '--no-install-recommends', ...packages],
	],
	dnf: (packages) => [['dnf', 'install', '-y', ...packages]],
	apk: (packages) => [['apk', 'add', '--no-cache', ...packages]],
	brew: (packages) => [['brew', 'install', ...packages]],
};

/** The same for a person to type. */
const BY_HAND: Record<ManagerName, (packages: string) => string> = {
	'apt-get': (packages) => `sudo apt-get update && sudo apt-get install ${packages}`,
	dnf: (packages) => `sudo dnf install ${packages}`,
	apk: (packages) => `sudo apk add ${packages}`,
	brew: (packages) => `brew install ${packages}`,
};

export class PackageManager {
	private constructor(
		readonly name: ManagerName,
		/** Words before a command that give it the rights it needs; null: this account has not got them. */
		private readonly prefix: readonly string[] | null,
	) {}

	static find(): PackageManager | undefined {
		const name = MANAGERS.find(isOnPath);
		return name && new PackageManager(name, prefixFor(name));
	}

	get mayInstall(): boolean {
		return this.prefix !== null;
	}

	byHand(packages: string[]): string {
		return BY_HAND[this.name](packages.join(' '));
	}

	/** Throws with the end of what the package manager said. */
	async install(packages: string[]): Promise<void> {
		const commands = COMMANDS[this.name](packages);
		for (const [index, command] of commands.entries()) {
			const [program = '', ...args] = [...(this.prefix ?? []), ...command];
			try {
				await promisify(execFile)(program, args, {
					env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
					timeout: INSTALL_WITHIN_MS,
					maxBuffer: 64 * 1024 ** 2,
				});
			} catch (error) {
				if (index === commands.length - 1) throw new Error(lastLines(error), { cause: error });
			}
		}
	}
}

function prefixFor(name: ManagerName): readonly string[] | null {
	const isRoot = process.getuid?.() === 0;
	// Homebrew installs for one user, and refuses root.
	if (name === 'brew') return isRoot ? null : [];
	if (isRoot) return [];
	// `-n`: never ask for a password. sudo drops the environment, and apt-get would ask questions.
	const sudo = ['sudo', '-n'];
	const may =
		isOnPath('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
	return may ? [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive'] : null;
}

function lastLines(error: unknown): string {
	const {
		stdout = '',
		stderr = '',
		message,
	} = error as Error & { stdout?: string; stderr?: string };
	const lines = `${stdout}\n${stderr}`.split('\n').filter((line) => line.trim() !== '');
	return lines.slice(-10).join('\n') || message;
}
