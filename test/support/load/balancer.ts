/**
 * A load balancer before n8n processes: sends each delivery to one of those that take connections,
 * at random, and answers 502 when the one it chose breaks off. It is the witness of what n8n
 * answered, and of which deliveries were under way at a process when that died: only those may have
 * run without anybody having been told.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What n8n 2.40 answers, with 200, to anything that comes while it looks through its migrations: it
 * listens before it is ready. No delivery has arrived by that, and a balancer that asks for n8n's
 * readiness does not send one there.
 */
const STARTING = 'n8n is starting up. Please wait';

/** What n8n answered to one delivery. */
export interface Answered {
	/** The process that did, by its base URL. */
	by: string;
	/** When the answer was read, by `performance.now()`. */
	at: number;
	/** Path and query of the delivery. */
	url: string;
	/** The delivery itself. */
	sent: string;
	status: number;
	retryAfter: string | undefined;
	body: string;
	/** From the whole delivery to the whole answer. */
	tookMs: number;
}

export interface Balancer {
	url: string;
	/** Bodies of deliveries whose process broke off before it had answered. */
	brokenOff: string[];
	/** Everything n8n answered, in order. */
	answers: Answered[];
	close(): Promise<void>;
}

/** What it has seen so far. */
type Seen = Pick<Balancer, 'brokenOff' | 'answers'>;

export async function startBalancer(targets: () => string[]): Promise<Balancer> {
	const seen: Seen = { brokenOff: [], answers: [] };
	const server = createServer((incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const urls = targets();
			const target = urls[Math.floor(Math.random() * urls.length)];
			if (target === undefined) return void outgoing.writeHead(502).end();
			forward(target, incoming, Buffer.concat(chunks), outgoing, seen);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		...seen,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

function forward(
	target: string,
	{ method, url, headers }: IncomingMessage,
	body: Buffer,
	outgoing: ServerResponse,
	{ brokenOff, answers }: Seen,
): void {
	const start = performance.now();
	const call = request(`${target}${url ?? ''}`, { method, headers, agent: false });
	call.on('response', (answer) => {
		const { statusCode = 502, headers } = answer;
		const retryAfter = headers['retry-after'];
		let text = '';
		answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
		answer.on('end', () => {
			const at = performance.now();
			const status = text === STARTING ? 503 : statusCode;
			const [sent, tookMs] = [body.toString(), at - start];
			answers.push({
				by: target,
				at,
				url: url ?? '',
				sent,
				status,
				retryAfter,
				body: text,
				tookMs,
			});
			outgoing.writeHead(status, retryAfter === undefined ? {} : { 'retry-after': retryAfter });
			outgoing.end(text);
		});
		answer.on('error', () => {
			brokenOff.push(body.toString());
			outgoing.destroy();
		});
	});
	call.on('error', (error: NodeJS.ErrnoException) => {
		// Refused: the process was not there, so nothing of it can have run.
		if (error.code !== 'ECONNREFUSED') brokenOff.push(body.toString());
		if (!outgoing.headersSent) outgoing.writeHead(502).end();
	});
	call.end(body);
}
