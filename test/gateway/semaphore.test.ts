import { Semaphore } from '../../gateway/semaphore';

const { signal: never } = new AbortController();

test('lets in as many as there may be, and the next one when one is done', async () => {
	const semaphore = new Semaphore(2);
	const release = await semaphore.acquire(never);
	await semaphore.acquire(never);
	let third = false;
	const waiting = semaphore.acquire(never).then(() => (third = true));
	await new Promise((resolve) => setImmediate(resolve));
	expect({ third, inUse: semaphore.inUse }).toEqual({ third: false, inUse: 2 });
	release?.();
	await waiting;
	expect({ third, inUse: semaphore.inUse }).toEqual({ third: true, inUse: 2 });
});

test('what is released twice is released once', async () => {
	const semaphore = new Semaphore(3);
	const release = await semaphore.acquire(never);
	await semaphore.acquire(never);
	release?.();
	release?.();
	expect(semaphore.inUse).toBe(1);
});

test('whoever waits when it is over is not let in', async () => {
	const semaphore = new Semaphore(1);
	await semaphore.acquire(never);
	const closing = new AbortController();
	const waiting = [semaphore.acquire(closing.signal), semaphore.acquire(closing.signal)];
	closing.abort();
	expect(await Promise.all(waiting)).toEqual([null, null]);
	expect(await semaphore.acquire(closing.signal)).toBeNull();
	expect(semaphore.inUse).toBe(1);
});
