/** Trouble with n8n's database, made from outside while n8n runs. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { ensureN8nInstalled } from '../n8n/install';

const run = promisify(execFile);

/** From now on no execution can be stored, as with a full disk. Gives the way to end it. */
export async function sabotage(userFolder: string): Promise<() => Promise<void>> {
	await execute(
		userFolder,
		"CREATE TRIGGER sabotage BEFORE INSERT ON execution_entity BEGIN SELECT RAISE(ABORT, 'the disk is full'); END",
	);
	return async () => await execute(userFolder, 'DROP TRIGGER sabotage');
}

/** Locks a SQLite file as another process can, for as long as it likes. Gives the way to end it. */
export async function lockFile(file: string): Promise<() => Promise<void>> {
	const { nodeBinary } = await ensureN8nInstalled();
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(process.argv[1], { timeout: 5_000 });
		database.exec('BEGIN EXCLUSIVE');
		console.log('locked');
		process.stdin.on('end', () => database.close()).resume();`;
	const child = spawn(nodeBinary, ['--no-warnings', '--eval', script, file], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	await once(child.stdout, 'data');
	return async () => {
		child.stdin.end();
		await once(child, 'exit');
	};
}

/** By n8n's own Node, which has SQLite built in; the one that runs the tests may not. */
export async function runSql(file: string, sql: string): Promise<void> {
	const { nodeBinary } = await ensureN8nInstalled();
	const script = `
		const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(process.argv[1], { timeout: 5_000 });
		database.exec(process.argv[2]);
		database.close();`;
	await run(nodeBinary, ['--no-warnings', '--eval', script, file, sql]);
}

async function execute(userFolder: string, sql: string): Promise<void> {
	await runSql(join(userFolder, '.n8n', 'database.sqlite'), sql);
}
