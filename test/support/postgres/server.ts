/** A PostgreSQL server for tests: a real one, on a free port of 127.0.0.1, that ends with the tests. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { findFreePorts } from '../n8n/process/free-ports';
import { lastWill } from '../n8n/process/last-will';
import { until } from '../until';
import { assertThere, postgres } from '../needs/needs';
import { Started } from '../started';
import { findPostgres } from './programs';

const USER = 'n8n';
const DATABASE = 'postgres';

/** PostgreSQL refuses to run as root, so root starts it as the user that every system has. */
const UNPRIVILEGED = 'nobody';

export class PostgresServer {
	private constructor(
		readonly port: number,
		private readonly started: Started,
	) {}

	static async start(): Promise<PostgresServer> {
		await assertThere(postgres);
		return await Started.all(async (started) => {
			const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
			started.endLater(async () => rmSync(folder, { recursive: true, force: true }));
			const [port = 0] = await findFreePorts(1);
			const identity = identityFor(folder);
			const bin = join(programsFor(folder), 'bin');
			const data = join(folder, 'data');
			execFileSync(
				join(bin, 'initdb'),
				// prettier-ignore
				[
					'--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-locale',
					'--no-sync',
				],
				{ ...identity, cwd: folder, stdio: 'pipe' },
			);
			await runServer(started, { bin, data, folder, port, identity });
			return new PostgresServer(port, started);
		});
	}

	/** What n8n is told to use it. */
	get environment(): Record<string, string> {
		return {
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: '127.0.0.1',
			DB_POSTGRESDB_PORT: String(this.port),
			DB_POSTGRESDB_DATABASE: DATABASE,
			DB_POSTGRESDB_USER: USER,
			DB_POSTGRESDB_PASSWORD: 'none needed',
		};
	}

	/** Rows, each as the text of its columns; of several statements, the rows of all. */
	async query(sql: string): Promise<string[][]> {
		const client = new Client({
			host: '127.0.0.1',
			port: this.port,
			user: USER,
			database: DATABASE,
		});
		await client.connect();
		try {
			const text = { getTypeParser: () => (value: string | null) => value ?? '' };
			const answer: unknown = await client.query({ text: sql, rowMode: 'array', types: text });
			const results = [answer].flat() as { rows: (string | null)[][] }[];
			return results.flatMap(({ rows }) => rows.map((row) => row.map((value) => value ?? '')));
		} finally {
			await client.end();
		}
	}

	/** Ends it and removes its files. */
	async end(): Promise<void> {
		await this.started.end();
	}
}

interface Place {
	bin: string;
	data: string;
	folder: string;
	port: number;
	identity: Identity;
}

async function runServer(started: Started, place: Place): Promise<void> {
	const { bin, data, folder, port, identity } = place;
	const settings = [
		`port=${port}`,
		'listen_addresses=127.0.0.1',
		`unix_socket_directories=${folder}`,
		'max_connections=200',
		// The machine does not lose power in these tests, and the data is thrown away.
		'fsync=off',
		'synchronous_commit=off',
	];
	const child = spawn(
		join(bin, 'postgres'),
		['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
		{ ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
	);
	// An immediate shutdown, which takes the server's own children along.
	const forgo = lastWill('kill -QUIT "$1"; sleep 1; kill -KILL "$1"; rm -rf "$2"', [
		String(child.pid),
		folder,
	]);
	started.endLater(async () => {
		await end(child);
		forgo();
	});
	let output = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
	child.on('error', (error) => (output += error.message));
	await until(
		() => {
			if (hasEnded(child)) throw new Error(`PostgreSQL ended at once\n${output}`);
			return output.includes('ready to accept connections');
		},
		{ what: 'PostgreSQL to be ready', timeoutMs: 30_000, explain: () => output },
	);
}

function hasEnded(child: ChildProcess): boolean {
	return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess): Promise<void> {
	if (hasEnded(child)) return;
	const gone = once(child, 'exit');
	// A fast shutdown: connections are cut, nothing is left running.
	child.kill('SIGINT');
	await gone;
}

type Identity = { uid?: number; gid?: number };

function identityFor(folder: string): Identity {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) =>
		Number(execFileSync('id', [flag, UNPRIVILEGED], { encoding: 'utf8' }));
	const identity = { uid: id('-u'), gid: id('-g') };
	chownSync(folder, identity.uid, identity.gid);
	chmodSync(folder, 0o700);
	return identity;
}

/** Root's own files are often closed to everybody else: the programs go where the server may look. */
function programsFor(folder: string): string {
	const { home = '', fromNpm = false } = findPostgres() ?? {};
	if (!fromNpm || process.getuid?.() !== 0) return home;
	const copy = join(folder, 'programs');
	cpSync(home, copy, {
		recursive: true,
		verbatimSymlinks: true,
		filter: (path) => !path.endsWith('.a'),
	});
	return copy;
}
