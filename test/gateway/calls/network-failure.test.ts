/** What the network's errors mean: the real ones, as Node makes them. */
import { createServer, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

import { explainUnsent, transportErrorOf } from '../../../gateway/calls/network-failure';
import { selfSigned } from '../../support/strangers';

async function errorOf(url: string, options: object = {}): Promise<unknown> {
	return await new Promise((resolve) => {
		const request = url.startsWith('https:') ? httpsRequest : httpRequest;
		try {
			request(url, options, (response) => response.resume().on('end', () => resolve(null)))
				.on('error', resolve)
				.end();
		} catch (error) {
			resolve(error);
		}
	});
}

/** As n8n hands it on: inside of one or two other errors. */
const wrapped = (error: unknown) =>
	new Error('outer', { cause: new Error('inner', { cause: error }) });

async function listening(onSocket: (socket: Socket) => void) {
	const server = createTcpServer(onSocket);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return { port, close: () => server.close() };
}

describe('a request that was never sent', () => {
	test('nothing listens', async () => {
		expect(transportErrorOf(wrapped(await errorOf('http://127.0.0.1:1')))).toMatchObject({
			message: 'ECONNREFUSED',
			failed: 'before',
		});
	});

	test('a name that does not exist', async () => {
		const error = transportErrorOf(await errorOf('http://no-such-host.invalid'));
		expect(error?.failed).toBe('before');
		expect(explainUnsent(error?.message ?? '', 'h').why).toMatch(/server of the name|looked up/);
	});

	test('https to a server without it', async () => {
		const server = createServer();
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const error = transportErrorOf(wrapped(await errorOf(`https://127.0.0.1:${port}`)));
		server.closeAllConnections();
		server.close();
		expect(error?.failed).toBe('before');
		expect(explainUnsent(error?.message ?? '', 'h').why).toMatch(/https/);
	});

	test('a server that hangs up in the middle of the handshake', async () => {
		const { port, close } = await listening((socket) => socket.destroy());
		const error = transportErrorOf(wrapped(await errorOf(`https://127.0.0.1:${port}`)));
		close();
		expect(error).toMatchObject({ message: 'ECONNRESET', failed: 'before' });
	});

	test('a certificate that nobody signed', async () => {
		const server = await selfSigned();
		const error = transportErrorOf(wrapped(await errorOf(server.origin)));
		await server.close();
		expect(error?.failed).toBe('before');
		expect(explainUnsent(error?.message ?? '', 'h').why).toMatch(/not signed/);
	});

	test.each([
		['a header with a line break', 'http://127.0.0.1:1', { headers: { key: 'a\nb' } }],
		['the name of a header with a blank', 'http://127.0.0.1:1', { headers: { 'a b': 'c' } }],
		['an address that is none', 'http://', {}],
		['another protocol', 'ftp://127.0.0.1', {}],
	])('%s', async (_what, url, options) => {
		expect(transportErrorOf(await errorOf(url, options))?.failed).toBe('before');
	});

	test.each([
		'EPROTO',
		'ERR_BAD_REQUEST',
		'ERR_INVALID_HTTP_TOKEN',
		'CERT_HAS_EXPIRED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'EAI_AGAIN',
	])('%s, with a next step', (code) => {
		expect(transportErrorOf(wrapped({ code }))?.failed).toBe('before');
		const { why, nextStep } = explainUnsent(code, 'api.example.com');
		expect(why).not.toBe('there is no way to it from this n8n');
		expect(nextStep).toMatch(/^[A-Z].*\.$/);
	});

	test('a connection that could not be made in time', () => {
		const error = { code: 'ETIMEDOUT', syscall: 'connect' };
		expect(transportErrorOf(wrapped(error))?.failed).toBe('before');
	});

	test('one that n8n’s own rules refuse', () => {
		const error = Object.assign(new Error('no'), { name: 'SsrfBlockedIpError' });
		expect(transportErrorOf(wrapped(error))).toMatchObject({ failed: 'before' });
	});
});

describe('a request that may have arrived', () => {
	test('a connection that breaks off', async () => {
		const { port, close } = await listening((socket) =>
			socket.once('data', () => socket.destroy()),
		);
		const error = transportErrorOf(wrapped(await errorOf(`http://127.0.0.1:${port}`)));
		close();
		expect(error).toMatchObject({ failed: 'after' });
	});

	test.each(['ECONNABORTED', 'ETIMEDOUT', 'EPIPE', 'ERR_BAD_RESPONSE', 'SOMETHING_NEW'])(
		'%s',
		(code) => {
			expect(transportErrorOf({ code })?.failed).toBe('after');
		},
	);
});

test('what is no error of the network is none', () => {
	for (const error of [
		null,
		'ENOTFOUND',
		new Error('no credential'),
		{ code: 404 },
		{ code: 'lower' },
	]) {
		expect(transportErrorOf(error)).toBeNull();
	}
});
