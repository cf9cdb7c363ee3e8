/** The files of messages on the trigger's items, in n8n-core's own webhook context. */
import { gzipSync } from 'node:zlib';

import type { IDataObject, INode } from 'n8n-workflow';

import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import {
	brokenOff,
	endless,
	file,
	redirect,
	silent,
	startFileServer,
	stuck,
	trickling,
	type Behaviour,
	type FileServer,
} from '../support/file-server';
import {
	documentAt,
	pictureAt,
	pictureInside,
	VOICE,
	VOICE_TYPE,
	voiceMessage,
	voiceMessages,
} from '../support/media-messages';
import type { ProviderId } from '../support/providers';
import { startRefusingProxy } from '../support/refusing-proxy';
import * as chatbreez from '../support/providers/chatbreez/payloads';
import type { AnySimulatedProvider } from '../support/providers';
import { setUp, WEBHOOK_SECRET, type Setup } from '../support/setups';
import { firstAttempt, targetOf } from '../support/providers/scenario';

const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(50_000, 'pixels')]);

let setup: Setup<ProviderId>;
let served: ServedTrigger;
let files: FileServer | undefined;
let workflows = 0;

afterEach(async () => {
	await served.close();
	await setup.simulated.stop();
	await files?.close();
	files = undefined;
});

async function start(id: ProviderId, options: IDataObject = {}, provider?: object) {
	setup = await setUp(id, provider as never);
	const parameters = {
		provider: id,
		events: ['message.received'],
		options: { downloadMedia: true, ...options },
	} as INode['parameters'];
	served = await serveTrigger(
		nodeOf('whatsAppWebhookTrigger', 'Inbox', parameters, setup.credentialType),
		{ [setup.credentialType]: setup.fields },
		{ workflowId: `media-${++workflows}` },
	);
}

const simulated = () => setup.simulated as AnySimulatedProvider;

async function serveFiles(behaviours: Record<string, Behaviour>): Promise<FileServer> {
	files = await startFileServer(behaviours);
	return files;
}

/** Delivers and gives the status of our answer. */
async function deliver(payload: unknown): Promise<number> {
	const target = targetOf(simulated(), served.url, WEBHOOK_SECRET);
	const { outcome } = await firstAttempt(simulated(), payload, target);
	if (outcome.kind !== 'answered') throw new Error(`no answer: ${outcome.kind}`);
	return outcome.status;
}

/** The only item of the only run, with what its file says of itself. */
function onlyItem() {
	expect(served.runs).toHaveLength(1);
	expect(served.runs[0]).toHaveLength(1);
	const item = served.runs[0]?.[0];
	const message = item?.json.message as IDataObject;
	const media = message.media as IDataObject;
	const binary = item?.binary?.data;
	return {
		json: item?.json as IDataObject,
		media,
		download: media.download,
		binary,
		bytes: binary && Buffer.from(binary.data, 'base64'),
	};
}

const warnings = () => served.log.filter((line) => /^warn: Inbox/.test(line));
const ATTACHED = { attached: true, reason: null, hint: null };
const LATER = /WhatsApp Reply with the operation Download Media/;

