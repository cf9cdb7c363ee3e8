/**
 * From the bytes of a Server-Sent Events stream to its events. The parser is eventsource-parser,
 * the one beneath `eventsource` and `eventsource-client`. Those two clients are not used: they read
 * as fast as the network does and queue without limit what nobody has taken yet, retry a 401 like
 * anything else, and do not notice a connection that has silently died.
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

/** Lines it may have: providers send one, and pretty-printed JSON has a few thousand. */
const MOST_LINES = 100_000;

/** An event that is too large to be held in memory whole. */
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
		// The standard says to ignore unknown fields.
		onError: ({ type }) => {
			if (type === 'max-buffer-size-exceeded') tooLarge ??= tooLong();
		},
	});
	return {
		decode(bytes) {
			// The events before it have been given out; what comes now is the rest of it.
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
