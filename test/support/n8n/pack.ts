import { execFile } from 'node:child_process';
import {
	copyFile,
	mkdir,
	mkdtemp,
	readdir,
	readFile,
	rename,
	rm,
	writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { runNpm } from './install/npm';

const run = promisify(execFile);

interface PackageJson {
	name: string;
	version: string;
	dependencies?: Record<string, string>;
	devDependencies?: unknown;
	peerDependencies?: unknown;
	optionalDependencies?: unknown;
	[other: string]: unknown;
}

export interface PackOptions {
	/** Runs `npm run build` first. Without it the package must be built already. */
	build?: boolean;
	/** An empty folder for the tarball. Without it: a new one under the system's temporary folder. */
	into?: string;
}

/** Packs a package as `npm publish` would and gives the path of the tarball. */
export async function packPackage(projectDir: string, options: PackOptions = {}): Promise<string> {
	const folder = options.into ?? (await mkdtemp(join(tmpdir(), 'n8n-packed-')));
	const logFile = join(folder, 'npm.log');
	if (options.build) await runNpm({ args: ['run', 'build'], cwd: projectDir, logFile });
	await runNpm({
		args: ['pack', '--ignore-scripts', '--pack-destination', folder],
		cwd: projectDir,
		logFile,
	});
	const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz'));
	if (!tarball) throw new Error(`\`npm pack\` in ${projectDir} made no tarball. See ${logFile}.`);
	return join(folder, tarball);
}

/**
 * Installs a packed package into n8n's folder with the steps that n8n takes for one from the
 * registry (2.40, CommunityPackagesService.downloadPackage): unpack, drop the dependencies that are
 * not for run time, install the rest without scripts, write it into the list of packages.
 * n8n finds it at its next start. Gives the package's name.
 */
export async function installPackage(userFolder: string, tarball: string): Promise<string> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const unpacked = join(nodesFolder, `unpacking-${process.pid}`);
	await rm(unpacked, { recursive: true, force: true });
	await mkdir(unpacked, { recursive: true });
	await copyFile(tarball, join(nodesFolder, basename(tarball)));
	await run('tar', ['-xzf', basename(tarball), '-C', basename(unpacked), '--strip-components=1'], {
		cwd: nodesFolder,
	});
	await rm(join(nodesFolder, basename(tarball)));

	const manifestPath = join(unpacked, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...manifest } =
		await readJson<PackageJson>(manifestPath);
	await writeJson(manifestPath, manifest);

	const packageFolder = join(nodesFolder, 'node_modules', manifest.name);
	await rm(packageFolder, { recursive: true, force: true });
	await mkdir(dirname(packageFolder), { recursive: true });
	await rename(unpacked, packageFolder);
	if (Object.keys(manifest.dependencies ?? {}).length > 0) {
		await installDependencies(packageFolder, join(userFolder, 'npm.log'));
	}
	await recordInstalled(nodesFolder, manifest);
	return manifest.name;
}

/** A package without dependencies, as ours, never comes here; npm would have nothing to do. */
async function installDependencies(packageFolder: string, logFile: string): Promise<void> {
	await runNpm({
		args: [
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
		],
		cwd: packageFolder,
		logFile,
	});
}

/** `<nodes>/package.json` is n8n's own list of installed packages. */
async function recordInstalled(nodesFolder: string, installed: PackageJson): Promise<void> {
	const path = join(nodesFolder, 'package.json');
	const list = await readJson<PackageJson>(path).catch(() => ({
		name: 'installed-nodes',
		private: true,
		dependencies: {},
	}));
	const dependencies = { ...list.dependencies, [installed.name]: installed.version };
	await writeJson(path, { ...list, dependencies });
}

async function readJson<T>(path: string): Promise<T> {
	return JSON.parse(await readFile(path, 'utf8')) as T;
}

async function writeJson(path: string, value: unknown): Promise<void> {
	await writeFile(path, JSON.stringify(value, null, 2));
}
