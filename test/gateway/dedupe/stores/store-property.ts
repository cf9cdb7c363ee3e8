/**
 * Any interleaving of claims, confirmations, releases, time and crashes against a model that says
 * what must be so: at most one holder at a time, and no confirmed key given out before its expiry.
 *
 * Calls run at once, and a process may die with one on its way. So the model follows everything that
 * may have happened: after each step, all the orders of its calls that explain every answer (see
 * `store-model.ts`). When none does, the store has broken its word.
 */
import { randomUUID } from 'node:crypto';

import fc from 'fast-check';

import { keysOf } from '../../../../gateway/dedupe/core/key';
import {
	StoreUnavailableError,
	type ClaimState,
	type ClaimStore,
} from '../../../../gateway/dedupe/core/store';
import type { StoreUnderTest } from './store-contract';
import { explain, NOTHING_HAPPENED, type Call, type Heard, type State } from './store-model';

const KEYS = 3;
const PROCESSES = 2;
/**
 * Four steps end 5 s before it is over: real time, which passes for a Redis too, must not end it in
 * the course of one run.
 */
const LEASE_MS = 33_000;
/** Shorter than a lease, and longer: both orders of expiry occur. */
const KEEPS_MS = [20_000, 200_000];
/** Time passes in steps that never end near an expiry, so that rounding cannot matter. */
const STEP_MS = 7_000;

/** What a process is told to do: about a delivery that is new, or one of those there are. */
type Act =
	| { do: 'claim'; process: number; keys: number[] }
	| { do: 'renew' | 'release'; delivery: number }
	| { do: 'confirm'; delivery: number; keepMs: number };
type Step =
	| { do: 'act'; acts: Act[]; trouble: number[] }
	| { do: 'pass'; steps: number }
	/** `during`: what it had on its way when it died. `closed`: it got to close its store. */
	| { do: 'crash'; process: number; during: Act | null; closed: boolean };

const someKeys = fc.uniqueArray(fc.nat(KEYS - 1), { minLength: 1, maxLength: KEYS });
/** Taken modulo the deliveries there are. */
const delivery = fc.nat(50);
const process = fc.nat(PROCESSES - 1);
const act: fc.Arbitrary<Act> = fc.oneof(
	{
		weight: 5,
		arbitrary: fc.tuple(process, someKeys).map(([who, keys]): Act => {
			return { do: 'claim', process: who, keys };
		}),
	},
	{ weight: 1, arbitrary: delivery.map((one): Act => ({ do: 'renew', delivery: one })) },
	{ weight: 2, arbitrary: delivery.map((one): Act => ({ do: 'release', delivery: one })) },
	{
		weight: 3,
		arbitrary: fc
			.tuple(delivery, fc.constantFrom(...KEEPS_MS))
			.map(([one, keepMs]): Act => ({ do: 'confirm', delivery: one, keepMs })),
	},
);
/** Processes that lose their next call to the store, where a store can be in trouble. */
const trouble = fc.oneof(
	{ weight: 3, arbitrary: fc.constant<number[]>([]) },
	{ weight: 1, arbitrary: fc.uniqueArray(process, { minLength: 1 }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 10,
		arbitrary: fc.tuple(act, trouble).map(([one, lost]): Step => {
			return { do: 'act', acts: [one], trouble: lost };
		}),
	},
	{
		weight: 5,
		arbitrary: fc
			.tuple(fc.array(act, { minLength: 2, maxLength: 4 }), trouble)
			.map(([acts, lost]): Step => ({ do: 'act', acts, trouble: lost })),
	},
	{
		weight: 3,
		arbitrary: fc.integer({ min: 1, max: 6 }).map((steps): Step => ({ do: 'pass', steps })),
	},
	{
		weight: 2,
		arbitrary: fc
			.tuple(process, fc.option(act), fc.boolean())
			.map(([who, during, closed]): Step => ({ do: 'crash', process: who, during, closed })),
	},
);

interface Delivery {
	holder: string;
	process: number;
	keys: string[];
}

/** A call that was on its way when its process died: it is carried out, late, or never. */
interface Ghost {
	call: Call;
	/** Ends when the call has, one way or another. */
	over: Promise<void>;
	isOver: boolean;
}

export interface PropertyOptions {
	runs: number;
	/**
	 * The store as a process finds it that was just started, after its predecessor closed its own.
	 * Where there is none, the store is of one process alone, and survives it.
	 */
	afterCrash?: (store: ClaimStore) => Promise<ClaimStore>;
	/**
	 * Says `held` and `confirmed` more often than it must: a process that goes by what it has seen
	 * itself. What it gives out is judged all the same.
	 */
	cautious?: boolean;
	/**
	 * Each holder does what `claims.ts` has it do: one claim at a time, and one outcome, of what it
	 * got. Without it anybody does anything.
	 */
	asDeliveries?: boolean;
	/** Makes calls of `store` fail, where that can happen, until `mend`. */
	disturb?: (store: ClaimStore) => void;
	/** Ends the trouble, and lets the store hear what it was not told. */
	mend?: (store: ClaimStore) => Promise<void>;
}

export async function checkStore(
	underTest: StoreUnderTest,
	options: PropertyOptions,
): Promise<void> {
	const processes: ClaimStore[] = [];
	for (let index = 0; index < PROCESSES; index++) processes.push(await underTest.open());

	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
			const run = new Run(underTest, processes, options);
			try {
				for (const one of steps) await run.take(one);
				await run.finish();
			} finally {
				await run.cleanUp();
			}
		}),
		{ numRuns: options.runs },
	);
}

