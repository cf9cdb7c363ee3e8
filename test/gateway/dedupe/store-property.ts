/**
 * Any interleaving of claims, confirmations, releases, time and crashes against a model that says
 * what must be so: at most one holder at a time, and no confirmed key given out before its expiry.
 */
import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { keysOf } from '../../../gateway/dedupe/key';
import type { ClaimState, ClaimStore } from '../../../gateway/dedupe/store';
import type { StoreUnderTest } from './store-contract';

const KEYS = 3;
const PROCESSES = 2;
const LEASE_MS = 30_000;
/** Shorter than a lease, and longer: both orders of expiry occur. */
const KEEPS_MS = [20_000, 200_000];
/** Time passes in steps that never end near an expiry, so that rounding cannot matter. */
const STEP_MS = 7_000;

type Claimer = { process: number; keys: number[] };
type Step =
	| ({ do: 'claim' } & Claimer)
	| { do: 'race'; claimers: Claimer[] }
	| { do: 'renew' | 'release'; holder: number }
	| { do: 'confirm'; holder: number; keepMs: number }
	| { do: 'pass'; steps: number }
	| { do: 'crash'; process: number };

const someKeys = fc.uniqueArray(fc.nat(KEYS - 1), { minLength: 1, maxLength: KEYS });
const claimer = fc.record({ process: fc.nat(PROCESSES - 1), keys: someKeys });
/** Taken modulo the holders there are. */
const holder = fc.nat(50);
const step: fc.Arbitrary<Step> = fc.oneof(
	{ weight: 5, arbitrary: claimer.map((who): Step => ({ do: 'claim', ...who })) },
	{
		weight: 2,
		arbitrary: fc
			.array(claimer, { minLength: 2, maxLength: 4 })
			.map((claimers): Step => ({ do: 'race', claimers })),
	},
	{ weight: 1, arbitrary: holder.map((who): Step => ({ do: 'renew', holder: who })) },
	{ weight: 2, arbitrary: holder.map((who): Step => ({ do: 'release', holder: who })) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(holder, fc.constantFrom(...KEEPS_MS))
			.map(([who, keepMs]): Step => ({ do: 'confirm', holder: who, keepMs })),
	},
	{
		weight: 3,
		arbitrary: fc.integer({ min: 1, max: 6 }).map((steps): Step => ({ do: 'pass', steps })),
	},
	{
		weight: 1,
		arbitrary: fc.nat(PROCESSES - 1).map((process): Step => ({ do: 'crash', process })),
	},
);

/** What one key must be like. */
type Entry =
	| { state: 'free' }
	| { state: 'held'; holder: string; until: number }
	| { state: 'confirmed'; until: number };

interface Delivery {
	holder: string;
	process: number;
	keys: string[];
}

export interface PropertyOptions {
	runs: number;
	/** The store as a process finds it that was just started, after its predecessor was killed. */
	afterCrash?: (store: ClaimStore) => Promise<ClaimStore>;
}

export async function checkStore(
	underTest: StoreUnderTest,
	{ runs, afterCrash = async (store) => store }: PropertyOptions,
): Promise<void> {
	const processes: ClaimStore[] = [];
	for (let index = 0; index < PROCESSES; index++) processes.push(await underTest.open());

	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
			const run = new Run(underTest, processes, afterCrash);
			for (const one of steps) await run.take(one);
		}),
		{ numRuns: runs },
	);
}

class Run {
	private readonly keys = keysOf(
		randomUUID(),
		Array.from({ length: KEYS }, (_, index) => String(index)),
	);
	private readonly model = new Map<string, Entry>();
	private readonly deliveries: Delivery[] = [];
	private now = 0;

	constructor(
		private readonly underTest: StoreUnderTest,
		private readonly processes: ClaimStore[],
		private readonly afterCrash: (store: ClaimStore) => Promise<ClaimStore>,
	) {}

