import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { DIE_WITH_PARENT_SCRIPT, endWithThisProcess } from '../process/children';

/** An npm that outlives its parent would go on writing into a folder that nobody waits for. */
const DIE_WITH_PARENT: NodeJS.ProcessEnv =
	process.platform === 'win32'
		? {}
		: { NODE_OPTIONS: `--require ${JSON.stringify(DIE_WITH_PARENT_SCRIPT)}` };

export interface NpmRun {
	args: string[];
	cwd: string;
	/** Everything npm prints is appended to this file. */
	logFile: string;
	env?: NodeJS.ProcessEnv;
}

/** npm ended with an error. `report` is meant for people: the tail of its output and the log. */
export class NpmFailed extends Error {
	constructor(
		readonly command: string,
		readonly logFile: string,
		readonly report: string,
	) {
		super(report);
		this.name = 'NpmFailed';
	}
}

/** Runs npm with its output in a file, and fails with the tail of it. */
export async function runNpm(run: NpmRun): Promise<void> {
	const command = `npm ${run.args.join(' ')}`;
	const log = createWriteStream(run.logFile, { flags: 'a' });
	log.write(`\n$ ${command}\n`);
	const child = spawn('npm', run.args, {
		cwd: run.cwd,
		env: { ...cleanEnvironment(), ...DIE_WITH_PARENT, ...run.env },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: process.platform !== 'win32',
		shell: process.platform === 'win32',
	});
	child.stdout.pipe(log, { end: false });
	child.stderr.pipe(log, { end: false });
	const release = child.pid === undefined ? () => undefined : endWithThisProcess(child.pid);
	const outcome = await new Promise<string | undefined>((resolve) => {
		child.on('error', (error) => resolve(`could not be started: ${error.message}`));
		child.on('close', (code, signal) =>
			resolve(code === 0 ? undefined : `ended with ${signal ?? `code ${code}`}`),
		);
	});
	release();
	await new Promise((resolve) => log.end(resolve));
	if (outcome === undefined) return;
	throw new NpmFailed(
		command,
		run.logFile,
		`\`${command}\` ${outcome}.\n${await tail(run.logFile)}\nThe whole log: ${run.logFile}`,
	);
}

/** The last lines of a log, indented. */
async function tail(file: string, lines = 25): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	const last = text.trimEnd().split('\n').slice(-lines);
	return last.map((line) => `    ${line.slice(0, 300)}`).join('\n');
}

/** What an npm around this one (`npm start`) leaves in the environment would steer it. */
const STEERING = new RegExp(
	'^(npm_package_|npm_lifecycle_|npm_config_(local_prefix|prefix|global|workspace|omit|include|only|production|ignore_scripts|dry_run|package_lock|legacy_peer_deps))|^(NODE_ENV|NODE_OPTIONS)$',
	'i',
);

function cleanEnvironment(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !STEERING.test(name)),
	) as NodeJS.ProcessEnv;
}
