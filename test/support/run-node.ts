import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

export interface RunOptions {
	/** The Node that runs it; else this one. */
	node?: string;
	env?: NodeJS.ProcessEnv;
	cwd?: string;
	/** Ended by force after so long, in milliseconds. */
	withinMs?: number;
}

/** Runs a program in a Node of its own. `code` is null where it did not end by itself. */
export async function runNode(
	args: readonly string[],
	{ node = process.execPath, withinMs, ...options }: RunOptions = {},
): Promise<{ code: number | null; output: string }> {
	const child = spawn(node, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8').on('data', (text: string) => (output += text));
	}
	const timer = withinMs && setTimeout(() => child.kill('SIGKILL'), withinMs);
	const closed = once(child, 'close');
	const [code] = (await once(child, 'exit')) as [number | null];
	if (timer) clearTimeout(timer);
	// The last of its output, unless something that it left behind holds on to it.
	await Promise.race([closed, sleep(1_000)]);
	return { code, output };
}
