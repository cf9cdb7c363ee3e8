/** What Jest does when a test leaves something running, seen in a Jest of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { isAlive } from './n8n/process/alive';
import { runNode } from './run-node';
import { until } from './until';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'must-end-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs these lines as the only test file, for as long as a test here may take. */
async function runJest(lines: string): Promise<{ code: number | null; output: string }> {
	writeFileSync(join(folder, 'only.test.js'), lines);
	const config = {
		rootDir: folder,
		reporters: [[join(__dirname, 'must-end-reporter.cjs'), { withinMs: 1_000 }]],
	};
	const jest = require.resolve('jest/bin/jest');
	const args = [jest, '-i', '--config', JSON.stringify(config)];
	return await runNode(args, { withinMs: 25_000 });
}

test('what a test left running is named and ended, and the run fails', async () => {
	const { code, output } = await runJest(`
		test('starts a server and forgets it', () => {
			const server = "setTimeout(() => {}, 600_000) // the forgotten one";
			const child = require('node:child_process').spawn(process.execPath, ['-e', server]);
			process.stderr.write('pid ' + child.pid + ' of it\\n');
		});`);
	expect(code).toBe(1);
	expect(output).toContain('the forgotten one');
	const pid = Number(/pid (\d+) of it/.exec(output)?.[1]);
	await until(() => !isAlive(pid), { what: 'its end' });
});

test('a run that ends is left alone', async () => {
	expect(await runJest(`test('has nothing to forget', () => {});`)).toEqual({
		code: 0,
		output: '',
	});
});