describe.each<[string, ProviderId, object, string, success?: number]>([
	['WSAPI', 'wsapi', { edition: 'cloud' }, 'GET /media/download'],
	['WSAPI, self-hosted', 'wsapi', { edition: 'selfHosted' }, 'GET /media/download'],
	['eazeWA', 'eazewa', { envelope: 'nested' }, 'POST /instances/:id/client/action/:action'],
	['eazeWA, older', 'eazewa', { envelope: 'flat' }, 'POST /instances/:id/client/action/:action'],
	[
		'Evolution API',
		'evolution',
		{ version: '2.3.7' },
		'POST /chat/getBase64FromMediaMessage/:instance',
		201,
	],
	['Cbot on premises', 'cbot', { hosting: 'onPremises' }, 'GET /v1/media/:id'],
	['Cbot in the cloud', 'cbot', { hosting: 'cloud' }, 'GET /media-content/:id'],
	[
		'Cbot in the cloud, named as Meta names it',
		'cbot',
		{ hosting: 'cloud', metaUrls: true, apiKeyHeader: 'D360-API-KEY' },
		'GET /whatsapp_business/attachments/',
	],
])('%s', (_name, id, provider, route, success = 200) => {
	test('the file of a message is attached, by the provider’s own call and with the key', async () => {
		await start(id, {}, provider);
		expect(await deliver(voiceMessage(simulated()).payload)).toBe(200);
		const { bytes, binary, download, media } = onlyItem();
		expect(bytes?.equals(VOICE)).toBe(true);
		expect(binary).toMatchObject({ mimeType: VOICE_TYPE, fileType: 'audio' });
		expect(binary?.fileName).toMatch(/\.(ogg|oga|bin)$/);
		expect(download).toEqual(ATTACHED);
		expect(media).not.toHaveProperty('base64');
		expect(simulated().requestsOf(route)).toMatchObject([{ status: success }]);
		expect(warnings()).toEqual([]);
	});

	test('what the provider no longer has leaves the event as it is, and says how to go on', async () => {
		await start(id, {}, provider);
		const { payload, mediumId } = voiceMessage(simulated());
		simulated().media.delete(mediumId);
		expect(await deliver(payload)).toBe(200);
		const { json, binary, download } = onlyItem();
		expect(binary).toBeUndefined();
		expect(download).toMatchObject({ attached: false, hint: expect.stringMatching(LATER) });
		expect(json.event).toBe('message.received');
		expect(warnings()).toEqual([expect.stringMatching(/is not attached/)]);
		expect(JSON.stringify([served.runs, served.log])).not.toContain(setup.fields.apiKey);
	});

	test('a provider that has an accident costs no event, and the event runs once', async () => {
		await start(id, {}, provider);
		const { payload } = voiceMessage(simulated());
		simulated().failNext({ status: 500, body: { a: 1 }, times: 5 });
		expect(await deliver(payload)).toBe(200);
		expect(await deliver(payload)).toBe(200);
		expect(onlyItem().download).toMatchObject({
			attached: false,
			hint: expect.not.stringMatching(/sent\. Look/),
		});
	});
});

test('the key of a provider’s own call stays behind where that leads away', async () => {
	const { origin, host, requests } = await serveFiles({ '/moved': file(PNG) });
	await start('wsapi', { allowedMediaHosts: host });
	setup.simulated.failNext({ status: 307, headers: { location: `${origin}/moved` } });
	await deliver(voiceMessage(simulated()).payload);
	expect(onlyItem().bytes?.equals(PNG)).toBe(true);
	expect(setup.simulated.requests).toMatchObject([
		{ headers: { 'x-api-key': setup.fields.apiKey } },
	]);
	expect(requests).toHaveLength(1);
	expect(JSON.stringify(requests)).not.toContain(setup.fields.apiKey);
});

test('what a stranger wrote neither breaks a line of the log nor turns it around', async () => {
	await start('chatbreez');
	const id = `3EB0\n2026-01-15 error: all is lost\u001b[31m\u202e${'x'.repeat(150)}`;
	const key = { remoteJid: '15550001111@s.whatsapp.net', fromMe: false, id };
	await deliver(chatbreez.upsert({ imageMessage: { mimetype: 'image/png' } }, { data: { key } }));
	const [line = ''] = warnings();
	expect(line).toMatch(/^warn: Inbox: the file of message 3EB0\\u000a2026/);
	expect(line).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	expect(line.length).toBeLessThan(600);
	expect(onlyItem().json.message).toMatchObject({ id });
});

test('nothing is fetched unless the user wants it, and the event says nothing of a download', async () => {
	await start('wsapi', { downloadMedia: false });
	await deliver(voiceMessage(simulated()).payload);
	const { media, binary } = onlyItem();
	expect(binary).toBeUndefined();
	expect(media).not.toHaveProperty('download');
	expect(simulated().requests).toEqual([]);
});

test('a message without a file is an item like any other', async () => {
	await start('chatbreez');
	await deliver(chatbreez.upsert({ conversation: 'Hello' }));
	expect(served.runs[0]).toMatchObject([{ json: { message: { text: 'Hello', media: null } } }]);
	expect(served.runs[0]?.[0]).not.toHaveProperty('binary');
});

