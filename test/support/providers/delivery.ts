/**
 * How a provider pushes one delivery at a URL: it posts the bytes, judges the answer by its own
 * rule and re-sends on its own schedule until it is content or gives up. What is particular to a
 * provider is its `DeliveryPolicy` (`<id>/delivery.ts`); this file only carries it out.
 */
import { request } from 'node:http';
import type { Clock } from './clock';

/** Where a delivery goes, and with what the provider was told to prove itself. */
export interface Target {
	url: string;
	/** Headers the user configured for the callback (Cbot, WSAPI v1). */
	headers?: Record<string, string>;
	/** The signing secret (WSAPI). */
	secret?: string;
}

export type Outcome =
	| { kind: 'answered'; status: number; body: string }
	| { kind: 'timedOut' }
	| { kind: 'unreachable'; reason: string };

export interface Attempt {
	/** 1 for the first delivery. */
	number: number;
	/** How long the provider waited before this attempt, in ms of its clock. */
	waitedMs: number;
	headers: Record<string, string>;
	body: Buffer;
	outcome: Outcome;
}

export interface DeliveryPolicy {
	/** What this schedule is and how certain it is. */
	description: string;
	/** How long the provider waits for an answer. Real time: the receiver is real too. */
	answerTimeoutMs: number;
	headers(body: Buffer, target: Target): Record<string, string>;
	/** Whether this status code means the event has arrived. */
	accepts(status: number): boolean;
	/** Ms until the next attempt after this failed one; null when the provider gives up. */
	retryAfter(failed: Attempt): number | null;
}

export type DeliveryResult = 'accepted' | 'givenUp' | 'stopped';

export interface Delivery {
	/** Grows while the delivery goes on. */
	readonly attempts: readonly Attempt[];
	readonly first: Promise<Attempt>;
	readonly done: Promise<DeliveryResult>;
	/** Ends the schedule; an attempt in flight is cut off. */
	stop(): void;
}

export interface DeliverySetup {
	policy: DeliveryPolicy;
	target: Target;
	/** The bytes of each attempt: the same ones, unless the provider mints a new envelope. */
	bodyOf: (attemptNumber: number) => Buffer;
	clock: Clock;
}

export function startDelivery(setup: DeliverySetup): Delivery {
	const attempts: Attempt[] = [];
	const stopper = new AbortController();
	const first = attempt(setup, 1, 0, stopper.signal);
	return { attempts, first, done: follow(), stop: () => stopper.abort() };

	async function follow(): Promise<DeliveryResult> {
		for (let current = await first; ; ) {
			attempts.push(current);
			if (stopper.signal.aborted) return 'stopped';
			const { outcome } = current;
			if (outcome.kind === 'answered' && setup.policy.accepts(outcome.status)) return 'accepted';
			const waitMs = setup.policy.retryAfter(current);
			if (waitMs === null) return 'givenUp';
			await setup.clock.wait(waitMs, stopper.signal);
			if (stopper.signal.aborted) return 'stopped';
			current = await attempt(setup, current.number + 1, waitMs, stopper.signal);
		}
	}
}

async function attempt(
	{ policy, target, bodyOf }: DeliverySetup,
	number: number,
	waitedMs: number,
	signal: AbortSignal,
): Promise<Attempt> {
	const body = bodyOf(number);
	const headers = {
		'content-type': 'application/json',
		...policy.headers(body, target),
		...target.headers,
	};
	const outcome = await post(target.url, headers, body, policy.answerTimeoutMs, signal);
	return { number, waitedMs, headers, body, outcome };
}

/** Redirects are not followed: no provider is known to follow one. */
function post(
	url: string,
	headers: Record<string, string>,
	body: Buffer,
	timeoutMs: number,
	signal: AbortSignal,
): Promise<Outcome> {
	return new Promise((resolve) => {
		const timer = setTimeout(() => finish({ kind: 'timedOut' }), timeoutMs);
		const outgoing = request(
			url,
			{
				method: 'POST',
				agent: false,
				headers: { ...headers, 'content-length': String(body.length) },
			},
			(answer) => {
				const chunks: Buffer[] = [];
				answer.on('data', (chunk: Buffer) => chunks.push(chunk));
				answer.on('error', (error) => finish({ kind: 'unreachable', reason: error.message }));
				answer.on('end', () =>
					finish({
						kind: 'answered',
						status: answer.statusCode ?? 0,
						body: Buffer.concat(chunks).toString('utf8'),
					}),
				);
			},
		);
		const cutOff = () => finish({ kind: 'unreachable', reason: 'stopped' });
		signal.addEventListener('abort', cutOff, { once: true });
		outgoing.on('error', (error) => finish({ kind: 'unreachable', reason: error.message }));
		outgoing.end(body);

		function finish(outcome: Outcome): void {
			clearTimeout(timer);
			signal.removeEventListener('abort', cutOff);
			resolve(outcome);
			outgoing.destroy();
		}
	});
}
