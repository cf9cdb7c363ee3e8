/**
 * A server's side of Server-Sent Events (HTML standard, 9.2): signs of life as comments, ids,
 * `retry:`, what was missed since `Last-Event-ID`, and readers that are too slow. It sends no faster
 * than a connection takes, so what a slow reader has not read waits here and can be counted.
 */
import type { ServerResponse } from 'node:http';
import type { Clock } from './clock';
import { SECOND_MS } from './clock';
import type { Answer, ProviderRequest } from './routes';

export interface EventStreamOptions {
	/** Between two signs of life, on the provider's clock; null: none. */
	heartbeatMs?: number | null;
	/** Sent as `retry:` when a connection opens. */
	retryMs?: number;
	/** Whether events have ids, and a connection gets what it missed since the one it names. */
	ids?: boolean;
}

export interface StreamedEvent {
	/** Left out: the stream gives no name. */
	name?: string;
	data: string;
}

/** One connection, as the server sees it. */
export interface StreamReader {
	/** What it named as the last event it has seen. */
	readonly lastEventId: string | null;
	readonly isOpen: boolean;
	/** Events handed to the network. */
	readonly sent: number;
	/** Events that wait because the reader does not take them. */
	readonly unsent: number;
	/** Goes on being connected, and sends nothing any more. */
	fallSilent(): void;
	/** Ends the stream properly, as a server does that shuts down. */
	end(): void;
}

export interface EventStream {
	/** Every connection there has been, in order. */
	readonly readers: readonly StreamReader[];
	/** Those that are open now. */
	open(): StreamReader[];
	/** To every open connection; with ids also to those that come later and missed it. */
	send(event: StreamedEvent): void;
	/** Characters as they are, to every open connection. */
	sendRaw(text: string): void;
	/** For the provider's routes. */
	answer(request: ProviderRequest): Answer;
}

export function newEventStream(options: EventStreamOptions & { clock: Clock }): EventStream {
	const { clock, heartbeatMs = 15 * SECOND_MS, retryMs, ids = false } = options;
	const readers: Reader[] = [];
	const history: string[] = [];
	let count = 0;
	const open = () => readers.filter(({ isOpen }) => isOpen);

	return {
		readers,
		open,
		send(event) {
			count += 1;
			const text = encode(event, ids ? String(count) : null);
			if (ids) history.push(text);
			for (const reader of open()) reader.write(text, true);
		},
		sendRaw(text) {
			for (const reader of open()) reader.write(text, true);
		},
		answer: ({ headers }) => ({
			status: 200,
			headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
			keep(response) {
				const named = headers['last-event-id'];
				const lastEventId = typeof named === 'string' ? named : null;
				const reader = new Reader(response, lastEventId);
				readers.push(reader);
				reader.write(`: connected\n${retryMs === undefined ? '' : `retry: ${retryMs}\n`}\n`);
				if (lastEventId !== null) {
					for (const text of history.slice(Number(lastEventId))) reader.write(text, true);
				}
				if (heartbeatMs !== null) void beat(reader, heartbeatMs, clock);
			},
		}),
	};
}

class Reader implements StreamReader {
	sent = 0;
	isOpen = true;
	readonly gone = new AbortController();

	private readonly queue: Array<{ text: string; isEvent: boolean }> = [];
	private isSilent = false;
	private isStalled = false;

	constructor(
		private readonly response: ServerResponse,
		readonly lastEventId: string | null,
	) {
		response.on('close', () => {
			this.isOpen = false;
			this.gone.abort();
		});
		response.on('drain', () => {
			this.isStalled = false;
			this.flush();
		});
	}

	get unsent(): number {
		return this.queue.filter(({ isEvent }) => isEvent).length;
	}

	write(text: string, isEvent = false): void {
		if (this.isSilent) return;
		this.queue.push({ text, isEvent });
		this.flush();
	}

	fallSilent(): void {
		this.isSilent = true;
	}

	end(): void {
		this.isOpen = false;
		this.response.end();
	}

	private flush(): void {
		while (!this.isStalled && this.isOpen) {
			const next = this.queue.shift();
			if (!next) return;
			if (next.isEvent) this.sent += 1;
			this.isStalled = !this.response.write(next.text);
		}
	}
}

async function beat(reader: Reader, everyMs: number, clock: Clock): Promise<void> {
	while (reader.isOpen) {
		await clock.wait(everyMs, reader.gone.signal);
		if (reader.isOpen) reader.write(': heartbeat\n\n');
	}
}

function encode({ name, data }: StreamedEvent, id: string | null): string {
	const lines = [
		...(id === null ? [] : [`id: ${id}`]),
		...(name === undefined ? [] : [`event: ${name}`]),
		...data.split('\n').map((line) => `data: ${line}`),
	];
	return `${lines.join('\n')}\n\n`;
}