describe('a file that stands in the payload', () => {
	test('is attached and taken out of the item, without any call', async () => {
		await start('chatbreez');
		await deliver(pictureInside(PNG.toString('base64')));
		const { bytes, binary, media } = onlyItem();
		expect(bytes?.equals(PNG)).toBe(true);
		expect(binary).toMatchObject({ mimeType: 'image/png', fileName: 'image.png' });
		expect(media).not.toHaveProperty('base64');
		expect(media.download).toEqual(ATTACHED);
		expect(simulated().requests).toEqual([]);
	});

	test('is preferred to asking for it: eazeWA', async () => {
		await start('eazewa');
		const { payload } = voiceMessage(simulated());
		const event = payload as { data: object };
		await deliver({ ...event, data: { ...event.data, media: PNG.toString('base64') } });
		expect(onlyItem().bytes?.equals(PNG)).toBe(true);
		expect(simulated().requests).toEqual([]);
	});

	test('stays where it is when it is larger than allowed or no base64', async () => {
		await start('chatbreez', { maxMediaMegabytes: 1 });
		const large = Buffer.alloc(1024 * 1024 + 1, 1).toString('base64');
		await deliver(pictureInside(large));
		const { binary, media } = onlyItem();
		expect(binary).toBeUndefined();
		expect(media).toMatchObject({
			base64: large,
			download: { attached: false, reason: 'The file is larger than 1 MB' },
		});
	});

	test('that is no base64 is not attached', async () => {
		await start('chatbreez');
		await deliver(pictureInside('<html>not found</html>'));
		expect(onlyItem().download).toMatchObject({
			reason: expect.stringMatching(/base64 is not valid/),
		});
	});
});

