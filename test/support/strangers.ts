/** Servers that stand where a provider was expected. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeCertificate } from './redis/certificate';

export interface Stranger {
	/** `https://127.0.0.1:<port>`, or http. */
	origin: string;
	close(): Promise<void>;
}

const page = '<!DOCTYPE html><html><body><h1>Welcome</h1><p>'.padEnd(60_000, 'much text ');

/** A web site: every address is a page, or a page that says there is none. */
export const webSite = async (status: number) =>
	await start((_request, response) => {
		response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(page);
	});

/** Some API, which has never heard of WhatsApp. */
export const otherApi = async () =>
	await start((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
	});

/** Takes calls and never answers. */
export const silent = async () => await start(() => {});

/** Hangs up on everybody. */
export const rude = async () => await start((request) => void request.socket.destroy());

/** Sends everybody elsewhere. */
export const forwarding = async () =>
	await start((_request, response) => {
		response.writeHead(301, { location: 'https://elsewhere.example.com/' }).end();
	});

/** Answers with what it was sent, as `errorOf` puts it: an error that repeats the key. */
export const repeating = async (status: number, errorOf: (headers: string) => unknown) =>
	await start((request, response) => {
		response
			.writeHead(status, { 'content-type': 'application/json' })
			.end(JSON.stringify(errorOf(Object.values(request.headers).join('\n'))));
	});

/** Over https, with a certificate that nobody signed. */
export async function selfSigned(): Promise<Stranger> {
	const folder = mkdtempSync(join(tmpdir(), 'self-signed-'));
	const { cert, key } = await makeCertificate(folder);
	const options = { cert: readFileSync(cert), key: readFileSync(key) };
	const server = createTlsServer(options, (_request, response) => void response.end('{}'));
	const stranger = await listening(server, 'https');
	return {
		origin: stranger.origin,
		async close() {
			await stranger.close();
			await rm(folder, { recursive: true });
		},
	};
}

async function start(answer: RequestListener): Promise<Stranger> {
	return await listening(createServer(answer), 'http');
}

async function listening(
	server: Pick<Server, 'listen' | 'close' | 'closeAllConnections' | 'address'>,
	scheme: string,
): Promise<Stranger> {
	await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
	return {
		origin: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