class Run {
	private readonly keys = keysOf(
		randomUUID(),
		Array.from({ length: KEYS }, (_, index) => String(index)),
	);
	private readonly deliveries: Delivery[] = [];
	private readonly ghosts: Ghost[] = [];
	private readonly dropped: ClaimStore[] = [];
	private states: State[] = [NOTHING_HAPPENED];
	private now = 0;

	constructor(
		private readonly underTest: StoreUnderTest,
		private readonly processes: ClaimStore[],
		private readonly options: PropertyOptions,
	) {}

	async take(step: Step): Promise<void> {
		const over = this.ghosts.filter(({ isOver }) => isOver);
		switch (step.do) {
			case 'act':
				await this.atOnce(step.acts, step.trouble);
				break;
			case 'pass':
				this.follow([]);
				this.now += step.steps * STEP_MS;
				await this.underTest.pass(step.steps * STEP_MS);
				break;
			case 'crash':
				// No store was asked anything: what is on its way may arrive later still.
				return await this.crash(step);
		}
		for (const ghost of over) this.bury(ghost);
	}

	/** When everything is over, everything is free: nothing is held or remembered for good. */
	async finish(): Promise<void> {
		for (const { over } of this.ghosts) await over;
		await this.underTest.pass(2 * (LEASE_MS + Math.max(...KEEPS_MS)));
		const said = await this.processes[0]!.claim(this.keys, randomUUID(), LEASE_MS);
		expect(said).toEqual(this.keys.map(() => 'claimed'));
	}

	async cleanUp(): Promise<void> {
		for (const store of this.dropped) await store.close();
	}

	private async atOnce(acts: Act[], trouble: number[]): Promise<void> {
		const { disturb, mend } = this.options;
		if (disturb) for (const index of trouble) disturb(this.processes[index]!);
		const answered = new Set(this.deliveries.map(({ holder }) => holder));
		const calls: Call[] = [];
		for (const act of acts) {
			const call = this.callOf(act);
			const isBusy = calls.some(({ holder }) => holder === call?.holder);
			// While it renews its claim, its outcome may come; nothing else at once.
			const mayCome = call && call.what !== 'claim' && answered.has(call.holder);
			const waits = this.options.asDeliveries && isBusy && !mayCome;
			if (call && !waits) calls.push(call);
		}
		const heard = await Promise.all(calls.map(async (call) => await this.ask(call)));
		if (mend) for (const index of trouble) await mend(this.processes[index]!);
		this.follow(heard);
		if (!this.options.asDeliveries) return;
		for (const { call, said } of heard) {
			if (!answered.has(call.holder) && Array.isArray(said)) this.keep(call, said);
		}
	}

