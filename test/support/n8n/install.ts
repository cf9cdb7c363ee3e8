import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { checkInstall, n8nScript } from './install/check';
import { removeLeftovers, workFolderOf } from './install/leftovers';
import { HOST_FOLDER, locateInstall, type InstallLocation } from './install/location';
import { withLock } from './install/lock';
import { runNpm } from './install/npm';
import { findNodeBinary, findNodeHeaders } from './install/pinned-node';
import { reportStep, type OnProgress } from './install/progress';
import { assertThere, compiler } from '../needs/needs';

/** An n8n that is ready to be started. */
export interface N8nInstall {
	version: string;
	folder: string;
	/** The Node that runs it (n8n 2.40 needs 24; the tests themselves run on older ones). */
	nodeBinary: string;
	/** The script to run with it: `<nodeBinary> <n8nScript> start`. */
	n8nScript: string;
}

export interface EnsureOptions {
	/** Told in one line what is going on and for how many seconds, at least every 2 s. */
	onProgress?: OnProgress;
}

/**
 * Gives the pinned n8n, and installs it first if this machine has not got it yet: minutes the first
 * time, milliseconds afterwards.
 */
export async function ensureN8nInstalled(options: EnsureOptions = {}): Promise<N8nInstall> {
	const location = locateInstall();
	const onProgress = options.onProgress ?? (() => undefined);
	const isInstalled = () => existsSync(location.folder);
	if (!isInstalled()) {
		await mkdir(location.cacheFolder, { recursive: true });
		const since = Date.now();
		await withLock(
			{
				file: location.lockFile,
				isDone: isInstalled,
				onWait: (holder) =>
					onProgress(
						`waiting for ${holder}, which is installing n8n … ${Math.round((Date.now() - since) / 1000)} s`,
					),
			},
			async () => {
				if (!isInstalled()) await install(location, onProgress);
			},
		);
	}
	return {
		version: location.n8nVersion,
		folder: location.folder,
		nodeBinary: findNodeBinary(location.folder),
		n8nScript: n8nScript(location.folder),
	};
}

/**
 * Installs into a folder beside the final one and renames it when it is complete, so that an
 * install that was interrupted is never taken for a finished one.
 */
async function install(location: InstallLocation, onProgress: OnProgress): Promise<void> {
	const workFolder = workFolderOf(location.folder, process.pid);
	const { logFile, n8nVersion } = location;
	await assertThere(compiler);
	try {
		await removeLeftovers(location.cacheFolder);
		await rm(logFile, { force: true });
		await mkdir(workFolder);
		for (const file of ['package.json', 'package-lock.json']) {
			await copyFile(join(HOST_FOLDER, file), join(workFolder, file));
		}
		await reportStep(
			onProgress,
			`installing n8n ${n8nVersion} (first time only, about 2 GB)`,
			async () =>
				await runNpm({
					args: [
						'ci',
						'--legacy-peer-deps',
						'--ignore-scripts',
						'--no-audit',
						'--no-fund',
						// Of 2,600 downloads one or another fails; npm itself tries each three times.
						'--fetch-retries=6',
					],
					cwd: workFolder,
					logFile,
				}),
		);
		const nodeBinary = findNodeBinary(workFolder);
		await reportStep(onProgress, 'building sqlite3 for n8n (first time only)', async () => {
			await buildSqlite(workFolder, nodeBinary, logFile);
		});
		await reportStep(onProgress, `checking that n8n ${n8nVersion} starts`, async () => {
			await checkInstall(workFolder, nodeBinary);
		});
		await moveIntoPlace(workFolder, location.folder);
	} catch (error) {
		await rm(workFolder, { recursive: true, force: true, maxRetries: 3 });
		throw new Error(
			`n8n ${n8nVersion} could not be installed into ${location.folder}.\n${messageOf(error)}\nWhat to do: npm must reach its registry, the disk needs 3 GB, and where no prebuilt sqlite3 can be downloaded it is compiled, which needs Python 3, make and a C++ compiler. Then run the command again; it starts the install afresh. N8N_HOST_CACHE names another folder to install into.`,
			{ cause: error },
		);
	}
}

/**
 * sqlite3 downloads a prebuilt binary, or compiles itself where that fails. It uses Node's stable
 * native interface, so one binary serves every Node; headers and Node are still those of the lock
 * file, so that nothing depends on what else is installed.
 */
async function buildSqlite(folder: string, nodeBinary: string, logFile: string): Promise<void> {
	const headers = findNodeHeaders(nodeBinary);
	await runNpm({
		args: ['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'],
		cwd: folder,
		logFile,
		env: {
			...withFirstOnPath(dirname(nodeBinary)),
			...(headers ? { npm_config_nodedir: headers } : {}),
		},
	});
}

/** The search path with this folder first. Windows spells the variable `Path`. */
function withFirstOnPath(folder: string): NodeJS.ProcessEnv {
	const name = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
	return { [name]: `${folder}${delimiter}${process.env[name] ?? ''}` };
}

/** The rename fails when another process was quicker; its install is as good. */
async function moveIntoPlace(workFolder: string, folder: string): Promise<void> {
	try {
		await rename(workFolder, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
		await rm(workFolder, { recursive: true, force: true, maxRetries: 3 });
	}
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
