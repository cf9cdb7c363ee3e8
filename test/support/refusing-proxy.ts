/** A proxy that lets nothing through, and notes what it was asked for. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RefusingProxy {
	url: string;
	/** What stood in the first line: the whole URL over http, host and port over https. */
	asked: string[];
	close(): Promise<void>;
}

export async function startRefusingProxy(): Promise<RefusingProxy> {
	const asked: string[] = [];
	const server = createServer((request, response) => {
		asked.push(request.url ?? '');
		response.writeHead(403).end('refused by the proxy');
	});
	server.on('connect', ({ url }, socket) => {
		asked.push(url ?? '');
		socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
