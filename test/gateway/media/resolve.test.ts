import { createResolve, resolve } from '../../../gateway/media/resolve';

const forEver = () => new AbortController().signal;

test('a name of this machine is asked of the system', async () => {
	expect(await resolve('localhost', forEver())).toContain('127.0.0.1');
	await expect(resolve('no-such-host.invalid', forEver())).rejects.toThrow();
});

test('IPv4 comes first', async () => {
	const asked = createResolve(async () => [
		{ address: '2606:4700::1111', family: 6 },
		{ address: '1.1.1.1', family: 4 },
	]);
	expect(await asked('a', forEver())).toEqual(['1.1.1.1', '2606:4700::1111']);
});

test('names that nobody answers for take two places at most, and who gives up waits no longer', async () => {
	let under = 0;
	let most = 0;
	const answers: Array<() => void> = [];
	const slow = createResolve(async () => {
		most = Math.max(most, ++under);
		await new Promise<void>((resolve) => answers.push(resolve));
		under--;
		return [{ address: '1.1.1.1', family: 4 }];
	});
	const over = new AbortController();
	const first = [slow('a', forEver()), slow('b', forEver())];
	const waiting = Array.from({ length: 100 }, async () => await slow('c', over.signal));
	const last = slow('d', forEver());
	over.abort();
	for (const one of waiting) await expect(one).rejects.toThrow();
	expect(answers).toHaveLength(2);
	for (let answered = 0; answered < 3; answered++) {
		answers[answered]?.();
		await new Promise((resolve) => setImmediate(resolve));
	}
	expect(await Promise.all([...first, last])).toEqual([['1.1.1.1'], ['1.1.1.1'], ['1.1.1.1']]);
	expect(most).toBe(2);
});
