/**
 * From claimed events to a run of n8n. The claims follow what becomes of it, and what n8n could not
 * store is handed over again, because nobody delivers it a second time.
 */
import type { Clock } from '../clock';
import { NO_CLAIMS, type HeldClaims } from '../dedupe/core/claims';
import type { WhatsAppEvent } from '../event';
import type { Outcome } from '../intake';

/**
 * Prepares events for a run, which may take seconds where files are to be fetched. What it gives
 * hands them to n8n, as often as needed.
 */
export type PrepareRun = (events: WhatsAppEvent[]) => Promise<StartRun>;

/** Hands a run to n8n. `key`: n8n lets only one run have it. */
export type StartRun = (key: string | null) => HandedRun;

export interface HandedRun {
	/** Resolves when the run is over, however it went; rejects when n8n could not store it. */
	over: Promise<unknown>;
}

export type Accepted = Extract<Outcome, { kind: 'accepted' }>;

export interface HandOverSetup {
	prepareRun: PrepareRun;
	/** Events that will never run, and why. */
	onRefused(reason: string): void;
	clock: Clock;
	/** Aborted: what is not stored yet is not tried again. */
	closing: AbortSignal;
}

export interface HandOver {
	/** Resolves when the run is over. `again`: takes the events in anew, for the next try. */
	give(accepted: Accepted, key: string | null, again: () => Promise<Outcome>): Promise<void>;
	/** Resolves when all claims held now are confirmed or released. */
	settled(): Promise<void>;
}

/**
 * n8n says at once that it cannot store a run; that it has stored it, only when the run is over.
 * After this long without a word it counts as stored. A webhook delivery of the same event waits
 * longer for the outcome.
 */
const TAKEN_AFTER_MS = 2_000;

/** Before the second and the third try. */
const TRY_AGAIN_MS = [1_000, 4_000];

export function createHandOver({ prepareRun, onRefused, clock, closing }: HandOverSetup): HandOver {
	/** Runs that n8n has neither stored nor refused yet. */
	const undecided = new Set<Promise<unknown>>();

	return {
		async give(accepted, key, again) {
			const prepare = onceFor(prepareRun);
			let outcome: Outcome = accepted;
			for (let attempt = 0; outcome.kind === 'accepted'; attempt++) {
				const { failure, isClaimed } = await tryOnce(outcome, prepare, keyFor(attempt, key));
				if (failure === null) return;
				const wait = TRY_AGAIN_MS[attempt];
				if (wait !== undefined) await clock.sleep(wait, closing);
				if (wait === undefined || closing.aborted) {
					onRefused(`n8n could not store the execution: ${failure}`);
					return;
				}
				// Its claim was released: it may have come as a webhook meanwhile, and run. A claim that was
				// confirmed before n8n refused the run still keeps everybody else out.
				outcome = isClaimed ? { ...outcome, claims: NO_CLAIMS } : await again();
			}
			if (outcome.kind === 'refused') onRefused(outcome.reason);
		},
		settled: async () => void (await Promise.all(undecided)),
	};

	/** Until the run is over. `failure`: why there was none; `isClaimed`: its claim stands. */
	async function tryOnce({ events, claims }: Accepted, prepare: PrepareRun, key: string | null) {
		const decided = (async () => {
			const over = await hand(events, prepare, key);
			return { over, isClaimed: await settle(over.failure, claims) };
		})();
		undecided.add(decided);
		const { over, isClaimed } = await decided.finally(() => undecided.delete(decided));
		return { failure: await over.failure, isClaimed };
	}

	/** Never rejects: `failure` is null once the run is over, else why there was none. */
	async function hand(events: WhatsAppEvent[], prepare: PrepareRun, key: string | null) {
		try {
			const start = await prepare(events);
			const { over } = start(key);
			return { failure: over.then(() => null, textOf) };
		} catch (error) {
			return { failure: Promise.resolve(textOf(error)) };
		}
	}

	/** Confirms the claims, or releases them when n8n refuses in time. Says whether it confirmed. */
	async function settle(over: Promise<string | null>, claims: HeldClaims): Promise<boolean> {
		const enough = new AbortController();
		const failure = await Promise.race([
			over,
			clock.sleep(TAKEN_AFTER_MS, enough.signal).then(() => null),
		]);
		enough.abort();
		await (failure === null ? claims.confirm() : claims.release());
		return failure === null;
	}
}

/** A later try for the same events uses what was prepared: no file is fetched a second time. */
function onceFor(prepareRun: PrepareRun): PrepareRun {
	let ready: { ids: string; start: StartRun } | null = null;
	return async (events) => {
		const ids = events.map(({ eventId }) => eventId).join('\n');
		if (ready?.ids !== ids) ready = { ids, start: await prepareRun(events) };
		return ready.start;
	};
}

/**
 * Each try has a key of its own. n8n may have stored the run with its key before it failed, and
 * would silently skip the next try as a duplicate: the event would count as run without having run.
 * The price is that it runs twice where n8n starts the failed run after all, which is rare.
 */
function keyFor(attempt: number, key: string | null): string | null {
	return key === null || attempt === 0 ? key : `${key}:${attempt + 1}`;
}

function textOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
