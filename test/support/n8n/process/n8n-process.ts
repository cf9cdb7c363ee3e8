import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nInstall } from '../install';
import { DIE_WITH_PARENT_SCRIPT, endWithThisProcess, signalGroup } from './children';
import { ProcessLog } from './log';
import { until } from '../../until';

/** n8n is asked to end, given this long, in milliseconds, and then ended. */
const STOP_MS = 15_000;

export interface N8nProcessOptions {
	install: N8nInstall;
	/** `start` is the editor with everything; `webhook` and `worker` are the parts of queue mode. */
	command: 'start' | 'webhook' | 'worker';
	/** The whole environment; nothing is inherited. See environment.ts. */
	env: NodeJS.ProcessEnv;
	/** The folder that `env` names too. n8n runs in it, so that it finds no `.env` of anybody's. */
	userFolder: string;
	/** Whether it can be used now. Asked again and again until it is true. */
	isReady: () => Promise<boolean>;
	/** Default 120 s: a first start writes the database, on a slow machine among other work. */
	readyTimeoutMs?: number;
}

/** One running n8n process of any kind, with what it printed and the ways to end it. */
export class N8nProcess {
	private readonly log = new ProcessLog();
	private readonly exit: Promise<string>;
	private ended: string | undefined;

	private constructor(
		private readonly child: ChildProcess,
		readonly pid: number,
		private readonly what: string,
	) {
		const release = endWithThisProcess(pid);
		for (const stream of [child.stdout, child.stderr]) {
			stream?.setEncoding('utf8');
			stream?.on('data', (chunk: string) => this.log.add(chunk));
		}
		this.exit = new Promise((resolve) => {
			// The task runner that n8n started must not survive an n8n that crashed.
			child.once('exit', () => signalGroup(pid, 'SIGKILL'));
			// Comes when the last of the output was read, too.
			child.once('close', (code, signal) => {
				this.ended = signal ?? `code ${code}`;
				release();
				resolve(this.ended);
			});
		});
	}

	/** Starts n8n and waits until it is ready. A process that dies first is reported at once. */
	static async start(options: N8nProcessOptions): Promise<N8nProcess> {
		// n8n waits 10 s when it finds that it crashed the last time; a test learns nothing from that.
		await rm(join(options.userFolder, '.n8n', 'crash.journal'), { force: true });
		const what = `n8n ${options.install.version} (n8n ${options.command})`;
		const child = spawn(
			options.install.nodeBinary,
			['--require', DIE_WITH_PARENT_SCRIPT, options.install.n8nScript, options.command],
			{
				cwd: options.userFolder,
				env: options.env,
				stdio: ['ignore', 'pipe', 'pipe'],
				detached: process.platform !== 'win32',
			},
		);
		if (child.pid === undefined) {
			const error = await new Promise<Error>((resolve) => child.once('error', resolve));
			throw new Error(`${what} could not be started: ${error.message}`, { cause: error });
		}
		const started = new N8nProcess(child, child.pid, what);
		try {
			await started.waitUntilReady(options);
		} catch (error) {
			await started.kill9();
			throw error;
		}
		return started;
	}

	get isRunning(): boolean {
		return this.ended === undefined;
	}

	/** Everything it printed so far (the last 8 MB of it). */
	logs(): string {
		return this.log.text();
	}

	/** Ends it the way a service manager does: SIGTERM, and SIGKILL for one that hangs. */
	async stop(): Promise<void> {
		if (!this.isRunning) return;
		this.child.kill('SIGTERM');
		const end = new AbortController();
		await Promise.race([this.exit, sleep(STOP_MS, undefined, { signal: end.signal })]);
		end.abort();
		await this.kill9();
	}

	/** Ends it, and what it started, without a warning, like a crash of the machine. */
	async kill9(): Promise<void> {
		if (!this.isRunning) return;
		signalGroup(this.pid, 'SIGKILL');
		await this.exit;
	}

	private async waitUntilReady(options: N8nProcessOptions): Promise<void> {
		await until(
			async () => {
				if (!this.isRunning) {
					throw new Error(
						`${this.what} ended (${this.ended}) before it was ready. The end of what it printed:\n${this.log.tail()}`,
					);
				}
				return await options.isReady();
			},
			{
				what: `${this.what} to be ready`,
				timeoutMs: options.readyTimeoutMs ?? 120_000,
				everyMs: 100,
				explain: () => `The end of what it printed:\n${this.log.tail()}`,
			},
		);
	}
}
