/**
 * What happens to an event of a stream: a place, the intake, a run. Reading stops while there is no
 * place, so that a burst waits at the provider and not in this process's memory.
 */
import { monotonicClock, type Clock } from '../clock';
import { takeEnvelope, type IntakeSettings, type Outcome } from '../intake';
import type { Credential } from '../credential';
import type { StreamingProvider } from '../provider';
import { withoutSecrets } from '../redaction/redact';
import type { StreamEvent } from './decoder';
import { createHandOver, type Accepted, type PrepareRun } from './hand-over';
import { Places } from './places';
import { runKey } from './run-key';
import { isSignOfLife } from './sign-of-life';

export interface TakerSetup {
	provider: StreamingProvider;
	credential: Credential;
	settings: IntakeSettings;
	prepareRun: PrepareRun;
	/** An event that will never run: not the provider's, of another instance, not storable. */
	onRefused(reason: string): void;
	clock?: Clock;
}

export interface Taker {
	/** For `connectStream`. Whether it was an event of the provider's, wanted or not. */
	take(event: StreamEvent): Promise<boolean>;
	/** Takes no more, and waits until the claims of what it took are settled. */
	close(): Promise<void>;
}

/** Runs that are being started or still young, at most. */
const MOST_YOUNG = 50;
/**
 * A run that goes on for longer makes room for others: one slow workflow must not hold up every
 * chat. How many may run together is set in n8n (`N8N_CONCURRENCY_PRODUCTION_LIMIT`).
 */
const YOUNG_MS = 10_000;
/** Runs under way at most, however old. */
const MOST_UNFINISHED = 1_000;

export function createTaker(setup: TakerSetup): Taker {
	const { provider, prepareRun, onRefused, settings, credential, clock = monotonicClock } = setup;
	const closing = new AbortController();
	const handOver = createHandOver({ prepareRun, onRefused, clock, closing: closing.signal });
	const young = new Places(MOST_YOUNG);
	const unfinished = new Places(MOST_UNFINISHED);

	return {
		async take(event) {
			if (isSignOfLife(event.data)) return false;
			const leave = await place();
			if (!leave) return false;
			const body = bodyOf(event, provider);
			const outcome = await intake(body);
			if (outcome.kind === 'accepted') {
				// Not waited for: only its place is.
				void handOver.give(outcome, keyOf(outcome), () => intake(body)).finally(leave);
			} else {
				leave();
			}
			if (outcome.kind === 'refused') onRefused(outcome.reason);
			else if (outcome.warning) onRefused(outcome.warning);
			// A name may be a sign of life too, with data of its own.
			return outcome.kind !== 'refused' && !isSignOfLife(event.name || 'unnamed');
		},
		async close() {
			closing.abort();
			await handOver.settled();
		},
	};

	async function place(): Promise<(() => void) | null> {
		const leaveUnfinished = await unfinished.take(closing.signal);
		const leaveYoung = await young.take(closing.signal);
		// Only at the end: nobody waits for a place any more.
		if (!leaveUnfinished || !leaveYoung) return null;
		const grown = new AbortController();
		void clock.sleep(YOUNG_MS, grown.signal).then(leaveYoung);
		return () => {
			grown.abort();
			leaveYoung();
			leaveUnfinished();
		};
	}

	async function intake(body: unknown): Promise<Outcome> {
		try {
			const outcome = await takeEnvelope(body, provider, credential, settings);
			if (outcome.kind !== 'accepted' || !closing.signal.aborted) return outcome;
			await outcome.claims.release();
			return { kind: 'ignored' };
		} catch (error) {
			// One event must not end the stream for all others.
			const why = String(withoutSecrets(String(error), credential.secrets));
			return { kind: 'refused', status: 503, reason: `the intake failed: ${why}` };
		}
	}

	function keyOf({ events }: Accepted): string | null {
		const ids = events.map(({ eventId }) => eventId);
		return settings.dedupe && runKey(ids, settings.dedupe);
	}
}

/** The event as the webhook would have brought it; what is no JSON is nothing the provider knows. */
function bodyOf({ name, data }: StreamEvent, { stream }: StreamingProvider): unknown {
	try {
		return stream.envelope(name, JSON.parse(data));
	} catch {
		return undefined;
	}
}
