/** A web server with files on it that behaves as well or as badly as a test wants. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileServer {
	/** `http://127.0.0.1:<port>` */
	origin: string;
	/** Host and port, as it stands in a URL. */
	host: string;
	requests: Array<{ path: string; headers: IncomingHttpHeaders }>;
	/** Bytes that were written to connections that are closed by now or still open. */
	written(): number;
	/** Connections that are open. */
	open(): Promise<number>;
	close(): Promise<void>;
}

export type Behaviour = (response: ServerResponse, path: string) => void;

/** By the path without its query; anything else is a 404. */
export async function startFileServer(behaviours: Record<string, Behaviour>): Promise<FileServer> {
	const requests: FileServer['requests'] = [];
	let written = 0;
	const server = createServer((request, response) => {
		const path = request.url ?? '/';
		requests.push({ path, headers: request.headers });
		const { socket } = request;
		const before = socket.bytesWritten;
		response.once('close', () => (written += socket.bytesWritten - before));
		const behave = behaviours[path.split('?')[0] ?? ''];
		if (behave) behave(response, path);
		else response.writeHead(404).end('no such file');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		origin: `http://${host}`,
		host,
		requests,
		written: () => written,
		open: async () =>
			await new Promise((resolve, reject) =>
				server.getConnections((error, count) => (error ? reject(error) : resolve(count))),
			),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

export function file(bytes: Buffer, headers: Record<string, string> = {}): Behaviour {
	return (response) => {
		response.writeHead(200, { 'content-type': 'image/png', ...headers }).end(bytes);
	};
}

export function redirect(to: string, status = 302): Behaviour {
	return (response) => {
		response.writeHead(status, { location: to }).end();
	};
}

/** Only for who sends `key` in some header; others get a 401. */
export function guarded(key: string, behaviour: Behaviour): Behaviour {
	return (response, path) => {
		const isSent = Object.values(response.req.headers).some((value) => value?.includes(key));
		if (isSent) behaviour(response, path);
		else response.writeHead(401).end('no key');
	};
}

/** Goes on for as long as somebody reads, without saying how much it will be. */
export function endless(): Behaviour {
	const piece = Buffer.alloc(64 * 1024, 1);
	return (response) => {
		response.writeHead(200, { 'content-type': 'video/mp4' });
		const write = () => {
			while (!response.destroyed && response.write(piece));
			if (!response.destroyed) response.once('drain', write);
		};
		write();
	};
}

/** A little more again and again, for as long as somebody reads: never over, and never much. */
export function trickling(): Behaviour {
	return (response) => {
		response.writeHead(200, { 'content-type': 'video/mp4' });
		const timer = setInterval(() => response.write('a little'), 20);
		response.once('close', () => clearInterval(timer));
	};
}

/** A few bytes, and then nothing for ever. */
export function stuck(first = Buffer.from('beginning')): Behaviour {
	return (response) => {
		response.writeHead(200, { 'content-type': 'image/png' });
		response.write(first);
	};
}

/** Takes the request and says nothing at all. */
export const silent: Behaviour = () => {};

/** Breaks off before it has sent what it announced. */
export function brokenOff(): Behaviour {
	return (response) => {
		response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' });
		response.write(Buffer.alloc(10), () => response.destroy());
	};
}