	/** What a delivery got when it came is what it has to do with from then on. */
	private keep({ holder, keys }: Call, said: readonly ClaimState[]): void {
		const one = this.deliveries.find((other) => other.holder === holder);
		if (one) one.keys = keys.filter((_, index) => said[index] === 'claimed');
		if (one?.keys.length === 0) this.forget(holder);
	}

	/** Nobody is left to confirm or release what the process held. */
	private async crash({ process, during, closed }: Step & { do: 'crash' }): Promise<void> {
		const store = this.processes[process]!;
		const { afterCrash } = this.options;
		const call = during && this.callOf(during, process);
		if (call) {
			const ghost: Ghost = { call, isOver: false, over: Promise.resolve() };
			ghost.over = this.ask(call).then(() => void (ghost.isOver = true));
			this.ghosts.push(ghost);
			this.states = this.states.map(({ entries, ghosts }) => ({
				entries,
				ghosts: [...ghosts, call],
			}));
		}
		const rest = this.deliveries.filter((one) => one.process !== process);
		this.deliveries.splice(0, this.deliveries.length, ...rest);
		if (!afterCrash) return;
		if (closed) {
			this.processes[process] = await afterCrash(store);
		} else {
			this.dropped.push(store);
			this.processes[process] = await this.underTest.open();
		}
	}

	/** What is to be asked of which store; null when there is no such delivery. */
	private callOf(act: Act, process?: number): Call | null {
		if (act.do === 'claim') {
			const one = this.newDelivery(process ?? act.process, act.keys);
			return { what: 'claim', leaseMs: LEASE_MS, ...one };
		}
		const ofWhom = this.deliveries.filter((one) => one.process === (process ?? one.process));
		const one = ofWhom[act.delivery % Math.max(1, ofWhom.length)];
		if (!one) return null;
		if (act.do === 'renew') return { what: 'claim', leaseMs: LEASE_MS, ...one };
		if (this.options.asDeliveries) this.forget(one.holder);
		return act.do === 'confirm'
			? { what: 'confirm', keepMs: act.keepMs, ...one }
			: { what: 'release', ...one };
	}

	private newDelivery(process: number, keys: number[]): Delivery {
		const delivery = {
			holder: randomUUID(),
			process,
			keys: keys.map((index) => this.keys[index]!),
		};
		this.deliveries.push(delivery);
		return delivery;
	}

	private async ask(call: Call): Promise<Heard> {
		const store = this.processes[call.process]!;
		try {
			switch (call.what) {
				case 'claim': {
					const states = await store.claim(call.keys, call.holder, call.leaseMs);
					return { call, said: states };
				}
				case 'confirm':
					await store.confirm(call.keys, call.holder, call.keepMs);
					return { call, said: null };
				case 'release':
					await store.release(call.keys, call.holder);
					return { call, said: null };
			}
		} catch (error) {
			if (!(error instanceof StoreUnavailableError)) throw error;
			return { call, said: 'failed' };
		}
	}

	/** Everything that may have happened when the calls said what they did. */
	private follow(heard: readonly Heard[]): void {
		const { cautious = false } = this.options;
		const after = explain(this.states, heard, { now: this.now, cautious });
		if (after.length === 0) throw new Error(account(heard, this.states, this.now));
		this.states = after;
		// Without an answer there is no execution to confirm.
		for (const { call, said } of heard) {
			if (said === 'failed') this.forget(call.holder);
		}
	}

	private forget(holder: string): void {
		const index = this.deliveries.findIndex((one) => one.holder === holder);
		if (index >= 0) this.deliveries.splice(index, 1);
	}

	private bury(ghost: Ghost): void {
		this.ghosts.splice(this.ghosts.indexOf(ghost), 1);
		this.states = this.states.map(({ entries, ghosts }) => ({
			entries,
			ghosts: ghosts.filter((call) => call !== ghost.call),
		}));
	}
}

/** For whoever reads that it failed. */
function account(heard: readonly Heard[], states: readonly State[], now: number): string {
	const readable = states.map(({ entries, ghosts }) => ({ entries: [...entries], ghosts }));
	return `No order of these calls explains their answers, at ${now} ms: ${JSON.stringify(
		{ heard, before: readable },
		null,
		1,
	)}`;
}
