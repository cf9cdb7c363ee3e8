/** How n8n is asked for a file: at the address that was checked, in the name of its host. */
import { createServer } from 'node:tls';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TriggerContext } from 'n8n-core';
import type { INode, ITriggerFunctions } from 'n8n-workflow';

import type { FileRequest } from '../../gateway';
import { wsapi } from '../../gateway/providers/wsapi';
import { fileTransportOf } from '../../nodes/shared/host/file-transport';
import { additionalDataOf, nodeOf, workflowOf } from '../support/n8n-core/engine';
import { file, startFileServer } from '../support/file-server';
import { makeCertificate } from '../support/redis/certificate';
import { startRefusingProxy } from '../support/refusing-proxy';

const CREDENTIAL = 'whatsAppWsapiApi';
const FIELDS = { apiKey: 'sk_the_key', baseUrl: 'https://api.wsapi.chat', instanceId: 'ins_AAAA' };

function transport(signal = new AbortController().signal) {
	const node = nodeOf('whatsAppWebhookTrigger', 'Inbox', { provider: 'wsapi' }, CREDENTIAL);
	const workflow = workflowOf([node]);
	const context = new TriggerContext(
		workflow,
		workflow.getNode('Inbox') as INode,
		additionalDataOf({ [CREDENTIAL]: FIELDS }, 'trigger'),
		'trigger',
		'activate',
		() => {},
	);
	return fileTransportOf(context as unknown as ITriggerFunctions, wsapi, signal);
}

function request(url: string, change: Partial<FileRequest> = {}): FileRequest {
	return { url: new URL(url), method: 'GET', withKey: false, address: null, ...change };
}

async function read(body: AsyncIterable<Uint8Array>): Promise<string> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of body) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

test('the connection goes to the address, the request to the name, whatever the name leads to', async () => {
	const files = await startFileServer({ '/a.png': file(Buffer.from('the picture')) });
	const port = files.host.split(':')[1];
	const url = `http://no-such-host.example.com:${port}/a.png?x=1`;
	const answer = await transport()(request(url, { address: '127.0.0.1' }));
	expect(await read(answer.body)).toBe('the picture');
	expect(files.requests).toMatchObject([
		{ path: '/a.png?x=1', headers: { host: `no-such-host.example.com:${port}` } },
	]);
	expect(JSON.stringify(files.requests)).not.toContain('sk_the_key');
	await files.close();
});

test('over https the certificate has to be the name’s', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	const names: unknown[] = [];
	const { cert, key } = await makeCertificate(folder);
	const server = createServer({
		cert: readFileSync(cert),
		key: readFileSync(key),
		SNICallback: (name, done) => {
			names.push(name);
			done(null);
		},
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const asked = transport()(
		request(`https://files.example.com:${port}/`, { address: '127.0.0.1' }),
	);
	await expect(asked).rejects.toMatchObject({ name: 'TransportError', failed: 'before' });
	expect(names).toEqual(['files.example.com']);
	await new Promise((resolve) => server.close(resolve));
	rmSync(folder, { recursive: true });
});

test('the key goes along when it is asked for, and only then', async () => {
	const files = await startFileServer({ '/1': file(Buffer.from('x')) });
	for (const withKey of [true, false]) {
		(await transport()(request(`${files.origin}/1`, { withKey }))).discard();
	}
	expect(files.requests.map(({ headers }) => headers['x-api-key'])).toEqual([
		'sk_the_key',
		undefined,
	]);
	await files.close();
});

test('a redirect is given back, not followed', async () => {
	const files = await startFileServer({
		'/1': (response) => response.writeHead(302, { location: '/2' }).end(),
	});
	const answer = await transport()(request(`${files.origin}/1`));
	answer.discard();
	expect(answer).toMatchObject({ status: 302, headers: { location: '/2' } });
	expect(files.requests).toHaveLength(1);
	await files.close();
});

test('nothing is asked any more when the time is over', async () => {
	const files = await startFileServer({ '/1': file(Buffer.from('x')) });
	const asked = transport(AbortSignal.abort())(request(`${files.origin}/1`));
	await expect(asked).rejects.toBeDefined();
	expect(files.requests).toEqual([]);
	await files.close();
});

test.each([
	// n8n's agent gives the proxy the name, which it looks up by itself.
	['HTTP_PROXY', 'http://files.example.com/a.png', 'http://files.example.com/a.png'],
	['HTTPS_PROXY', 'https://files.example.com/a.png', '93.184.216.34:443'],
])('what %s is asked for', async (variable, url, asked) => {
	const proxy = await startRefusingProxy();
	const before = process.env[variable];
	process.env[variable] = proxy.url;
	try {
		const answer = await transport()(request(url, { address: '93.184.216.34' })).catch(() => null);
		answer?.discard();
		expect(proxy.asked).toEqual([asked]);
	} finally {
		if (before === undefined) delete process.env[variable];
		else process.env[variable] = before;
		await proxy.close();
	}
});
