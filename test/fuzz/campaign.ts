/** A number of deliveries gone wrong, for one provider, with a seed that makes them again. */
import fc from 'fast-check';

import type { Provider } from '../../gateway/provider';
import { fixturesOf } from '../support/providers';
import { assertTaken, withKey } from './intake';
import { mutate, mutation } from './mutation';

/** Throws with the smallest delivery that shows the fault, and the seed. */
export async function campaign(
	provider: Provider,
	seed: number,
	deliveries: number,
): Promise<void> {
	const fixtures = fixturesOf(provider.id);
	const which = fc.nat({ max: fixtures.length - 1 });
	await fc.assert(
		fc.asyncProperty(which, mutation, async (index, changes) => {
			await assertTaken(provider, mutate(withKey(fixtures[index]?.payload), changes));
		}),
		{ seed, numRuns: deliveries, endOnFailure: false },
	);
}