	async take(step: Step): Promise<void> {
		switch (step.do) {
			case 'claim':
				return await this.race([this.newDelivery(step)]);
			case 'race':
				return await this.race(step.claimers.map((claimer) => this.newDelivery(claimer)));
			case 'renew':
				return await this.withDelivery(step.holder, async (delivery) => {
					await this.race([delivery]);
				});
			case 'release':
				return await this.withDelivery(step.holder, async ({ holder, keys, process }) => {
					await this.processes[process]!.release(keys, holder);
					for (const key of keys) {
						const entry = this.entry(key);
						if (entry.state === 'held' && entry.holder === holder) this.model.delete(key);
					}
				});
			case 'confirm':
				return await this.withDelivery(step.holder, async ({ holder, keys, process }) => {
					await this.processes[process]!.confirm(keys, holder, step.keepMs);
					for (const key of keys) {
						const entry = this.entry(key);
						const before = entry.state === 'confirmed' ? entry.until : 0;
						const until = Math.max(before, this.now + step.keepMs);
						this.model.set(key, { state: 'confirmed', until });
					}
				});
			case 'pass':
				this.now += step.steps * STEP_MS;
				return await this.underTest.pass(step.steps * STEP_MS);
			case 'crash': {
				// Nobody is left to confirm or release what the process held.
				const rest = this.deliveries.filter(({ process }) => process !== step.process);
				this.deliveries.splice(0, this.deliveries.length, ...rest);
				const store = this.processes[step.process]!;
				this.processes[step.process] = await this.afterCrash(store);
			}
		}
	}

	/** Claims at once, and compares every answer with what some order of the claims explains. */
	private async race(claimers: Delivery[]): Promise<void> {
		const answers = await Promise.all(
			claimers.map(
				async ({ process, keys, holder }) =>
					await this.processes[process]!.claim(keys, holder, LEASE_MS),
			),
		);
		for (const key of this.keys) {
			const asked = claimers.flatMap(({ holder, keys }, index) =>
				keys.includes(key) ? [{ holder, said: answers[index]![keys.indexOf(key)] }] : [],
			);
			if (asked.length > 0) this.judge(key, asked);
		}
		this.judgeOrder(claimers.map(({ keys }, index) => new Map(zip(keys, answers[index]!))));
	}

	/**
	 * All keys in one step: of two who came at once, the first has every key both wanted and
	 * somebody of them got.
	 */
	private judgeOrder(answers: Array<Map<string, ClaimState>>): void {
		for (const [index, mine] of answers.entries()) {
			for (const theirs of answers.slice(index + 1)) {
				const shared = [...mine].map(([key, said]) => `${said} ${theirs.get(key)}`);
				const bothWon = shared.includes('claimed held') && shared.includes('held claimed');
				expect(bothWon).toBe(false);
			}
		}
	}

	private judge(key: string, asked: Array<{ holder: string; said: ClaimState | undefined }>): void {
		const entry = this.entry(key);
		const winners = asked.filter(({ said }) => said === 'claimed');
		if (entry.state === 'confirmed') {
			expect(asked.map(({ said }) => said)).toEqual(asked.map(() => 'confirmed'));
			return;
		}
		if (entry.state === 'held') {
			expect(asked.map(({ said }) => said)).toEqual(
				asked.map(({ holder }) => (holder === entry.holder ? 'claimed' : 'held')),
			);
		} else {
			expect(winners).toHaveLength(1);
			expect(asked.filter(({ said }) => said === 'held')).toHaveLength(asked.length - 1);
		}
		const [winner] = winners;
		if (winner) {
			this.model.set(key, {
				state: 'held',
				holder: winner.holder,
				until: this.now + LEASE_MS,
			});
		}
	}

	private entry(key: string): Entry {
		const entry = this.model.get(key) ?? { state: 'free' };
		return entry.state !== 'free' && entry.until <= this.now ? { state: 'free' } : entry;
	}

	private newDelivery({ process, keys }: Claimer): Delivery {
		const delivery = {
			holder: randomUUID(),
			process,
			keys: keys.map((index) => this.keys[index]!),
		};
		this.deliveries.push(delivery);
		return delivery;
	}

	private async withDelivery(
		index: number,
		act: (delivery: Delivery) => Promise<void>,
	): Promise<void> {
		const { length } = this.deliveries;
		if (length > 0) await act(this.deliveries[index % length]!);
	}
}

function zip<A, B>(left: readonly A[], right: readonly B[]): Array<[A, B]> {
	return left.map((value, index) => [value, right[index]!]);
}
