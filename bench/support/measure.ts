/** Measuring on a machine where other things happen, too. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How long single calls took, in microseconds. */
export class Latencies {
	private readonly values: number[] = [];

	async of<T>(call: () => Promise<T>): Promise<T> {
		const start = performance.now();
		const result = await call();
		this.values.push((performance.now() - start) * 1_000);
		return result;
	}

	/** `share` of 0.99: 99 of 100 calls were at least this quick. */
	quantile(share: number): number {
		const sorted = Float64Array.from(this.values).sort();
		return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
	}
}

/** Milliseconds `work` takes. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
	const start = performance.now();
	await work();
	return performance.now() - start;
}

/** Calls `call` with 0 to `count` - 1, by so many callers at once, each waiting for its own. */
export async function callers(
	number: number,
	count: number,
	call: (index: number) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	await Promise.all(
		Array.from({ length: number }, async () => {
			while (next < count) await call(next++);
		}),
	);
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** Bytes in use on the heap, after everything nobody needs is gone. */
export function heapInUse(): number {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	for (let time = 0; time < 3; time++) collect();
	return process.memoryUsage().heapUsed;
}
