/** `npm run needs` on machines that are bare: the programs on the PATH are stand-ins, all else is real. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runNode } from '../run-node';
import { ROOT } from '../sources';

const isRoot = process.getuid?.() === 0;

let bin: string;
let log: string;
beforeEach(() => {
	bin = mkdtempSync(join(tmpdir(), 'bare-machine-'));
	log = join(bin, 'log');
});
afterEach(() => rmSync(bin, { recursive: true, force: true }));

function program(name: string, lines = ''): void {
	writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`);
	chmodSync(join(bin, name), 0o755);
}

const redisIsThere = () => ['redis-server', 'redis-cli'].forEach((name) => program(name));

/** Writes down how it is called. What is installed with it are the two programs of Redis. */
function aptGet(on: { update?: string; install?: string } = {}): void {
	const redis = `for name in redis-server redis-cli; do /bin/cp "${bin}/apt-get" "${bin}/$name"; done`;
	program(
		'apt-get',
		`echo "$@" >> "${log}"
		case "$*" in
			*update*) ${on.update ?? ':'} ;;
			*) ${on.install ?? redis} ;;
		esac`,
	);
	// Whoever is not root needs it.
	program('sudo', 'shift; if [ "$1" = true ]; then exit 0; fi; shift 2; exec "$@"');
}

async function needs(
	names: string[],
	env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
	const { CXX, PYTHON, npm_config_python, HTTPS_PROXY, https_proxy, ...rest } = process.env;
	const script = join(ROOT, 'scripts', 'needs.ts');
	return await runNode(['--import', 'tsx', script, ...names], {
		cwd: ROOT,
		env: { ...rest, PATH: bin, ...env },
	});
}

test('nothing is missing: nothing is done or said', async () => {
	redisIsThere();
	aptGet();
	expect(await needs(['redis'])).toEqual({ code: 0, output: '' });
	expect(existsSync(log)).toBe(false);
});

test('where this account may install, it is installed, with its step on the screen', async () => {
	aptGet();
	const { code, output } = await needs(['redis']);
	expect(output).toContain('Installing redis-tools');
	expect(code).toBe(0);
	const [first, second, ...rest] = readFileSync(log, 'utf8').trim().split('\n');
	expect(first).toMatch(/update$/);
	expect(second).toMatch(/install -y --no-install-recommends redis-tools$/);
	expect(rest).toEqual([]);
});

test('old lists of packages may do', async () => {
	aptGet({ update: 'exit 100' });
	expect((await needs(['redis'])).code).toBe(0);
});

test('where it may not, one sentence says what to install, and it ends at once', async () => {
	// Homebrew refuses root, and whoever is not root and has no sudo cannot use apt-get.
	program(isRoot ? 'brew' : 'apt-get', `echo "$@" >> "${log}"`);
	expect(await needs(['redis'])).toEqual({
		code: 1,
		output: `\nThe tests need Redis, which this machine has not got: run \`${
			isRoot ? 'brew install redis' : 'sudo apt-get update && sudo apt-get install redis-tools'
		}\`, then run the command again.\n`,
	});
	expect(existsSync(log)).toBe(false);
});

test('so it is without a package manager that is known', async () => {
	const { code, output } = await needs(['redis']);
	expect(output).toMatch(/^\nThe tests need Redis, which .*: [^.]*Redis[^.]*\.\n$/);
	expect(code).toBe(1);
});

test('an installation that fails: what was said, and what to do', async () => {
	aptGet({ install: 'echo "E: no such package"; exit 100' });
	const { code, output } = await needs(['redis']);
	expect(output).toContain('E: no such package');
	expect(output).toContain('sudo apt-get install redis-tools');
	expect(code).toBe(1);
});

test('an installation that brings nothing is no success', async () => {
	aptGet({ install: ':' });
	const { code, output } = await needs(['redis']);
	expect(output).toContain('The tests need Redis');
	expect(code).toBe(1);
});

describe('SQLite for an n8n that is not installed yet', () => {
	let releases: Server;
	let status: number;
	let asked: (string | undefined)[];
	beforeEach(async () => {
		asked = [];
		releases = createServer((request, response) => {
			asked.push(`${request.method} ${request.url}`);
			response.writeHead(status).end();
		});
		await new Promise<void>((resolve) => releases.listen(0, '127.0.0.1', resolve));
	});
	afterEach(async () => await new Promise((resolve) => releases.close(resolve)));

	const surroundings = () => ({
		N8N_HOST_CACHE: join(bin, 'nothing-here'),
		npm_config_sqlite3_binary_host: `http://127.0.0.1:${(releases.address() as AddressInfo).port}`,
	});

	test('it can be downloaded: no compiler is needed', async () => {
		status = 200;
		expect(await needs(['compiler'], surroundings())).toEqual({ code: 0, output: '' });
		expect(asked).toEqual([
			expect.stringMatching(/^HEAD \/v[\d.]+\/sqlite3-v[\d.]+-napi-v6-\w+-\w+\.tar\.gz$/),
		]);
	});

	test('it cannot: all that is missing is in one sentence, before anything is installed', async () => {
		status = 404;
		const { code, output } = await needs(['redis', 'compiler'], surroundings());
		expect(output.trim().split('\n')).toHaveLength(1);
		expect(output).toMatch(/The tests need Redis and a C\+\+ compiler/);
		expect(code).toBe(1);
	});
});
