/** Starts the measuring of hostile bodies: `measure.ts`, bundled, in a process with a small heap. */
import { spawn, type ChildProcess, type ChildProcessByStdio } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { build } from 'esbuild';

export interface Started {
	/** The body that is measured next. */
	starts: string;
}

export interface Measured {
	/** What grew in it. */
	body: string;
	/** How many bodies it was one of the slowest of. */
	bodies: number;
	/** Of the whole intake, `JSON.parse` apart. */
	cpuMs: number;
	/** Of the items, as JSON. */
	characters: number;
}

export interface Measuring {
	of(provider: string): Promise<Measured[]>;
	end(): Promise<void>;
}

/** `heapMegabytes`: what the process may hold, the parsed body and its own code included. */
export async function startMeasuring(heapMegabytes: number): Promise<Measuring> {
	const folder = await mkdtemp(join(tmpdir(), 'hostile-'));
	const outfile = join(folder, 'measure.js');
	await build({
		entryPoints: [join(__dirname, 'measure.ts')],
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		logLevel: 'warning',
	});
	const running = new Set<ChildProcess>();
	return {
		async of(provider) {
			const args = [`--max-old-space-size=${heapMegabytes}`, outfile, provider];
			const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
			running.add(child);
			child.once('close', () => running.delete(child));
			return await measuredBy(child);
		},
		async end() {
			// One that is still busy has been given up by its test.
			for (const child of running) child.kill('SIGKILL');
			await rm(folder, { recursive: true, force: true });
		},
	};
}

async function measuredBy(
	child: ChildProcessByStdio<null, Readable, Readable>,
): Promise<Measured[]> {
	let complaint = '';
	child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.on('close', resolve));

	const measured: Measured[] = [];
	let current = 'the small bodies';
	for await (const line of createInterface({ input: child.stdout })) {
		const said = JSON.parse(line) as Measured | Started;
		if ('starts' in said) current = said.starts;
		else measured.push(said);
	}
	if ((await ended) === 0) return measured;
	throw new Error(
		`The process died of ${current}: ${/FATAL ERROR.*|.*Error.*/.exec(complaint)?.[0]}`,
	);
}
