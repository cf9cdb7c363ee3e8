/** Many things to do, some of them at a time. */

/** Runs `tasks` in order, at most `width` of them at a time. */
export async function pool(
	tasks: ReadonlyArray<() => Promise<unknown>>,
	width: number,
): Promise<void> {
	const queue = [...tasks];
	const worker = async () => {
		for (let task = queue.shift(); task; task = queue.shift()) await task();
	};
	await Promise.all(Array.from({ length: width }, worker));
}

export function shuffled<T>(things: readonly T[]): T[] {
	return things
		.map((thing) => ({ thing, order: Math.random() }))
		.sort((a, b) => a.order - b.order)
		.map(({ thing }) => thing);
}
