/**
 * Bytes of a Server-Sent Events stream to its events. The parsing is eventsource-parser's, the one
 * beneath `eventsource` and `eventsource-client`. Those two clients themselves are not used: they
 * read as fast as the network does and queue what nobody has taken yet without a limit, try a 401
 * again as they try anything else, and notice no connection that has silently died.
 */
import { createParser } from 'eventsource-parser';

import { EventSize } from './event-size';

/** One event of a stream. */
export interface StreamEvent {
	/** What the server called it; null where it gave no name. */
	name: string | null;
	/** To be told to the server when the stream is opened again; null where it gave none. */
	id: string | null;
	data: string;
}

export interface Decoder {
	/** The events that `bytes` completes, in order. Throws `EventTooLargeError`. */
	decode(bytes: Uint8Array): StreamEvent[];
}

/** Characters one event may have: as much as n8n takes in one webhook request. */
const LARGEST_EVENT = 16 * 1024 * 1024;

/** Lines it may have; providers send one, and a person who prints JSON a few thousand. */
const MOST_LINES = 100_000;

/** An event that would have to be held in memory whole, and must not be. */
export class EventTooLargeError extends Error {
	override readonly name = 'EventTooLargeError';

	constructor(size: string) {
		super(`an event of more than ${size}`);
	}
}

/** One per connection. `onRetry`: the server said how long to wait before connecting again, in ms. */
export function createDecoder(onRetry: (milliseconds: number) => void): Decoder {
	const text = new TextDecoder();
	const size = new EventSize();
	let ready: StreamEvent[] = [];
	let tooLarge: EventTooLargeError | null = null;
	const parser = createParser({
		maxBufferSize: LARGEST_EVENT,
		onRetry,
		onEvent: ({ event, id, data }) => {
			ready.push({ name: event ?? null, id: id ?? null, data });
		},
		// A field nobody knows is to be ignored, says the standard.
		onError: ({ type }) => {
			if (type === 'max-buffer-size-exceeded') tooLarge ??= tooLong();
		},
	});
	return {
		decode(bytes) {
			// What was complete before it has been given out; now there is nothing but the rest of it.
			if (tooLarge) throw tooLarge;
			const received = text.decode(bytes, { stream: true });
			parser.feed(received);
			size.add(received);
			if (size.characters > LARGEST_EVENT) tooLarge ??= tooLong();
			if (size.lines > MOST_LINES) {
				tooLarge ??= new EventTooLargeError(`${MOST_LINES.toLocaleString('en')} lines`);
			}
			const events = ready;
			ready = [];
			if (tooLarge && events.length === 0) throw tooLarge;
			return events;
		},
	};
}

function tooLong(): EventTooLargeError {
	return new EventTooLargeError(`${LARGEST_EVENT / 1024 / 1024} million characters`);
}
