/** A PostgreSQL server for tests: a real one, on a free port of 127.0.0.1, that ends with the tests. */
import { execFile, execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, chownSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

import { findFreePorts } from './n8n/process/free-ports';
import { lastWill } from './n8n/process/last-will';
import { until } from './n8n/process/until';

const HOW_TO_INSTALL =
	'The tests of queue mode need a real PostgreSQL. Debian and Ubuntu: apt-get install postgresql. macOS: brew install postgresql. Fedora: dnf install postgresql-server.';

const USER = 'n8n';
const DATABASE = 'postgres';

export class PostgresServer {
	private constructor(
		readonly port: number,
		private readonly folder: string,
		private readonly server: ChildProcess,
		private readonly forgo: () => void,
	) {}

	static async start(): Promise<PostgresServer> {
		const programs = findPrograms();
		const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
		const [port = 0] = await findFreePorts(1);
		const identity = identityFor(folder);
		const data = join(folder, 'data');
		execFileSync(
			join(programs, 'initdb'),
			['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8', '--no-sync'],
			{ ...identity, stdio: 'pipe' },
		);
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
			join(programs, 'postgres'),
			['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
			{ ...identity, stdio: ['ignore', 'ignore', 'pipe'] },
		);
		// An immediate shutdown, which takes the server's own children along.
		const forgo = lastWill('kill -QUIT "$1"; sleep 1; kill -KILL "$1"; rm -rf "$2"', [
			String(child.pid),
			folder,
		]);
		let output = '';
		child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
		await until(
			{ what: 'PostgreSQL to be ready', timeoutMs: 30_000, explain: () => output },
			async () => {
				if (child.exitCode !== null) throw new Error(`PostgreSQL ended at once\n${output}`);
				return output.includes('ready to accept connections');
			},
		);
		return new PostgresServer(port, folder, child, forgo);
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

	/** Rows, each as the text of its columns. */
	async query(sql: string): Promise<string[][]> {
		const { stdout } = await promisify(execFile)(
			join(findPrograms(), 'psql'),
			// prettier-ignore
			[
				'--no-psqlrc', '--tuples-only', '--no-align', '--field-separator', '\t', '--host', '127.0.0.1',
				'--port', String(this.port), '--username', USER, '--dbname', DATABASE, '--command', sql,
			],
		);
		return stdout.split('\n').flatMap((line) => (line === '' ? [] : [line.split('\t')]));
	}

	/** Ends it and removes its files. */
	async end(): Promise<void> {
		if (this.server.exitCode === null && this.server.signalCode === null) {
			const gone = once(this.server, 'exit');
			// A fast shutdown: connections are cut, nothing is left running.
			this.server.kill('SIGINT');
			await gone;
		}
		this.forgo();
		rmSync(this.folder, { recursive: true, force: true });
	}
}

/** The folder of `initdb` and `postgres`: Debian keeps them apart from the PATH. */
function findPrograms(): string {
	const versions = '/usr/lib/postgresql';
	const debian = existsSync(versions)
		? readdirSync(versions)
				.sort((a, b) => Number(b) - Number(a))
				.map((version) => join(versions, version, 'bin'))
		: [];
	const folders = [...debian, ...(process.env.PATH ?? '').split(delimiter)];
	const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
	if (!found) throw new Error(`There is no initdb on this machine. ${HOW_TO_INSTALL}`);
	return found;
}

/** PostgreSQL refuses to run as root, so root starts it as the user its package made. */
function identityFor(folder: string): { uid?: number; gid?: number } {
	if (process.getuid?.() !== 0) return {};
	const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
	const identity = { uid: id('-u'), gid: id('-g') };
	chownSync(folder, identity.uid, identity.gid);
	chmodSync(folder, 0o700);
	return identity;
}
