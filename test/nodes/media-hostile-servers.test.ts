/** Servers that answer a request for a file with anything but a file. */
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

import type { IDataObject } from 'n8n-workflow';

import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import { pictureAt } from '../support/media-messages';
import type { AnySimulatedProvider } from '../support/providers';
import { firstAttempt, targetOf } from '../support/providers/scenario';
import { setUp, WEBHOOK_SECRET, type Setup } from '../support/setups';

const CRLF = '\r\n';
const head = (...lines: string[]) => ['HTTP/1.1 200 OK', ...lines, '', ''].join(CRLF);

let setup: Setup<'chatbreez'>;
let served: ServedTrigger;
let server: Server;
const sockets = new Set<Socket>();
let workflows = 0;

afterEach(async () => {
	await served.close();
	await setup.simulated.stop();
	for (const socket of sockets) socket.destroy();
	await new Promise((resolve) => server.close(resolve));
});

/** What the event says of its file, which lies at a server that does this to every connection. */
async function fileFrom(behave: (socket: Socket) => void, scheme = 'http') {
	server = createServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => sockets.delete(socket));
		socket.once('data', () => behave(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
	setup = await setUp('chatbreez');
	served = await serveTrigger(
		nodeOf(
			'whatsAppWebhookTrigger',
			'Inbox',
			{
				provider: 'chatbreez',
				events: ['message.received'],
				options: { downloadMedia: true, allowedMediaHosts: host, maxMediaMegabytes: 1 },
			},
			setup.credentialType,
		),
		{ [setup.credentialType]: setup.fields },
		{ workflowId: `hostile-${++workflows}` },
	);
	const simulated: AnySimulatedProvider = setup.simulated;
	const target = targetOf(simulated, served.url, WEBHOOK_SECRET);
	const { outcome } = await firstAttempt(simulated, pictureAt(`${scheme}://${host}/a.png`), target);
	expect(outcome).toMatchObject({ kind: 'answered', status: 200 });
	const [item] = served.runs.flat();
	const { media } = item?.json.message as { media: IDataObject };
	const { attached, reason } = media.download as { attached: boolean; reason: string | null };
	return { attached, reason, binary: item?.binary?.data };
}

/** Writes again and again for as long as somebody reads. */
function endlessly(socket: Socket, piece: string, first = '') {
	socket.write(first);
	const write = () => {
		while (!socket.destroyed && socket.write(piece));
		if (!socket.destroyed) socket.once('drain', write);
	};
	write();
}

const once = (text: string | Buffer) => (socket: Socket) => void socket.end(text);

test.each<[string, (socket: Socket) => void, RegExp]>([
	['speaks something else', once('SSH-2.0-OpenSSH_9.7\r\n'), /what came back is not HTTP/],
	['says nothing and hangs up', (socket) => void socket.destroy(), /the connection broke off/],
	['says nothing', () => {}, /did not arrive within 3 seconds/],
	[
		'says its first line letter by letter',
		(socket) => {
			const timer = setInterval(
				() => socket.write('H'.repeat(socket.bytesWritten === 0 ? 1 : 0)),
				50,
			);
			socket.once('close', () => clearInterval(timer));
		},
		/did not arrive within 3 seconds/,
	],
	[
		'never ends its headers',
		(socket) => endlessly(socket, `X-More: ${'x'.repeat(1_000)}${CRLF}`, 'HTTP/1.1 200 OK\r\n'),
		/what came back is not HTTP/,
	],
	[
		'announces less than nothing',
		once(`${head('Content-Length: -5')}hello`),
		/what came back is not HTTP/,
	],
	[
		'announces more than there is on the planet',
		once(head('Content-Length: 9007199254740000')),
		/larger than 1 MB/,
	],
	[
		'announces more than it sends',
		once(`${head('Content-Length: 100')}hello`),
		/stopped before the end/,
	],
	[
		'sends pieces of no length',
		once(`${head('Transfer-Encoding: chunked')}zz\r\nhello\r\n0\r\n\r\n`),
		/stopped before the end/,
	],
	['sends nothing', once(head('Content-Length: 0')), /empty/],
	[
		'packs what is no package',
		once(`${head('Content-Encoding: gzip', 'Content-Length: 5')}hello`),
		/stopped before the end/,
	],
	[
		'packs a file again and again',
		once(
			Buffer.concat([
				Buffer.from(head('Content-Encoding: gzip', 'Connection: close')),
				...Array.from({ length: 64 }, () => gzipSync(Buffer.alloc(8 * 1024 * 1024))),
			]),
		),
		/larger than 1 MB/,
	],
	[
		'sends a file without an end',
		(socket) => endlessly(socket, 'x'.repeat(64 * 1024), head('Content-Type: image/png')),
		/larger than 1 MB/,
	],
	[
		'leads away with an address of 12,000 letters',
		once(`HTTP/1.1 302 Found\r\nLocation: /${'a'.repeat(12_000)}\r\nContent-Length: 0\r\n\r\n`),
		/too long/,
	],
	[
		'leads away and goes on talking',
		(socket) =>
			endlessly(
				socket,
				'x'.repeat(64 * 1024),
				'HTTP/1.1 302 Found\r\nLocation: file:///etc\r\n\r\n',
			),
		/cannot be downloaded from an address/,
	],
	['refuses', once('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n'), /HTTP 403/],
	[
		'refuses at length',
		(socket) => endlessly(socket, 'x'.repeat(64 * 1024), 'HTTP/1.1 500 Oh\r\n\r\n'),
		/HTTP 500/,
	],
])(
	'a server that %s leaves the event as it is',
	async (_name, behave, reason) => {
		const answer = await fileFrom(behave);
		expect(answer).toMatchObject({
			attached: false,
			reason: expect.stringMatching(reason) as string,
		});
		expect(answer.binary).toBeUndefined();
		while (sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 20));
	},
	20_000,
);

test('a server without https is said to be one', async () => {
	const { reason } = await fileFrom(once(head()), 'https');
	expect(reason).toMatch(/cannot be reached: it does not answer with https there/);
});

test('of a file that is longer than announced there is what was announced', async () => {
	const answer = await fileFrom(
		once(`${head('Content-Length: 5', 'Content-Type: text/plain')}hello and more`),
	);
	expect(answer.attached).toBe(true);
	expect(Buffer.from(answer.binary?.data ?? '', 'base64').toString()).toBe('hello');
});

test('a header with a control character is Node’s to refuse', async () => {
	const type = 'Content-Type: text/html; \u0001charset=x';
	const answer = await fileFrom(once(`${head(type, 'Content-Length: 5')}hello`));
	expect(answer).toMatchObject({
		attached: false,
		reason: expect.stringContaining('not HTTP') as string,
	});
});

test('a type that is none of a picture and a name that fits no folder are not believed', async () => {
	const answer = await fileFrom(
		once(
			`${head(
				'Content-Type: text; charset=x',
				'Content-Disposition: attachment; filename="..\\\\..\\\\CON"',
				'Content-Length: 5',
			)}hello`,
		),
	);
	expect(answer.binary).toMatchObject({ mimeType: 'image/png', fileName: '_CON' });
});