describe('a file at an address of the payload', () => {
	const allowed = () => ({ allowedMediaHosts: files?.host ?? '' });

	test('is not fetched from a private network, and the hint says how to allow it', async () => {
		const { origin, requests, host } = await serveFiles({ '/a.png': file(PNG) });
		await start('chatbreez');
		await deliver(pictureAt(`${origin}/a.png`));
		expect(onlyItem().download).toEqual({
			attached: false,
			reason: `The file's address is on a private network (${host.split(':')[0]}), which is not fetched unless you allow it`,
			hint: expect.stringMatching(/Allowed Media Hosts/),
		});
		expect(requests).toEqual([]);
	});

	test('is fetched from a host the user allows, without the key', async () => {
		const { origin, requests } = await serveFiles({
			'/a%20b.png': file(PNG, { 'content-type': 'application/octet-stream' }),
		});
		await start('chatbreez', allowed());
		await deliver(pictureAt(`${origin}/a%20b.png`));
		const { bytes, binary } = onlyItem();
		expect(bytes?.equals(PNG)).toBe(true);
		expect(binary).toMatchObject({ fileName: 'a b.png', mimeType: 'image/png' });
		expect(JSON.stringify(requests)).not.toContain(setup.fields.apiKey);
	});

	test('has the name the event gives it: Chatlevel', async () => {
		const { origin } = await serveFiles({
			'/1': file(PNG, { 'content-type': 'application/pdf' }),
		});
		await start('chatlevel', allowed());
		await deliver(documentAt(`${origin}/1`));
		expect(onlyItem().binary).toMatchObject({
			fileName: 'offer.pdf',
			mimeType: 'application/pdf',
		});
	});

	test('is fetched from the provider’s own host too, without the key, and not from where that leads', async () => {
		const { origin, requests } = await serveFiles({ '/stolen': file(PNG) });
		await start('chatbreez');
		setup.simulated.failNext({ status: 302, headers: { location: `${origin}/stolen` } });
		await deliver(pictureAt(`${setup.simulated.baseUrl}/files/1.png`));
		expect(setup.simulated.requests).toMatchObject([{ path: '/files/1.png' }]);
		expect(setup.simulated.requests[0]?.headers).not.toHaveProperty('x-api-key');
		expect(onlyItem().download).toMatchObject({ reason: expect.stringMatching(/private network/) });
		expect(requests).toEqual([]);
	});

	test('is fetched from where the provider’s host leads, if the user allows that', async () => {
		const { origin, requests } = await serveFiles({ '/moved': file(PNG) });
		await start('chatbreez', allowed());
		setup.simulated.failNext({ status: 307, headers: { location: `${origin}/moved` } });
		await deliver(pictureAt(`${setup.simulated.baseUrl}/files/1.png`));
		expect(onlyItem().bytes?.equals(PNG)).toBe(true);
		expect(requests).toHaveLength(1);
		expect(JSON.stringify(requests)).not.toContain(setup.fields.apiKey);
	});

	test.each<[string, Behaviour, RegExp]>([
		['is not there', file(PNG), /HTTP 404/],
		['goes round in circles', redirect('/x'), /redirects too often/],
		['leads into this machine', redirect('http://localhost:5678/'), /private network/],
		['leads out of the web', redirect('file:///etc/passwd'), /begins with file:/],
		['is empty', file(Buffer.alloc(0)), /empty/],
		['breaks off', brokenOff(), /stopped before the end/],
	])('that %s leaves the event as it is', async (name, behaviour, reason) => {
		const path = name === 'is not there' ? '/other' : '/x';
		const { origin } = await serveFiles({ [path]: behaviour });
		await start('chatbreez', allowed());
		expect(await deliver(pictureAt(`${origin}/x`))).toBe(200);
		const { binary, download } = onlyItem();
		expect(binary).toBeUndefined();
		expect(download).toMatchObject({ attached: false, reason: expect.stringMatching(reason) });
	});

	test('on a host that is not there leaves the event as it is', async () => {
		const { origin, host } = await serveFiles({});
		await files?.close();
		await start('chatbreez', { allowedMediaHosts: host });
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().download).toMatchObject({
			reason: `The file's host ${host} cannot be reached: nothing answers there (ECONNREFUSED)`,
		});
		files = undefined;
	});

	test('that a proxy refuses says that it may be the proxy, and how to go on', async () => {
		const proxy = await startRefusingProxy();
		const before = process.env.HTTPS_PROXY;
		process.env.HTTPS_PROXY = proxy.url;
		try {
			await start('chatbreez');
			await deliver(pictureAt('https://93.184.216.34/a.png'));
			expect(onlyItem().download).toMatchObject({
				attached: false,
				hint: expect.stringMatching(
					/allows hosts by name only, add the host to Allowed Media Hosts/,
				),
			});
			expect(proxy.asked).toEqual(['93.184.216.34:443']);
		} finally {
			if (before === undefined) delete process.env.HTTPS_PROXY;
			else process.env.HTTPS_PROXY = before;
			await proxy.close();
		}
	});

	test('that comes packed is attached unpacked', async () => {
		const { origin } = await serveFiles({
			'/x': file(gzipSync(PNG), { 'content-encoding': 'gzip' }),
		});
		await start('chatbreez', allowed());
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().bytes?.equals(PNG)).toBe(true);
	});

	test.each([
		['../../etc/cron.d/a.png', 'a.png'],
		['..\\..\\a.png', 'a.png'],
		['a\u202egnp.exe', 'agnp.exe'],
		['a\u0000\r\nb.png', 'a_b.png'],
		[`${'😀'.repeat(300)}.png`, `${'😀'.repeat(98)}.png`],
	])('called %p by its server has a safe name', async (name, safe) => {
		const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
		const { origin } = await serveFiles({
			'/x': file(PNG, { 'content-disposition': disposition }),
		});
		await start('chatbreez', allowed());
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().binary?.fileName).toBe(safe);
	});

	test('without an address or a file, the event says so', async () => {
		await start('chatbreez');
		await deliver(pictureAt(''));
		expect(onlyItem().download).toMatchObject({
			reason: expect.stringMatching(/ChatBreez has no way to download a file/),
		});
	});
});

