/** The clock of a Node process that was started with the fast clock, as that process sees it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { fastClockEnvironment } from './fast-clock';

const FACTOR = 50;

/** Runs this in such a process; what it returns comes back as JSON. */
async function inFastProcess(body: string): Promise<Record<string, unknown>> {
	const script = `(async () => { ${body} })().then((seen) => console.log(JSON.stringify(seen)))`;
	const env = { ...process.env, ...fastClockEnvironment(FACTOR) };
	const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { env });
	return JSON.parse(stdout) as Record<string, unknown>;
}

test('every clock moves on as fast as the waits are short', async () => {
	// `process.uptime` stays as it is.
	const { real, ...fast } = await inFastProcess(`
		const read = () => [Date.now(), new Date().getTime(), performance.now(),
			Number(process.hrtime.bigint()) / 1e6, process.uptime() * 1000];
		const before = read();
		await new Promise((resolve) => setTimeout(resolve, 5000));
		const [date, made, steady, hrtime, real] = read().map((now, index) => now - before[index]);
		return { date, made, steady, hrtime, real };
	`);
	for (const passed of Object.values(fast)) {
		// Node lets a timer be early by a part of a real millisecond.
		expect(passed).toBeGreaterThanOrEqual(5_000 - FACTOR);
		expect(Number(passed) / Number(real)).toBeGreaterThan(FACTOR / 2);
		expect(Number(passed) / Number(real)).toBeLessThan(FACTOR * 2);
	}
});

test('all ways to wait are short, and what they give is what they are given', async () => {
	const seen = await inFastProcess(`
		const { promisify } = require('node:util');
		const wait = await import('node:timers/promises');
		const begin = Date.now();
		const values = [await wait.setTimeout(1000, 'a'), await promisify(setTimeout)(1000, 'b')];
		await wait.scheduler.wait(1000);
		for await (const value of wait.setInterval(1000, 'c')) { values.push(value); break; }
		values.push(await new Promise((resolve) => {
			const timer = setInterval((value) => { clearInterval(timer); resolve(value); }, 1000, 'd');
		}));
		return { values, isLong: Date.now() - begin >= 5000, isShort: process.uptime() * 1000 < Date.now() - begin };
	`);
	expect(seen).toEqual({ values: ['a', 'b', 'c', 'd'], isLong: true, isShort: true });
});

test('timers keep what they can, and dates what they are', async () => {
	const seen = await inFastProcess(`
		const timer = setTimeout(() => {}, 1e9).unref().refresh();
		const cleared = setTimeout(() => console.log('never'), 50);
		clearTimeout(cleared);
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 100);
		const { setTimeout: wait } = require('node:timers/promises');
		const { name } = await wait(1e9, null, { signal: stop.signal }).catch((error) => error);
		class Day extends Date {}
		return { hasRef: timer.hasRef(), name, epoch: new Date(0).toISOString(),
			isDate: new Date() instanceof Date && new Day() instanceof Day, text: typeof Date() };
	`);
	expect(seen).toEqual({
		hasRef: false,
		name: 'AbortError',
		epoch: '1970-01-01T00:00:00.000Z',
		isDate: true,
		text: 'string',
	});
});
