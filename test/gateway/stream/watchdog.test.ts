import { Watchdog } from '../../../gateway/stream/watchdog';
import { manualClock } from '../../support/providers/clock';
import { clockOf } from '../../support/stream/clocks';

const SILENCE_MS = 60_000;

function start() {
	const time = manualClock();
	const ending = new AbortController();
	const dog = new Watchdog(SILENCE_MS, clockOf(time));
	const watching = dog.watch(ending.signal);
	return {
		dog,
		end: async () => {
			ending.abort();
			await watching;
		},
		/** In small steps, each with time for what it sets off. */
		async pass(milliseconds: number) {
			for (let passed = 0; passed < milliseconds; passed += 1_000) {
				time.advance(1_000);
				await new Promise((resolve) => setImmediate(resolve));
			}
		},
	};
}

test('gives up what the connection has owed for too long', async () => {
	const { dog, pass, end } = start();
	const read = dog.over(new Promise(() => {}));
	const given = read.catch(() => 'given up');
	await pass(SILENCE_MS - 1_000);
	expect(dog.hasBitten).toBe(false);
	await pass(1_000);
	expect(await given).toBe('given up');
	expect(dog.hasBitten).toBe(true);
	await end();
});

test('every sign of life begins the wait anew', async () => {
	const { dog, pass, end } = start();
	for (let sign = 0; sign < 10; sign++) {
		let heard: (value: string) => void = () => {};
		const read = dog.over(new Promise<string>((resolve) => (heard = resolve)));
		await pass(SILENCE_MS - 2_000);
		heard(`sign ${sign}`);
		expect(await read).toBe(`sign ${sign}`);
	}
	expect(dog.hasBitten).toBe(false);
	await end();
});

test('time in which nothing is read is no silence of the other side', async () => {
	const { dog, pass, end } = start();
	await dog.over(Promise.resolve('an event'));
	await pass(10 * SILENCE_MS);
	expect(dog.hasBitten).toBe(false);
	expect(await dog.over(Promise.resolve('the next one'))).toBe('the next one');
	await end();
});

test('when it is called off, what is waited for is given up, and not for silence', async () => {
	const { dog, end } = start();
	const read = dog.over(new Promise(() => {}));
	await end();
	await expect(read).rejects.toThrow();
	expect(dog.hasBitten).toBe(false);
});
