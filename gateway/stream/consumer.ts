/**
 * What happens to an event of a stream: its turn, the intake, a run. Reading stops while too many
 * are under way, so that a burst waits at the provider and not in this process's memory.
 */
import { monotonicClock, type Clock } from '../clock';
import { takeEnvelope, type IntakeSettings, type Outcome } from '../intake';
import type { Credential } from '../credential';
import type { StreamingProvider } from '../provider';
import { withoutSecrets } from '../redaction/redact';
import { Semaphore } from '../semaphore';
import type { StreamEvent } from './decoder';
import { createHandOver, type Accepted, type PrepareRun } from './hand-over';
import { runKey } from './run-key';
import { isSignOfLife } from './sign-of-life';

export interface ConsumerSetup {
	provider: StreamingProvider;
	credential: Credential;
	settings: IntakeSettings;
	prepareRun: PrepareRun;
	/** An event that will never run: not the provider's, of another instance, not storable. */
	onRefused(reason: string): void;
	clock?: Clock;
}

export interface Consumer {
	/** For `connectStream`. Whether it was an event of the provider's, wanted or not. */
	take(event: StreamEvent): Promise<boolean>;
	/** Takes no more, and waits until the claims of what it took are settled. */
	close(): Promise<void>;
}

/** Runs that may be starting or still young at a time. */
const MOST_YOUNG = 50;
/**
 * A run that goes on for longer makes room for others: one slow workflow must not hold up every
 * chat. How many may run together is set in n8n (`N8N_CONCURRENCY_PRODUCTION_LIMIT`).
 */
const YOUNG_MS = 10_000;
/** Runs that may be under way at a time, however old. */
const MOST_UNFINISHED = 1_000;

export function createConsumer(setup: ConsumerSetup): Consumer {
	const { provider, prepareRun, onRefused, settings, credential, clock = monotonicClock } = setup;
	const closing = new AbortController();
	const handOver = createHandOver({ prepareRun, onRefused, clock, closing: closing.signal });
	const young = new Semaphore(MOST_YOUNG);
	const unfinished = new Semaphore(MOST_UNFINISHED);

	return {
		async take(event) {
			if (isSignOfLife(event.data)) return false;
			const release = await turn();
			if (!release) return false;
			const body = bodyOf(event, provider);
			const outcome = await intake(body);
			if (outcome.kind === 'accepted') {
				// Not waited for: only its turn was.
				void handOver.give(outcome, keyOf(outcome), () => intake(body)).finally(release);
			} else {
				release();
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

	/** Waits until one more run may be under way. Null: nothing is taken any more. */
	async function turn(): Promise<(() => void) | null> {
		const releaseUnfinished = await unfinished.acquire(closing.signal);
		const releaseYoung = await young.acquire(closing.signal);
		if (!releaseUnfinished || !releaseYoung) return null;
		const over = new AbortController();
		void clock.sleep(YOUNG_MS, over.signal).then(releaseYoung);
		return () => {
			over.abort();
			releaseYoung();
			releaseUnfinished();
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

/** The event as the webhook would have brought it. What is not JSON is not the provider's. */
function bodyOf({ name, data }: StreamEvent, { stream }: StreamingProvider): unknown {
	try {
		return stream.envelope(name, JSON.parse(data));
	} catch {
		return undefined;
	}
}
