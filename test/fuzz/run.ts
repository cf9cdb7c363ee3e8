/** `npm run fuzz [-- --minutes 10] [--seed 42]`: the fuzzing of the tests, for as long as one wants. */
import { parseArgs } from 'node:util';

import { providers } from '../../gateway/providers';
import { campaign } from './campaign';

const AT_A_TIME = 1_000;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' } },
	});
	const end = performance.now() + Number(values.minutes) * 60_000;
	let seed = Number(values.seed ?? Date.now() % 2 ** 31);
	let deliveries = 0;
	if (Number.isNaN(end) || Number.isNaN(seed)) throw new Error('--minutes and --seed are numbers');
	do {
		for (const provider of providers) {
			await campaign(provider, seed, AT_A_TIME).catch((error: unknown) => {
				throw new Error(`${provider.displayName}, --seed ${seed}`, { cause: error });
			});
		}
		deliveries += AT_A_TIME * providers.length;
		process.stdout.write(`seed ${seed}: ${deliveries.toLocaleString('en')} deliveries, no fault\n`);
		seed += 1;
	} while (performance.now() < end);
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
