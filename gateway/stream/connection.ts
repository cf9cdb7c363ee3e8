/**
 * A stream that is kept open: one connection after the other, with a wait in between that grows
 * while nothing comes of it, until it is closed or the server says no for good.
 */
import { monotonicClock, type Clock } from '../clock';
import type { ProviderError } from '../errors';
import { reconnectWait } from './backoff';
import type { StreamEvent } from './decoder';
import { runSession, type SessionEnd } from './session';
import type { OpenStream, StreamRequest } from './transport';

export interface StreamSetup {
	/** The provider's name, for the texts. */
	name: string;
	request: StreamRequest;
	open: OpenStream;
	/** Time without a byte after which a connection counts as dead, in milliseconds. */
	silenceMs: number;
	/**
	 * Takes one event; nothing more is read until it resolves. Never rejects. Only then does the
	 * server learn that it was seen, so what is cut off before comes again, where the server can
	 * repeat it. False: it was a sign of life or nonsense, which says nothing about how well the
	 * stream works.
	 */
	take(event: StreamEvent): Promise<boolean>;
	/** An event that will never be taken because it cannot be read, and why. */
	onRefused(reason: string): void;
	/** Where an earlier connection to the same stream ended; null or left out: only what is new. */
	lastEventId?: string | null;
	/** The stream flows, for the first time or again. */
	onOpen?(): void;
	/** It was lost, and is opened again after `waitMs`. `failures`: failed tries in a row. */
	onLost?(error: ProviderError, waitMs: number, failures: number): void;
	clock?: Clock;
	random?: () => number;
}

/** The outcome of the first try. `later`: it goes on trying. */
export type FirstTry =
	| { kind: 'open' }
	| { kind: 'closed' }
	| { kind: 'never' | 'later'; error: ProviderError };

export interface StreamConnection {
	readonly first: Promise<FirstTry>;
	/** Null when it was closed, else why it will never be open again. Never rejects. */
	readonly ended: Promise<ProviderError | null>;
	/** The id that the server is told was seen last; null where it gives its events no ids. */
	readonly lastEventId: string | null;
	/** Nothing is taken any more once it resolves. May be called again. */
	close(): Promise<void>;
}

/** A connection that lasted this long is no failure, whether it brought anything or not. */
const STEADY_MS = 30_000;

/** Ids are short; one that is long, or not plain text, would make every later request fail. */
const FITS_A_HEADER = /^[\x20-\x7e]{0,512}$/;

export function connectStream(setup: StreamSetup): StreamConnection {
	const { clock = monotonicClock, random = Math.random } = setup;
	const closing = new AbortController();
	let lastEventId = setup.lastEventId ?? null;
	let wasEverOpen = false;
	let retryMs: number | null = null;
	let failures = 0;
	let openedAt: number | null = null;
	let tell: (result: FirstTry) => void = () => {};
	const first = new Promise<FirstTry>((resolve) => (tell = resolve));
	const ended = run();

	return {
		first,
		ended,
		get lastEventId() {
			return lastEventId;
		},
		async close() {
			closing.abort();
			await ended;
		},
	};

	async function run(): Promise<ProviderError | null> {
		for (;;) {
			openedAt = null;
			const end = await session();
			if (closing.signal.aborted) break;
			const isFinal = endsForGood(end);
			tell({ kind: isFinal ? 'never' : 'later', error: end.error });
			if (isFinal) return end.error;
			if (end.badEvent !== null) skip(end.badEvent);
			if (openedAt !== null && clock.now() - openedAt >= STEADY_MS) failures = 0;
			failures++;
			const { retryAfterMs, error } = end;
			const waitMs = reconnectWait({ failures, retryMs, retryAfterMs }, random);
			setup.onLost?.(error, waitMs, failures);
			await clock.sleep(waitMs, closing.signal);
			if (closing.signal.aborted) break;
		}
		tell({ kind: 'closed' });
		return null;
	}

	/**
	 * A stream that was open before has the right address and credential: a refusal may be a proxy's
	 * whose server is restarting (404), and will pass. Only a changed key never works again.
	 */
	function endsForGood({ final, error }: SessionEnd): boolean {
		return final && (!wasEverOpen || error.details.status === 401);
	}

	/** Told the last id, the server would send this event again and again, and none after it. */
	function skip(badEvent: string): void {
		lastEventId = null;
		setup.onRefused(badEvent);
	}

	async function session(): Promise<SessionEnd> {
		return await runSession(
			{
				name: setup.name,
				request: withHeaders(setup.request, lastEventId),
				open: setup.open,
				silenceMs: setup.silenceMs,
				clock,
				onOpen: () => {
					openedAt = clock.now();
					wasEverOpen = true;
					tell({ kind: 'open' });
					setup.onOpen?.();
				},
				onRetry: (milliseconds) => (retryMs = milliseconds),
				take: async (event) => {
					const isReal = await setup.take(event);
					if (closing.signal.aborted) return;
					if (isReal) failures = 0;
					if (event.id !== null && FITS_A_HEADER.test(event.id)) lastEventId = ownCopy(event.id);
				},
			},
			closing.signal,
		);
	}
}

/** A slice would keep in memory the whole text it was cut from: all that came with the id. */
function ownCopy(id: string): string {
	return Buffer.from(id, 'latin1').toString('latin1');
}

function withHeaders({ url, headers }: StreamRequest, lastEventId: string | null): StreamRequest {
	return {
		url,
		headers: {
			Accept: 'text/event-stream',
			'Cache-Control': 'no-store',
			// Compressed, events would be held back until the compressor has filled a block.
			'Accept-Encoding': 'identity',
			// With an empty id a server takes back the last one (HTML standard, 9.2.6).
			...(lastEventId ? { 'Last-Event-ID': lastEventId } : {}),
			...headers,
		},
	};
}
