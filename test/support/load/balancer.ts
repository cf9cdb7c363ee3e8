/**
 * A load balancer before n8n processes: sends each delivery to one of those that take connections,
 * at random, and answers 502 when the one it chose breaks off. It knows which deliveries were under
 * way at a process when that died: only those may have run without anybody having been told.
 */
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Balancer {
	url: string;
	/** Bodies of deliveries whose process broke off before it had answered. */
	brokenOff: string[];
	close(): Promise<void>;
}

export async function startBalancer(targets: () => string[]): Promise<Balancer> {
	const brokenOff: string[] = [];
	const server = createServer((incoming, outgoing) => {
		const chunks: Buffer[] = [];
		incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
		incoming.on('end', () => {
			const urls = targets();
			const target = urls[Math.floor(Math.random() * urls.length)];
			if (target === undefined) return void outgoing.writeHead(502).end();
			forward(target, incoming, Buffer.concat(chunks), outgoing, brokenOff);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		brokenOff,
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
	brokenOff: string[],
): void {
	const call = request(`${target}${url ?? ''}`, { method, headers, agent: false });
	call.on('response', (answer) => {
		outgoing.writeHead(answer.statusCode ?? 502);
		answer.on('error', () => outgoing.destroy());
		answer.pipe(outgoing);
	});
	call.on('error', (error: NodeJS.ErrnoException) => {
		// Refused: the process was not there, so nothing of it can have run.
		if (error.code !== 'ECONNREFUSED') brokenOff.push(body.toString());
		if (!outgoing.headersSent) outgoing.writeHead(502).end();
	});
	call.end(body);
}
