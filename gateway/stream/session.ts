/** One connection, from the request to its end. */
import type { Clock } from '../clock';
import { ProviderError } from '../errors';
import { createDecoder, EventTooLargeError, type StreamEvent } from './decoder';
import { setbackIn, type Setback } from './setback';
import { reasonOf } from './reason';
import type { OpenStream, StreamAnswer, StreamRequest } from './transport';
import { Watchdog } from './watchdog';

export interface SessionSetup {
	/** The provider's, for the texts. */
	name: string;
	request: StreamRequest;
	open: OpenStream;
	/** Time without a byte after which the connection counts as dead, in milliseconds. */
	silenceMs: number;
	clock: Clock;
	/** The server took the request and the stream flows. */
	onOpen(): void;
	/** The server said how long to wait before the next connection, in milliseconds. */
	onRetry(milliseconds: number): void;
	/** Takes one event. Nothing more is read from the connection until it resolves. */
	take(event: StreamEvent): Promise<void>;
}

export interface SessionEnd extends Setback {
	/** What is wrong with the event that ended it; null: it was not an event. */
	badEvent: string | null;
}

/** Runs until the connection ends, whoever ends it. Where `signal` did, the result says nothing. */
export async function runSession(setup: SessionSetup, signal: AbortSignal): Promise<SessionEnd> {
	const cut = new AbortController();
	const end = () => cut.abort();
	signal.addEventListener('abort', end, { once: true });
	const watchdog = new Watchdog(setup.silenceMs, setup.clock);
	const watching = watchdog.watch(cut.signal);
	let wasOpen = false;
	try {
		const answer = await watchdog.over(setup.open(setup.request, cut.signal));
		const setback = setbackIn(answer, setup.name);
		if (setback) return { ...setback, badEvent: null };
		wasOpen = true;
		setup.onOpen();
		await read(setup, answer, watchdog, cut.signal);
		return broken(setup, wasOpen, 'the server ended it');
	} catch (error) {
		const badEvent = error instanceof EventTooLargeError ? error.message : null;
		const silence = `nothing came for ${Math.round(setup.silenceMs / 1000)} s`;
		const end = broken(setup, wasOpen, watchdog.hasBitten ? silence : reasonOf(error));
		return { ...end, badEvent };
	} finally {
		signal.removeEventListener('abort', end);
		cut.abort();
		await watching;
	}
}

/** Until the server ends the stream. Throws when the connection breaks, dies or is cut. */
async function read(
	setup: SessionSetup,
	{ body }: StreamAnswer,
	watchdog: Watchdog,
	signal: AbortSignal,
): Promise<void> {
	const decoder = createDecoder((milliseconds) => setup.onRetry(milliseconds));
	// By hand instead of `for await`, which would wait for a read that never ends.
	const chunks = body[Symbol.asyncIterator]();
	while (!signal.aborted) {
		const chunk = await watchdog.over(chunks.next());
		if (chunk.done) return;
		for (const event of decoder.decode(chunk.value)) {
			await setup.take(event);
			if (signal.aborted) return;
		}
	}
}

function broken({ name }: SessionSetup, wasOpen: boolean, why: string): SessionEnd {
	const message = wasOpen
		? `The event stream of ${name} was lost: ${why}`
		: `The event stream of ${name} cannot be reached: ${why}`;
	const nextStep = 'Check the Base URL in the credential, and that this n8n can reach it.';
	const error = new ProviderError(message, { kind: 'unreachable', nextStep, status: null });
	return { final: false, error, retryAfterMs: null, badEvent: null };
}
