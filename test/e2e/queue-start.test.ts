/** A queue mode that does not come up leaves nothing behind: else a failed test run would never end. */
import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packedPackage } from '../support/e2e/tarball';
import type { QueueOptions } from '../support/n8n/queue';
import { runNode } from '../support/run-node';

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
async function startQueue(options: Partial<QueueOptions>) {
	const all = { packages: [packedPackage()], webhookProcesses: 1, ...options };
	return await runNode(['--import', 'tsx', PROGRAM, JSON.stringify(all)], {
		env: { ...process.env, TMPDIR: folder },
		withinMs: ENDS_WITHIN_MS,
	});
}

test.each<[string, Partial<QueueOptions>, string]>([
	['Redis', { redisSettings: ['no-such-setting yes'] }, 'no-such-setting'],
	['n8n', { extraEnv: { NODE_OPTIONS: '--no-such-option' } }, 'before it was ready'],
])('%s does not start: what ran already is ended, and so is the program', async (_, wrong, why) => {
	const { code, output } = await startQueue(wrong);
	expect(output).toContain(why);
	expect(code).toBe(1);
	// Each server has its folder there for as long as it runs.
	const left = readdirSync(folder).filter((name) => /^(postgres|redis|n8n)-/.test(name));
	expect(left).toEqual([]);
});
