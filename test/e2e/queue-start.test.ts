/** A queue mode that does not come up leaves nothing behind: else a failed test run would never end. */
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packedPackage } from '../support/e2e/tarball';
import type { QueueOptions } from '../support/n8n/queue';

const PROGRAM = join(__dirname, '..', 'support', 'e2e', 'start-queue.ts');
const ENDS_WITHIN_MS = 90_000;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'half-way-'));
	// PostgreSQL may run as another user.
	chmodSync(folder, 0o755);
});
afterEach(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

/** Starts it in a process of its own, whose temporary files are in the folder. */
async function startQueue(
	options: Partial<QueueOptions>,
): Promise<{ ended: boolean; code: number | null; output: string }> {
	const all = { packages: [packedPackage()], webhookProcesses: 1, ...options };
	const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, JSON.stringify(all)], {
		env: { ...process.env, TMPDIR: folder },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	let ended = true;
	const timer = setTimeout(() => {
		ended = false;
		child.kill('SIGKILL');
	}, ENDS_WITHIN_MS);
	const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
	clearTimeout(timer);
	return { ended, code, output };
}

test.each<[string, Partial<QueueOptions>, string]>([
	['Redis', { redisSettings: ['no-such-setting yes'] }, 'no-such-setting'],
	['n8n', { extraEnv: { NODE_OPTIONS: '--no-such-option' } }, 'before it was ready'],
])('%s does not start: what ran already is ended, and so is the program', async (_, wrong, why) => {
	const { ended, code, output } = await startQueue(wrong);
	expect(output).toContain(why);
	expect({ ended, code }).toEqual({ ended: true, code: 1 });
	// Each server has its folder there for as long as it runs.
	const left = readdirSync(folder).filter((name) => /^(postgres|redis|n8n)-/.test(name));
	expect(left).toEqual([]);
});
