import { Places } from '../../../gateway/stream/places';

const { signal: never } = new AbortController();

test('gives as many as there are, and the next one when one is left', async () => {
	const places = new Places(2);
	const leave = await places.take(never);
	await places.take(never);
	let third = false;
	const waiting = places.take(never).then(() => (third = true));
	await new Promise((resolve) => setImmediate(resolve));
	expect({ third, size: places.size }).toEqual({ third: false, size: 2 });
	leave?.();
	await waiting;
	expect({ third, size: places.size }).toEqual({ third: true, size: 2 });
});

test('leaving twice leaves one place', async () => {
	const places = new Places(3);
	const leave = await places.take(never);
	await places.take(never);
	leave?.();
	leave?.();
	expect(places.size).toBe(1);
});

test('who waits when it is over gets none', async () => {
	const places = new Places(1);
	await places.take(never);
	const closing = new AbortController();
	const waiting = [places.take(closing.signal), places.take(closing.signal)];
	closing.abort();
	expect(await Promise.all(waiting)).toEqual([null, null]);
	expect(await places.take(closing.signal)).toBeNull();
	expect(places.size).toBe(1);
});
