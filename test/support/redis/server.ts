/** Redis servers for tests: real ones, on free ports of 127.0.0.1, that end with the tests. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createClient } from '@redis/client';

import { findFreePorts } from '../n8n/process/free-ports';
import { lastWill } from '../n8n/process/last-will';
import { assertThere, redis } from '../needs/needs';
import { findRedis } from './program';

const STARTS_WITHIN_MS = 15_000;

export class RedisServer {
	readonly folder = mkdtempSync(join(tmpdir(), 'redis-'));
	private process: ChildProcess | null = null;
	private forgo = () => {};
	private output = '';

	private constructor(
		readonly port: number,
		private readonly settings: readonly string[],
	) {}

	/**
	 * `settings`: lines of redis.conf, in which `{port}` and `{folder}` are the server's. `prepare`
	 * puts into the folder what they need.
	 */
	static async start(
		settings: readonly string[] = [],
		prepare: (server: RedisServer) => Promise<unknown> = async () => {},
	): Promise<RedisServer> {
		await assertThere(redis);
		// Members of a cluster talk to each other on a second port, 10,000 further up.
		const port = (await findFreePorts(20)).find((free) => free < 55_536) ?? 0;
		const server = new RedisServer(port, settings);
		try {
			await prepare(server);
			await server.start();
		} catch (error) {
			await server.end();
			throw error;
		}
		return server;
	}

	/** Starts it again, on the same port and with what it had saved. One that does not start is ended. */
	async start(): Promise<void> {
		const file = join(this.folder, 'redis.conf');
		const lines = [
			'bind 127.0.0.1',
			'port {port}',
			'dir {folder}',
			'daemonize no',
			'save ""',
			...this.settings,
		];
		const text = lines
			.join('\n')
			.replaceAll('{port}', String(this.port))
			.replaceAll('{folder}', this.folder);
		writeFileSync(file, `${text}\n`);
		this.output = '';
		const program = findRedis();
		if (!program) throw new Error('redis-server is gone');
		const child = spawn(program.file, [file], {
			argv0: program.argv0,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		this.process = child;
		this.forgo = lastWill('kill -KILL "$1"; rm -rf "$2"', [String(child.pid), this.folder]);
		try {
			await this.untilReady(child);
		} catch (error) {
			await this.kill();
			throw error;
		}
	}

	private async untilReady(child: ChildProcess): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const fail = (why: string) => reject(new Error(`redis-server ${why}\n${this.output}`));
			const timer = setTimeout(() => fail('did not start'), STARTS_WITHIN_MS);
			const look = (text: string) => {
				this.output += text;
				if (!this.output.includes('eady to accept connections')) return;
				clearTimeout(timer);
				resolve();
			};
			child.stdout?.setEncoding('utf8').on('data', look);
			child.stderr?.setEncoding('utf8').on('data', look);
			for (const event of ['error', 'exit']) {
				child.once(event, () => {
					clearTimeout(timer);
					fail('ended at once');
				});
			}
		});
	}

	/** One command by somebody with all rights, and its answer. */
	async command(...words: string[]): Promise<unknown> {
		const client = createClient({ socket: { host: '127.0.0.1', port: this.port } });
		client.on('error', () => {});
		await client.connect();
		try {
			return await client.sendCommand(words);
		} finally {
			client.destroy();
		}
	}

	/** How many clients are connected, the one that asks not counted. */
	async connections(): Promise<number> {
		const list = String(await this.command('CLIENT', 'LIST'));
		return list.split('\n').filter((line) => line !== '').length - 1;
	}

	/** It says nothing more, and its connections stay open. */
	pause(): void {
		this.process?.kill('SIGSTOP');
	}

	resume(): void {
		this.process?.kill('SIGCONT');
	}

	/** Ends it as a power cut would. */
	async kill(): Promise<void> {
		const { process: child } = this;
		this.process = null;
		this.forgo();
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
	}

	/** Ends it and removes its files. */
	async end(): Promise<void> {
		await this.kill();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