describe('the limit', () => {
	test('cuts a file that goes on and on, and the connection with it', async () => {
		const { origin, written, open } = await serveFiles({ '/x': endless() });
		await start('chatbreez', { allowedMediaHosts: files?.host, maxMediaMegabytes: 2 });
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().download).toMatchObject({ reason: 'The file is larger than 2 MB' });
		while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
		// What was on its way when it was cut: buffers of the sockets on both sides.
		expect(written()).toBeLessThan(32 * 1024 * 1024);
	});

	test('is 16 MB when nobody says otherwise', async () => {
		const large = 16 * 1024 * 1024 + 1;
		const announced: Behaviour = (response) => {
			response.writeHead(200, { 'content-type': 'image/png', 'content-length': String(large) });
			response.write(PNG);
		};
		const { origin } = await serveFiles({ '/x': announced });
		await start('chatbreez', { allowedMediaHosts: files?.host });
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().download).toMatchObject({ reason: 'The file is larger than 16 MB' });
	});

	test('is kept before anything is asked where the event knows the size', async () => {
		const { origin, requests } = await serveFiles({ '/x': file(PNG) });
		await start('chatbreez', { allowedMediaHosts: files?.host, maxMediaMegabytes: 1 });
		await deliver(pictureAt(`${origin}/x`, { fileLength: 1024 * 1024 + 1 }));
		expect(onlyItem().download).toMatchObject({ reason: 'The file is larger than 1 MB' });
		expect(requests).toEqual([]);
	});

	test('counts what is unpacked, not what came over the wire', async () => {
		const bomb = gzipSync(Buffer.alloc(50 * 1024 * 1024));
		const { origin } = await serveFiles({ '/x': file(bomb, { 'content-encoding': 'gzip' }) });
		await start('chatbreez', { allowedMediaHosts: files?.host, maxMediaMegabytes: 1 });
		await deliver(pictureAt(`${origin}/x`));
		expect(onlyItem().download).toMatchObject({ reason: 'The file is larger than 1 MB' });
	});

	test('holds for base64 in an answer', async () => {
		await start('eazewa', { maxMediaMegabytes: 1 });
		const bytes = Buffer.alloc(2 * 1024 * 1024, 3);
		await deliver(voiceMessage(simulated(), '3EB0BIG', { bytes }).payload);
		expect(onlyItem().download).toMatchObject({ reason: 'The file is larger than 1 MB' });
	});
});

describe('time', () => {
	const TOO_LATE = 'The file did not arrive within 3 seconds';

	test.each<[string, Behaviour]>([
		['a server that says nothing', silent],
		['a server that stops in the middle', stuck()],
		['a server that has always a little more', trickling()],
	])(
		'%s does not hold up the answer: the event goes without its file',
		async (_name, behaviour) => {
			const { origin, open } = await serveFiles({ '/x': behaviour });
			await start('chatbreez', { allowedMediaHosts: files?.host, maxMediaMegabytes: 1024 });
			// Fails after ChatBreez' 5 seconds, if our answer is not there by then.
			expect(await deliver(pictureAt(`${origin}/x`))).toBe(200);
			const { binary, download } = onlyItem();
			expect(binary).toBeUndefined();
			expect(download).toEqual({
				attached: false,
				reason: TOO_LATE,
				hint: expect.stringMatching(LATER),
			});
			expect(warnings()).toEqual([expect.stringContaining(TOO_LATE)]);
			while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
		},
		15_000,
	);

	test('a call that is tried again does not go on behind the answer', async () => {
		await start('wsapi');
		simulated().failNext({ route: 'GET /media/download', status: 503, times: 9 });
		await deliver(voiceMessage(simulated()).payload);
		expect(onlyItem().download).toMatchObject({ reason: TOO_LATE });
		const asked = simulated().requests.length;
		await new Promise((resolve) => setTimeout(resolve, 3_000));
		expect(simulated().requests).toHaveLength(asked);
	}, 15_000);
});

test('of several events in one delivery each has its own file, in the payload’s order', async () => {
	await start('cbot');
	const names = ['m1', 'gone', 'm2', 'm3', 'm4', 'm5'];
	for (const name of names.filter((one) => one !== 'gone')) {
		simulated().media.set(name, {
			bytes: Buffer.from(`file ${name}`),
			mimeType: VOICE_TYPE,
			fileName: null,
		});
	}
	await deliver(voiceMessages(names));
	const contents = served.runs[0]?.map(({ binary, json }) => [
		(json.message as IDataObject).id,
		binary?.data ? Buffer.from(binary.data.data, 'base64').toString() : null,
	]);
	expect(contents).toEqual([
		['ABGG0', 'file m1'],
		['ABGG1', null],
		['ABGG2', 'file m2'],
		['ABGG3', 'file m3'],
		['ABGG4', 'file m4'],
		['ABGG5', 'file m5'],
	]);
});
