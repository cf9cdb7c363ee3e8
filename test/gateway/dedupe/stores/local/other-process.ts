/** Starts `child.ts` as a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { ROOT } from '../../../../support/sources';

export class OtherProcess {
	private readonly child: ChildProcess;
	private readonly lines: AsyncIterator<string>;
	private errors = '';

	/** `before`: a shell command to be run first, in the same process. */
	constructor(args: string[], before?: string) {
		const command = [
			process.execPath,
			'--import',
			'tsx',
			join('test', 'gateway', 'dedupe', 'stores', 'local', 'child.ts'),
			...args,
		];
		const options = { cwd: ROOT, stdio: 'pipe' } as const;
		this.child = before
			? spawn('sh', ['-c', `${before}; exec "$0" "$@"`, ...command], options)
			: spawn(command[0]!, command.slice(1), options);
		this.child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
		this.lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
	}

	/** What it says next. */
	async said(): Promise<unknown> {
		const { value, done } = await this.lines.next();
		if (done) throw new Error(`the other process ended without a word:\n${this.errors}`);
		return JSON.parse(value) as unknown;
	}

	goOn(): void {
		this.child.stdin!.write('go on\n');
	}

	async kill(): Promise<void> {
		const gone = once(this.child, 'exit');
		this.child.kill('SIGKILL');
		await gone;
	}

	async ended(): Promise<void> {
		if (this.child.exitCode === null && this.child.signalCode === null) {
			await once(this.child, 'exit');
		}
	}
}
