/** The simulated providers, driven over real HTTP: they must be as strict as the real ones. */
import { createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HOUR_MS, manualClock, MINUTE_MS, scaledClock, SECOND_MS } from './clock';
import { providers } from '../../../gateway/providers';
import { kits, startSimulatedProvider, type ProviderId, type SimulatedProviders } from './index';
import * as cbotPayloads from './cbot/payloads';
import * as chatbreezPayloads from './chatbreez/payloads';
import * as chatlevelPayloads from './chatlevel/payloads';
import * as eazewaPayloads from './eazewa/payloads';
import * as evolutionPayloads from './evolution/payloads';
import { ANA, GROUP } from './people';
import * as wsapiPayloads from './wsapi/payloads';
import { createScenario } from './scenario';

const cleanups: Array<() => Promise<void>> = [];
afterEach(async () => {
	for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function start<Id extends ProviderId>(id: Id, options?: SimulatedProviders[Id]['options']) {
	const provider = await startSimulatedProvider(id, options);
	cleanups.push(() => provider.stop());
	return provider;
}

test('every provider is simulated, with sample deliveries of its own, and nobody else is', () => {
	expect(Object.keys(kits).sort()).toEqual(providers.map(({ id }) => id).sort());
	for (const { samples } of Object.values(kits)) {
		expect(samples.fixtures.length).toBeGreaterThan(0);
		expect(samples.identities.length).toBeGreaterThan(0);
	}
});

/** An hour in 10 ms. */
const quick = () => scaledClock(HOUR_MS / 10);

interface Received {
	url: string;
	headers: IncomingHttpHeaders;
	body: string;
}

/** A webhook that answers as told: a status code per delivery (the last one stays), or silence. */
async function receiver(...statuses: Array<number | 'silence'>) {
	const received: Received[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const status = statuses[Math.min(received.length, statuses.length - 1)] ?? 200;
			received.push({
				url: request.url ?? '',
				headers: request.headers,
				body: Buffer.concat(chunks).toString(),
			});
			if (status === 'silence') return;
			response.writeHead(status);
			response.end('{"success":true}');
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	cleanups.push(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
	});
	const { port } = server.address() as AddressInfo;
	return { url: `http://127.0.0.1:${port}/webhook/abc`, received };
}

type Headers = Record<string, string>;

function client(baseUrl: string, defaults: Headers) {
	return async (method: string, path: string, body?: unknown, headers: Headers = {}) => {
		const response = await fetch(`${baseUrl}${path}`, {
			method,
			headers: {
				...defaults,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		const json: unknown = text === '' ? null : JSON.parse(text);
		return { status: response.status, json, headers: response.headers };
	};
}

describe('ChatBreez', () => {
	async function chatbreez(options?: SimulatedProviders['chatbreez']['options']) {
		const provider = await start('chatbreez', options);
		return { provider, call: client(provider.baseUrl, { 'X-API-Key': provider.apiKey }) };
	}

	it('sends a text with a quote and answers 201 as Evolution does', async () => {
		const { provider, call } = await chatbreez();
		const answer = await call('POST', '/whatsapp/send-text/shop-main', {
			number: '15550001111',
			text: 'On it!',
			quoted: { key: { id: '3EB0AAAA' } },
		});
		expect(answer.status).toBe(201);
		expect(answer.json).toMatchObject({
			key: { remoteJid: '15550001111@s.whatsapp.net', fromMe: true },
			status: 'PENDING',
		});
		expect(provider.whatsapp.sent).toMatchObject([
			{ chatId: '15550001111@s.whatsapp.net', text: 'On it!', quotedId: '3EB0AAAA' },
		]);
	});

	it('silently drops the quote of a message it does not have, unless its content comes along', async () => {
		const { provider, call } = await chatbreez();
		provider.unknownMessages.add('3EB0GONE');
		const body = { number: '15550001111', text: 'On it!' };
		const key = { id: '3EB0GONE' };
		await call('POST', '/whatsapp/send-text/shop-main', { ...body, quoted: { key } });
		await call('POST', '/whatsapp/send-text/shop-main', {
			...body,
			quoted: { key, message: { conversation: 'Hello' } },
		});
		expect(provider.whatsapp.sent.map(({ quotedId }) => quotedId)).toEqual([null, '3EB0GONE']);
	});

	it.each([
		['a wrong key', 401, '/whatsapp/send-text/shop-main', {}, { 'X-API-Key': 'wrong' }],
		['a missing text', 400, '/whatsapp/send-text/shop-main', { number: '15550001111' }, {}],
		['another instance', 404, '/whatsapp/send-text/other', { number: '1', text: 'x' }, {}],
		['marking as read, which it cannot', 404, '/chat/markMessageAsRead/shop-main', {}, {}],
	])('refuses %s with %i', async (_name, status, path, body, headers) => {
		const { provider, call } = await chatbreez();
		const answer = await call('POST', path, body, headers);
		expect(answer).toMatchObject({ status, json: { status, response: {} } });
		expect(provider.whatsapp.sent).toEqual([]);
	});

	it('answers 500 while the instance is not connected', async () => {
		const { provider, call } = await chatbreez();
		provider.state.connected = false;
		const body = { number: '15550001111', text: 'x' };
		expect((await call('POST', '/whatsapp/send-text/shop-main', body)).status).toBe(500);
	});

	it('takes its webhook from the dashboard alone, and only as HTTPS', async () => {
		const { provider } = await chatbreez();
		const { url, received } = await receiver(200);
		expect(() => provider.dashboard.saveWebhook('http://n8n.example.com/x')).toThrow('https://');
		provider.dashboard.saveWebhook(url);
		const [delivery] = provider.emit(chatbreezPayloads.publishedUpsert({ conversation: 'Hi' }));
		await expect(delivery?.done).resolves.toBe('accepted');
		expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({ event: 'messages.upsert' });
	});

	it('re-sends on the borrowed schedule, and not after an answer that is final', async () => {
		const { provider } = await chatbreez({ clock: quick(), random: () => 0.5 });
		const failing = await receiver(500);
		const refused = await receiver(401);
		const delivery = provider.deliver({}, failing.url);
		await expect(delivery.done).resolves.toBe('givenUp');
		expect(delivery.attempts.map(({ waitedMs }) => waitedMs / SECOND_MS)).toEqual([
			0, 5, 10, 20, 40, 80, 160, 300, 300, 300,
		]);
		await expect(provider.deliver({}, refused.url).done).resolves.toBe('givenUp');
		expect(refused.received).toHaveLength(1);
	});
});

describe('Chatlevel', () => {
	async function chatlevel(options?: SimulatedProviders['chatlevel']['options']) {
		const provider = await start('chatlevel', options);
		const headers = { Authorization: `Bearer ${provider.apiKey}` };
		return { provider, call: client(provider.baseUrl, headers) };
	}
	const TEXT = '/devices/1000001/messages/text';

	it('sends to a number and to a LID', async () => {
		const { provider, call } = await chatlevel();
		const answer = await call('POST', TEXT, { toNumber: '15550001111', message: 'Hi' });
		await call('POST', TEXT, { to: '100000000000001@lid', message: 'Hi' });
		expect(answer).toMatchObject({ status: 200, json: { status: 'success' } });
		expect(provider.whatsapp.sent.map(({ chatId }) => chatId)).toEqual([
			'15550001111@s.whatsapp.net',
			'100000000000001@lid',
		]);
		expect(provider.device.messagesSent).toBe(2);
	});

	it.each([
		['both to and toNumber', { to: '1@lid', toNumber: '15550001111', message: 'x' }],
		['neither', { message: 'x' }],
		['a plus', { toNumber: '+15550001111', message: 'x' }],
		['too few digits', { toNumber: '1234567', message: 'x' }],
		['bare digits as a JID', { to: '15550001111', message: 'x' }],
		['no message', { toNumber: '15550001111' }],
	])('refuses %s', async (_name, body) => {
		const { provider, call } = await chatlevel();
		expect(await call('POST', TEXT, body)).toMatchObject({
			status: 400,
			json: { status: { code: 400 } },
		});
		expect(provider.whatsapp.sent).toEqual([]);
	});

	it('has one error shape for 401 and another for the rest', async () => {
		const { provider, call } = await chatlevel();
		const body = { toNumber: '15550001111', message: 'x' };
		expect(await call('GET', '/devices', undefined, { Authorization: 'Bearer x' })).toMatchObject({
			status: 401,
			json: { status: 'error', error: { code: 401 } },
		});
		expect(await call('GET', '/devices/7')).toMatchObject({ json: { status: { code: 404 } } });
		provider.device.status = 'qr';
		expect((await call('POST', TEXT, body)).status).toBe(422);
		provider.device.status = 'timeout';
		expect(await call('POST', TEXT, body)).toMatchObject({
			status: 404,
			json: { status: { message: 'Device 1000001 is not connected.' } },
		});
	});

	it('allows 100 calls a minute', async () => {
		const clock = manualClock();
		const { call } = await chatlevel({ clock, rateLimit: { calls: 3, windowMs: MINUTE_MS } });
		const statuses = async () => (await call('GET', '/devices')).status;
		for (let count = 0; count < 3; count++) expect(await statuses()).toBe(200);
		expect(await statuses()).toBe(429);
		clock.advance(MINUTE_MS);
		expect(await statuses()).toBe(200);
	});

	it('sends images and nothing else', async () => {
		const { provider, call } = await chatlevel();
		const path = '/devices/1000001/messages/media';
		const to = { toNumber: '15550001111' };
		const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
		expect((await call('POST', path, { ...to, mediaBase64: png })).status).toBe(200);
		expect((await call('POST', path, { ...to, mediaBase64: 'T2dnUw==' })).status).toBe(400);
		const both = { ...to, mediaBase64: png, mediaUrl: 'https://example.com/a.png' };
		expect((await call('POST', path, both)).status).toBe(400);
		expect(provider.whatsapp.sent).toMatchObject([{ kind: 'image' }]);
	});

	it('registers one URL per device and delivers the events it was asked for', async () => {
		const { provider, call } = await chatlevel();
		const { url, received } = await receiver(200);
		const webhook = { webhookUrl: url, webhookEvents: ['message.received'] };
		expect((await call('PUT', '/devices/1000001', webhook)).status).toBe(200);
		expect(await call('GET', '/devices/1000001')).toMatchObject({ json: { device: webhook } });
		const insecure = { webhookUrl: 'http://n8n.example.com' };
		expect((await call('PUT', '/devices/1000001', insecure)).status).toBe(400);

		expect(provider.emit(chatlevelPayloads.sent())).toEqual([]);
		const [delivery] = provider.emit(chatlevelPayloads.received());
		await expect(delivery?.done).resolves.toBe('accepted');
		expect(received).toHaveLength(1);

		await call('PUT', '/devices/1000001', { webhookUrl: null });
		expect(provider.emit(chatlevelPayloads.received())).toEqual([]);
	});

	it('re-sends the same bytes after 30 s, 1 min, 5 min and 1 h', async () => {
		const { provider } = await chatlevel({ clock: quick() });
		const { url, received } = await receiver(500);
		const delivery = provider.deliver(chatlevelPayloads.received(), url);
		await expect(delivery.done).resolves.toBe('givenUp');
		expect(delivery.attempts.map(({ waitedMs }) => waitedMs)).toEqual([
			0,
			30 * SECOND_MS,
			MINUTE_MS,
			5 * MINUTE_MS,
			HOUR_MS,
		]);
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
	});

	it('stops re-sending once the webhook has taken it', async () => {
		const { provider } = await chatlevel({ clock: quick() });
		const { url, received } = await receiver(500, 204);
		await expect(provider.deliver({}, url).done).resolves.toBe('accepted');
		expect(received).toHaveLength(2);
	});
});

describe('Evolution API', () => {
	async function evolution(
		options?: SimulatedProviders['evolution']['options'],
		headers?: Headers,
	) {
		const provider = await start('evolution', options);
		const call = client(provider.baseUrl, headers ?? { apikey: provider.apiKey });
		const send = (what: string, body: unknown) => call('POST', `/message/${what}/shop`, body);
		return { provider, call, send };
	}
	const STATE = '/instance/connectionState/shop';
	const text = { number: ANA, text: 'Hi' };

	it('takes the key of the instance and the server’s own, and no other', async () => {
		const { provider, call } = await evolution();
		expect((await call('GET', STATE)).json).toEqual({
			instance: { instanceName: 'shop', state: 'open' },
		});
		const statusWith = async (apikey: string) =>
			(await call('GET', STATE, undefined, { apikey })).status;
		expect(await statusWith(provider.globalKey)).toBe(200);
		expect(await statusWith('another')).toBe(401);
		const refused = await call('GET', STATE, undefined, { apikey: '' });
		expect(refused.json).toEqual({
			status: 401,
			error: 'Unauthorized',
			response: { message: 'Unauthorized' },
		});
	});

	it('looks for the instance before it looks at the key, and for the licence before both', async () => {
		const { provider, call } = await evolution({ version: '2.4.0' }, {});
		const unknown = await call('GET', '/instance/connectionState/other');
		expect(unknown).toMatchObject({
			status: 404,
			json: { response: { message: ['The "other" instance does not exist'] } },
		});
		provider.state.isActivated = false;
		for (const path of [STATE, '/anything']) {
			expect(await call('GET', path)).toMatchObject({
				status: 503,
				json: { code: 'LICENSE_REQUIRED', register_url: `${provider.baseUrl}/manager/login` },
			});
		}
	});

	it('tells unknown addresses and properties as Express and its validation do', async () => {
		const { call, send } = await evolution();
		expect((await call('POST', '/nowhere', {})).json).toMatchObject({
			status: 404,
			response: { message: ['Cannot POST /nowhere'] },
		});
		expect((await send('sendText', {})).json).toMatchObject({
			status: 400,
			response: { message: [['requires property "number"', 'requires property "text"']] },
		});
	});

	it('quotes what it knows or is told, and leaves out the rest in silence', async () => {
		const { provider, send } = await evolution();
		provider.unknownMessages.add('LOST');
		const quoted = (id: string, message?: object) => ({ quoted: { key: { id }, message } });
		for (const body of [quoted('M1'), quoted('LOST'), quoted('LOST', { conversation: 'Hi' })]) {
			expect((await send('sendText', { ...text, ...body })).status).toBe(201);
		}
		expect(provider.whatsapp.sent.map(({ quotedId }) => quotedId)).toEqual(['M1', null, 'LOST']);
	});

	it('differs by version in what it does with a LID', async () => {
		const number = '100000000000001@lid';
		const marks = { readMessages: [{ remoteJid: number, fromMe: false, id: 'M1' }] };
		for (const [version, status, reads] of [
			['2.3.7', 400, 0],
			['2.4.0', 201, 1],
		] as const) {
			const { provider, call, send } = await evolution({ version });
			expect((await send('sendText', { ...text, number })).status).toBe(status);
			expect(await call('POST', '/chat/markMessageAsRead/shop', marks)).toMatchObject({
				status: 201,
				json: { read: 'success' },
			});
			expect(provider.whatsapp.read).toHaveLength(reads);
		}
	});

	it('has one webhook, set as a whole but for what is left out, and delivers with its headers', async () => {
		const { provider, call } = await evolution({ version: '2.4.0' });
		const set = (webhook: object) => call('POST', '/webhook/set/shop', { webhook });
		expect((await call('GET', '/webhook/find/shop')).json).toBeNull();
		expect((await set({ enabled: true, url: '' })).status).toBe(400);
		expect((await set({ enabled: true, url: 'http://a/', events: ['NOTHING'] })).status).toBe(400);

		const { url, received } = await receiver(200);
		const headers = { 'X-Webhook-Secret': 's' };
		const events = ['MESSAGES_UPSERT', 'GROUP_UPDATE'];
		expect((await set({ enabled: true, url, headers, events })).status).toBe(201);
		expect((await set({ enabled: true, url, events })).json).toMatchObject({ headers });
		const [delivery] = provider.emit(evolutionPayloads.upsert({ conversation: 'Hi' }));
		await delivery?.done;
		expect(received[0]?.headers).toMatchObject({
			'x-webhook-secret': 's',
			'x-event-type': 'messages.upsert',
		});
		// It is asked for as GROUP_UPDATE and looked for as GROUPS_UPDATE.
		expect(provider.emit(evolutionPayloads.envelope('groups.update', []))).toEqual([]);
		expect((await set({ enabled: false, url })).json).toMatchObject({ events: [] });
		expect(provider.registered()).toEqual([]);
	});

	it('sends again after a 5xx, ten times at most, and never after a 401', async () => {
		const { provider } = await evolution({ clock: quick() });
		const failing = await receiver(500);
		await expect(provider.deliver({}, failing.url).done).resolves.toBe('givenUp');
		expect(failing.received).toHaveLength(10);
		const refusing = await receiver(401);
		await expect(provider.deliver({}, refusing.url).done).resolves.toBe('givenUp');
		expect(refusing.received).toHaveLength(1);
	});
});

describe('eazeWA', () => {
	async function eazewa(options?: SimulatedProviders['eazewa']['options']) {
		const provider = await start('eazewa', options);
		const headers = { Authorization: `Bearer ${provider.apiKey}` };
		const call = client(provider.baseUrl, headers);
		const action = (name: string, body: unknown) =>
			call('POST', `/instances/33/client/action/${name}`, body);
		return { provider, call, action };
	}
	const QUOTED = 'false_15550001111@c.us_3EB0AAAA';

	it('sends and quotes, with the sent id where each of its two envelopes has it', async () => {
		const { provider, action } = await eazewa();
		const old = await eazewa({ envelope: 'flat' });
		const body = { chatId: '15550001111@c.us', message: 'Hi', replyToMessageId: QUOTED };
		const nested = await action('send-message', body);
		const flat = await old.action('send-message', body);
		const sent = provider.whatsapp.sent[0];
		expect(sent).toMatchObject({ chatId: '15550001111@c.us', text: 'Hi', quotedId: QUOTED });
		expect(nested).toMatchObject({
			status: 200,
			json: {
				status: 'success',
				data: { status: 'success', data: { _data: { id: { _serialized: sent?.id } } } },
			},
		});
		expect(flat).toMatchObject({
			json: { status: 'success', data: { _data: { id: { fromMe: true } } } },
		});
	});

	it('answers 200 with an error inside when it did not do what was asked', async () => {
		const { provider, action } = await eazewa();
		const chatId = '15550001111@c.us';
		const refused = { status: 200, json: { status: 'success', data: { status: 'error' } } };
		expect(await action('send-message', { chatId: '15550001111', message: 'x' })).toMatchObject(
			refused,
		);
		expect(
			await action('send-message', { chatId, message: 'x', replyToMessageId: '3EB0AAAA' }),
		).toMatchObject(refused);
		provider.instance.status = 'qr';
		expect(await action('send-message', { chatId, message: 'x' })).toMatchObject({
			status: 200,
			json: { status: 'error' },
		});
		expect(provider.whatsapp.sent).toEqual([]);
	});

	it('takes a wrong suffix with success and delivers it to nobody', async () => {
		const { provider, action } = await eazewa();
		const answer = await action('send-message', {
			chatId: '15550001111@s.whatsapp.net',
			message: 'x',
		});
		expect(answer).toMatchObject({ status: 200, json: { data: { status: 'success' } } });
		expect(provider.whatsapp.sent).toEqual([]);
		expect(provider.whatsapp.lost).toHaveLength(1);
	});

	it('marks a whole chat as seen, shows typing, reacts and hands out media', async () => {
		const { provider, action } = await eazewa();
		const chatId = '15550001111@c.us';
		await action('send-seen', { chatId });
		await action('send-typing', { chatId });
		await action('react-to-message', { messageId: QUOTED, reaction: '' });
		provider.media.set(QUOTED, { bytes: Buffer.from('abc'), mimeType: 'a/b', fileName: null });
		expect(await action('download-media', { messageId: QUOTED })).toMatchObject({
			json: { data: { data: { data: 'YWJj', mimetype: 'a/b' } } },
		});
		expect(provider.whatsapp).toMatchObject({
			read: [{ scope: 'chat', chatId, messageId: null }],
			typing: [{ chatId, state: 'typing' }],
			reactions: [{ chatId, messageId: QUOTED, emoji: null }],
		});
	});

	it('tells validation, scope, instance and token errors apart', async () => {
		const { call, action } = await eazewa({ scopes: ['read'] });
		expect(await action('send-message', {})).toMatchObject({
			status: 422,
			json: { errors: { chatId: [expect.any(String)], message: [expect.any(String)] } },
		});
		expect((await call('PUT', '/instances/33', {})).status).toBe(403);
		expect((await call('GET', '/instances/34')).status).toBe(404);
		const stranger = { Authorization: 'Bearer x' };
		expect(await call('GET', '/instances', undefined, stranger)).toMatchObject({
			status: 401,
			json: { message: 'Unauthenticated.' },
		});
	});

	it('says how long to wait when calls are limited', async () => {
		const { call } = await eazewa({
			clock: manualClock(),
			rateLimit: { calls: 0, windowMs: MINUTE_MS },
		});
		const answer = await call('GET', '/instances');
		expect(answer.status).toBe(429);
		expect(answer.headers.get('retry-after')).toBe('60');
	});

	it('keeps its own webhook and subscriptions side by side', async () => {
		const { provider, call } = await eazewa();
		const own = await receiver(200);
		const ours = await receiver(200);
		const events = ['message'];
		await call('PUT', '/instances/33', { webhook: { url: own.url, events } });
		expect(await call('GET', '/instances')).toMatchObject({
			json: { instances: [{ webhook_url: own.url, webhook_events: events }] },
		});
		const body = { url: ours.url, events, source: 'n8n' };
		const created = await call('POST', '/instances/33/webhooks', body);
		const again = await call('POST', '/instances/33/webhooks', body);
		expect([created.status, again.status]).toEqual([201, 200]);
		expect(again.json).toEqual(created.json);

		const deliveries = provider.emit(eazewaPayloads.incoming());
		await Promise.all(deliveries.map(({ done }) => done));
		expect([own.received.length, ours.received.length]).toEqual([1, 1]);
		expect(ours.received[0]?.headers['user-agent']).toBe('eazeWA Webhook User Agent');
		expect(provider.emit(eazewaPayloads.ack(3))).toEqual([]);

		const [id] = provider.subscriptions.keys();
		expect((await call('DELETE', `/instances/33/webhooks/${id}`)).status).toBe(204);
		expect((await call('DELETE', `/instances/33/webhooks/${id}`)).status).toBe(404);
		expect(provider.registered()).toHaveLength(1);
	});

	it.each([301, 404, 500])('never sends again after an answer, be it %i', async (status) => {
		const { provider } = await eazewa({ clock: quick() });
		const { url, received } = await receiver(status);
		await expect(provider.deliver({}, url).done).resolves.toBe('givenUp');
		expect(received).toHaveLength(1);
	});

	it('sends again every 3 s for as long as nobody answers', async () => {
		const { provider } = await eazewa({ clock: quick(), answerTimeoutMs: 500 });
		const { url, received } = await receiver('silence', 'silence', 500);
		const delivery = provider.deliver({}, url);
		await expect(delivery.done).resolves.toBe('givenUp');
		expect(received).toHaveLength(3);
		expect(delivery.attempts.map(({ outcome, waitedMs }) => [outcome.kind, waitedMs])).toEqual([
			['timedOut', 0],
			['timedOut', 3 * SECOND_MS],
			['answered', 3 * SECOND_MS],
		]);
	});
});

describe('Cbot', () => {
	async function cbot(options?: SimulatedProviders['cbot']['options']) {
		const provider = await start('cbot', options);
		const headers = { [provider.apiKeyHeader]: provider.state.apiKey };
		return { provider, call: client(provider.baseUrl, headers) };
	}
	const text = { to: '15550001111', type: 'text', text: { body: 'Hi' } };

	it('on premises: sends, marks as read by the path, and has its own error shape', async () => {
		const { provider, call } = await cbot();
		provider.unknownMessages.add('ABGGGONE');
		const sent = await call('POST', '/v1/messages', {
			...text,
			context: { message_id: 'ABGGAAAA' },
		});
		expect(sent).toMatchObject({ status: 201, json: { messages: [{ id: expect.any(String) }] } });
		expect((await call('PUT', '/v1/messages/ABGGAAAA', { status: 'read' })).status).toBe(200);
		expect(await call('PUT', '/v1/messages/ABGGGONE', { status: 'read' })).toMatchObject({
			status: 404,
			json: { errors: [{ code: 1006 }], meta: {} },
		});
		expect((await call('POST', '/messages', text)).status).toBe(404);
		expect(provider.whatsapp).toMatchObject({
			sent: [{ chatId: '15550001111', text: 'Hi', quotedId: 'ABGGAAAA' }],
			read: [{ scope: 'message', messageId: 'ABGGAAAA' }],
		});
	});

	it('cloud: wants messaging_product, marks as read by POST, and types on the way', async () => {
		const { provider, call } = await cbot({ hosting: 'cloud' });
		const product = { messaging_product: 'whatsapp' };
		expect(await call('POST', '/messages', text)).toMatchObject({
			status: 400,
			json: { error: { code: 100, error_data: { messaging_product: 'whatsapp' } } },
		});
		expect(await call('POST', '/messages', { ...product, ...text })).toMatchObject({
			status: 200,
			json: { contacts: [{ wa_id: '15550001111' }], messages: [{}] },
		});
		const read = { ...product, status: 'read', message_id: 'wamid.AAAA' };
		const typing = { ...read, typing_indicator: { type: 'text' } };
		expect(await call('POST', '/messages', typing)).toMatchObject({ json: { success: true } });
		provider.unknownMessages.add('wamid.GONE');
		expect(await call('POST', '/messages', { ...read, message_id: 'wamid.GONE' })).toMatchObject({
			status: 400,
			json: { error: { code: 131009 } },
		});
		expect((await call('PUT', '/v1/messages/wamid.AAAA', { status: 'read' })).status).not.toBe(200);
		expect(provider.whatsapp).toMatchObject({
			sent: [{ text: 'Hi' }],
			read: [{ messageId: 'wamid.AAAA' }],
			typing: [{ messageId: 'wamid.AAAA', state: 'typing' }],
		});
	});

	it('stores media and sends them by id, in the way of each hosting', async () => {
		const { provider, call } = await cbot();
		const bytes = Buffer.from('OggS');
		const upload = await fetch(`${provider.baseUrl}/v1/media`, {
			method: 'POST',
			headers: { 'API-KEY': provider.state.apiKey, 'content-type': 'audio/ogg; codecs=opus' },
			body: bytes,
		});
		const [{ id }] = ((await upload.json()) as { media: [{ id: string }] }).media;
		const audio = { to: '15550001111', type: 'audio' };
		expect((await call('POST', '/v1/messages', { ...audio, audio: { id } })).status).toBe(201);
		expect((await call('POST', '/v1/messages', { ...audio, audio: { id: 'x' } })).status).toBe(400);
		const downloaded = await fetch(`${provider.baseUrl}/v1/media/${id}`, {
			headers: { 'API-KEY': provider.state.apiKey },
		});
		expect(Buffer.from(await downloaded.arrayBuffer())).toEqual(bytes);

		const cloud = await cbot({ hosting: 'cloud' });
		cloud.provider.media.set('m1', { bytes, mimeType: 'audio/ogg', fileName: null });
		const described = (await cloud.call('GET', '/m1')).json as { url: string };
		const file = await fetch(described.url, {
			headers: { 'API-KEY': cloud.provider.state.apiKey },
		});
		expect(file.headers.get('content-type')).toBe('audio/ogg');
	});

	it('takes its key from the configured header and answers a wrong one as the gateway does', async () => {
		const { call } = await cbot({ apiKeyHeader: 'D360-API-KEY' });
		expect((await call('GET', '/v1/configs/webhook')).status).toBe(200);
		expect(
			await call('GET', '/v1/configs/webhook', undefined, { 'D360-API-KEY': 'x' }),
		).toMatchObject({ status: 401, json: { meta: { http_code: 401 } } });
	});

	it('calls the webhook with the headers it was given, until it answers exactly 200', async () => {
		const { provider, call } = await cbot({ clock: quick() });
		const { url, received } = await receiver(201, 500, 200);
		const headers = { 'X-Webhook-Secret': 's3cret' };
		expect((await call('POST', '/v1/configs/webhook', { url, headers })).status).toBe(200);
		expect(await call('GET', '/v1/configs/webhook')).toMatchObject({ json: { url } });
		const [delivery] = provider.emit(cbotPayloads.text());
		await expect(delivery?.done).resolves.toBe('accepted');
		expect(received.map((request) => request.headers['x-webhook-secret'])).toEqual([
			's3cret',
			's3cret',
			's3cret',
		]);
		const waits = delivery?.attempts.map(({ waitedMs }) => waitedMs) ?? [];
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
	});

	it('tries for about 24 hours and no longer', async () => {
		const { provider } = await cbot({ clock: scaledClock((24 * HOUR_MS) / 50) });
		const { url } = await receiver(500);
		const delivery = provider.deliver({}, url);
		await expect(delivery.done).resolves.toBe('givenUp');
		const totalMs = delivery.attempts.reduce((sum, { waitedMs }) => sum + waitedMs, 0);
		expect(totalMs).toBeGreaterThan(20 * HOUR_MS);
		expect(totalMs).toBeLessThanOrEqual(24 * HOUR_MS);
	});

	it('loses its webhook with a new key', async () => {
		const { provider, call } = await cbot();
		await call('POST', '/v1/configs/webhook', { url: 'https://n8n.example.com/x' });
		provider.regenerateApiKey();
		expect((await call('GET', '/v1/configs/webhook')).status).toBe(401);
		expect(provider.registered()).toEqual([]);
	});
});

describe('WSAPI', () => {
	async function wsapi(options?: SimulatedProviders['wsapi']['options']) {
		const provider = await start('wsapi', options);
		const { id, apiKey } = provider.instance;
		const call = client(provider.baseUrl, { 'X-Api-Key': apiKey, 'X-Instance-Id': id });
		const account = client(provider.baseUrl, { 'X-Api-Key': provider.accountKey });
		return { provider, call, account };
	}
	const CHAT = '15550001111@s.whatsapp.net';
	const read = { chatId: CHAT, senderId: CHAT, receiptType: 'read' };

	it('sends a quoting text and completes digits to a JID', async () => {
		const { provider, call } = await wsapi();
		const answer = await call('POST', '/messages/text', {
			to: '+15550001111',
			text: 'Hi',
			replyTo: '3EB0AAAA',
			replyToSenderId: '15550002222',
		});
		expect(answer).toEqual(
			expect.objectContaining({ status: 201, json: { id: provider.whatsapp.sent[0]?.id } }),
		);
		expect(provider.whatsapp.sent).toMatchObject([
			{ chatId: CHAT, text: 'Hi', quotedId: '3EB0AAAA', quotedSenderId: '15550002222' },
		]);
	});

	it('marks as read with all three fields and a chat id that is a JID', async () => {
		const { provider, call } = await wsapi();
		expect((await call('POST', '/messages/3EB0AAAA/read', read)).status).toBe(204);
		const bare = { ...read, chatId: '15550001111' };
		expect(await call('POST', '/messages/3EB0AAAA/read', bare)).toMatchObject({
			status: 400,
			json: { status: 400, detail: expect.stringContaining('user@server') },
		});
		for (const field of ['chatId', 'senderId', 'receiptType'] as const) {
			const without = { ...read, [field]: undefined };
			expect((await call('POST', '/messages/3EB0AAAA/read', without)).status).toBe(400);
		}
		expect(provider.whatsapp.read).toEqual([
			{ scope: 'message', messageId: '3EB0AAAA', chatId: CHAT, senderId: CHAT, receipt: 'read' },
		]);
	});

	it('v1 marks as read by PUT alone', async () => {
		const { provider, call } = await wsapi({ edition: 'v1' });
		expect((await call('POST', '/messages/3EB0AAAA/read', read)).status).toBe(405);
		expect((await call('PUT', '/messages/3EB0AAAA/read', read)).status).toBe(204);
		expect(provider.whatsapp.read).toHaveLength(1);
	});

	it('reads chat ids off the path as they stand, so an encoded @ is none', async () => {
		const { provider, call } = await wsapi();
		const state = { state: 'typing' };
		expect((await call('PUT', `/chats/${CHAT}/presence`, state)).status).toBe(204);
		const encoded = encodeURIComponent(CHAT);
		expect((await call('PUT', `/chats/${encoded}/presence`, state)).status).toBe(400);
		expect(provider.whatsapp.typing).toMatchObject([{ chatId: CHAT, state: 'typing' }]);
	});

	it('reacts, sends media and locations, and hands out media', async () => {
		const { provider, call } = await wsapi();
		const reaction = { to: CHAT, senderId: CHAT, reaction: '👍' };
		expect((await call('POST', '/messages/3EB0AAAA/reaction', reaction)).status).toBe(200);
		const file = { to: CHAT, url: 'https://example.com/a.pdf' };
		expect((await call('POST', '/messages/document', file)).status).toBe(400);
		const named = { ...file, filename: 'a.pdf', caption: 'Offer' };
		expect((await call('POST', '/messages/document', named)).status).toBe(201);
		const place = { to: CHAT, latitude: 52.5, longitude: 13.4 };
		expect((await call('POST', '/messages/location', place)).status).toBe(201);
		expect((await call('POST', '/messages/location', { ...place, latitude: 91 })).status).toBe(400);
		provider.media.set('m1', { bytes: Buffer.from('a'), mimeType: 'a/b', fileName: 'a.b' });
		const { id, apiKey } = provider.instance;
		const download = await fetch(`${provider.baseUrl}/media/download?id=m1`, {
			headers: { 'X-Api-Key': apiKey, 'X-Instance-Id': id },
		});
		expect(download.headers.get('content-disposition')).toBe('attachment; filename="a.b"');
		expect(provider.whatsapp).toMatchObject({
			reactions: [{ emoji: '👍', messageId: '3EB0AAAA' }],
			sent: [{ kind: 'document', text: 'Offer' }, { kind: 'location' }],
		});
	});

	it("refuses in the server's order: instance, key, phone", async () => {
		const { provider, call, account } = await wsapi();
		expect((await account('GET', '/session/status')).status).toBe(400);
		const elsewhere = { 'X-Instance-Id': 'ins_BBBB' };
		expect((await call('GET', '/session/status', undefined, elsewhere)).status).toBe(404);
		expect(await call('GET', '/session/status', undefined, { 'X-Api-Key': 'x' })).toMatchObject({
			status: 401,
			json: { status: 401, detail: 'unauthorized' },
		});
		provider.instance.isLoggedIn = false;
		expect(await call('GET', '/session/status')).toMatchObject({ json: { isLoggedIn: false } });
		expect((await call('POST', '/messages/text', { to: CHAT, text: 'x' })).status).toBe(409);
	});

	it('cloud keeps its settings behind the customer key', async () => {
		const { provider, call, account } = await wsapi();
		const { url, received } = await receiver(200);
		const path = '/account/instances/ins_AAAA/settings';
		const settings = {
			webhookUrl: url,
			eventSigningSecret: 's3cret',
			eventFilters: ['message'],
			pullMode: false,
		};
		expect((await call('PUT', path, settings)).status).toBe(401);
		expect((await account('PUT', path, settings)).status).toBe(200);
		expect(await account('GET', '/account/instances/ins_AAAA')).toMatchObject({
			json: { settings },
		});
		expect(provider.emit(wsapiPayloads.receipt('read'))).toEqual([]);
		const deliveries = [wsapiPayloads.text(), wsapiPayloads.session.loggedOut()].flatMap(
			provider.emit,
		);
		await Promise.all(deliveries.map(({ done }) => done));
		expect(received).toHaveLength(2);
		await account('PUT', path, { ...settings, pullMode: true });
		expect(provider.emit(wsapiPayloads.text())).toEqual([]);
	});

	it('self-hosted replaces the whole configuration, the key included', async () => {
		const { provider, call, account } = await wsapi({ edition: 'selfHosted' });
		const path = '/admin/instances/ins_AAAA/config';
		const { apiKey } = provider.instance;
		const webhookUrl = 'https://n8n.example.com/x';
		expect((await account('PUT', path, { apiKey, webhookUrl })).status).toBe(204);
		expect((await call('GET', '/session/status')).status).toBe(200);
		await account('PUT', path, { webhookUrl });
		expect((await call('GET', '/session/status')).status).toBe(401);
	});

	it('signs the bytes it sends, each envelope under its own header', async () => {
		const { provider } = await wsapi({ edition: 'selfHosted' });
		const { url, received } = await receiver(200);
		for (const payload of [wsapiPayloads.text(), wsapiPayloads.articleMessage()]) {
			await provider.deliver(payload, { url, secret: 's3cret' }).done;
		}
		const [real, article] = received;
		const hex = (body = '') => createHmac('sha256', 's3cret').update(body).digest('hex');
		expect(real?.headers['x-webhook-signature']).toBe(`sha256=${hex(real?.body)}`);
		expect(real?.headers['x-instance-id']).toBe('ins_AAAA');
		expect(article?.headers['x-signature']).toBe(hex(article?.body));
		await provider.deliver(wsapiPayloads.text(), url).done;
		expect(received[2]?.headers['x-webhook-signature']).toBeUndefined();
	});

	it('self-hosted tries once; the cloud again', async () => {
		const selfHosted = await wsapi({ edition: 'selfHosted', clock: quick() });
		const cloud = await wsapi({ clock: quick() });
		const { url } = await receiver(500);
		const once = selfHosted.provider.deliver({}, url);
		const often = cloud.provider.deliver({}, url);
		await Promise.all([once.done, often.done]);
		expect(once.attempts).toHaveLength(1);
		expect(often.attempts.length).toBeGreaterThan(1);
	});
});

describe('trouble on demand', () => {
	const text = { to: '15550001111', text: 'Hi' };
	async function wsapi() {
		const provider = await start('wsapi');
		const { id, apiKey } = provider.instance;
		const call = client(provider.baseUrl, { 'X-Api-Key': apiKey, 'X-Instance-Id': id });
		return { provider, send: () => call('POST', '/messages/text', text), call };
	}

	it('strikes the calls it was aimed at, as often as it was told', async () => {
		const { provider, send, call } = await wsapi();
		provider.failNext({
			route: 'POST /messages/text',
			status: 503,
			body: { status: 503, detail: 'busy' },
			headers: { 'retry-after': '2' },
			times: 2,
		});
		expect((await call('GET', '/session/status')).status).toBe(200);
		expect((await send()).headers.get('retry-after')).toBe('2');
		expect((await send()).status).toBe(503);
		expect((await send()).status).toBe(201);
		expect(provider.whatsapp.sent).toHaveLength(1);
		const recorded = provider.requestsOf('POST /messages/text');
		expect(recorded.map(({ status }) => status)).toEqual([503, 503, 201]);
		expect(recorded[0]?.body).toEqual(text);
	});

	it('drops the connection, before or after the message has left', async () => {
		const { provider, send } = await wsapi();
		provider.failNext({ kind: 'drop' });
		await expect(send()).rejects.toThrow();
		expect(provider.whatsapp.sent).toHaveLength(0);
		provider.failNext({ kind: 'drop', afterEffect: true });
		await expect(send()).rejects.toThrow();
		expect(provider.whatsapp.sent).toHaveLength(1);
	});

	it('never answers, and still stops at once', async () => {
		const { provider } = await wsapi();
		provider.failNext({ kind: 'hang' });
		const waiting = fetch(`${provider.baseUrl}/health`, { signal: AbortSignal.timeout(50) });
		await expect(waiting).rejects.toThrow();
	});

	it('answers late when it is only slow', async () => {
		const { provider, send } = await wsapi();
		provider.failNext({ delayMs: 20 });
		expect((await send()).status).toBe(201);
	});

	it("refuses what is no JSON in the provider's own words", async () => {
		const { provider } = await wsapi();
		const { id, apiKey } = provider.instance;
		const response = await fetch(`${provider.baseUrl}/messages/text`, {
			method: 'POST',
			headers: { 'X-Api-Key': apiKey, 'X-Instance-Id': id },
			body: '{"to":',
		});
		expect(response.status).toBe(400);
		expect(await response.json()).toMatchObject({ status: 400 });
	});
});

const books = {
	chatbreez: chatbreezPayloads,
	chatlevel: chatlevelPayloads,
	eazewa: eazewaPayloads,
	evolution: evolutionPayloads,
	cbot: cbotPayloads,
	wsapi: wsapiPayloads,
};

describe.each(Object.entries(books))('fixtures of %s', (id, { fixtures, events, identities }) => {
	it('have names of their own and something to expect', () => {
		const names = fixtures.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(Object.keys(events)).toEqual(names);
		expect(fixtures.filter(({ expected }) => expected.length === 0)).toEqual([]);
	});

	it('never share a payload between two calls', () => {
		for (const build of Object.values(events)) expect(build()).not.toBe(build());
	});

	it('expect this provider and nobody else', () => {
		const named = fixtures.flatMap(({ expected }) => expected.map(({ provider }) => provider));
		expect(new Set(named.filter((provider) => provider !== undefined))).toEqual(new Set([id]));
	});

	it('tell equal from different deliveries apart by their bytes, where they claim a redelivery', () => {
		const alike = identities.filter(
			({ first, second, same }) => !same && JSON.stringify(first) === JSON.stringify(second),
		);
		expect(alike).toEqual([]);
	});
});

describe("events of the providers' own lists", () => {
	const published = {
		chatlevel: [
			...['open', 'closed', 'auth', 'timeout', 'logout'].map((name) => `connection.${name}`),
			...['received', 'sent', 'updated', 'deleted'].map((name) => `message.${name}`),
			'call',
		],
		eazewa: [
			...['message', 'message_create', 'message_edit', 'message_revoke_everyone'],
			...['message_revoke_me', 'message_ack', 'message_reaction', 'media_uploaded'],
			...['group_join', 'group_leave', 'group_update', 'call', 'vote_update'],
			...['loading_screen', 'qr', 'authenticated', 'auth_failure', 'ready', 'disconnected'],
			...['change_state', 'presence_update'],
			...['created', 'updated', 'subgroup_linked', 'subgroup_unlinked', 'deactivated'].map(
				(name) => `community_${name}`,
			),
		],
		evolution: [
			...['application.startup', 'instance.create', 'instance.delete', 'qrcode.updated'],
			...['connection.update', 'status.instance', 'logout.instance', 'remove.instance'],
			...['set', 'upsert', 'edited', 'update', 'delete'].map((name) => `messages.${name}`),
			...['send.message', 'send.message.update', 'presence.update', 'call'],
			...['contacts.set', 'contacts.upsert', 'contacts.update', 'messaging-history.set'],
			...['set', 'upsert', 'update', 'delete'].map((name) => `chats.${name}`),
			...['groups.upsert', 'groups.update', 'group-participants.update'],
			...['typebot.start', 'typebot.change-status', 'labels.edit', 'labels.association'],
		],
		wsapi: [
			...['message', 'message_read', 'message_delete', 'message_star', 'message_history_sync'],
			...['chat_setting', 'chat_presence', 'chat_push_name', 'chat_status', 'chat_picture'],
			...['contact', 'group', 'newsletter', 'call_offer', 'call_accept', 'call_terminate'],
			...['user_presence', 'logged_in', 'logged_out', 'login_error', 'initial_sync_finished'],
		],
	};

	it.each(Object.entries(published))('%s: there is a fixture for each', (id, names) => {
		const { fixtures } = books[id as keyof typeof published];
		const present = new Set(
			fixtures.map(({ payload }) => {
				const { eventType, event } = payload as { eventType?: string; event?: string };
				return eventType ?? event;
			}),
		);
		expect(names.filter((name) => !present.has(name))).toEqual([]);
	});
});

describe('the story', () => {
	const SECRET = 'url or signing secret';

	/** By the URL, by the header or by the signature, whichever the provider has. */
	function isProven({ url, headers, body }: Received): boolean {
		const signature = createHmac('sha256', SECRET).update(body).digest('hex');
		return (
			new URL(url, 'http://127.0.0.1').searchParams.get('secret') === SECRET ||
			headers['x-webhook-secret'] === SECRET ||
			headers['x-webhook-signature'] === `sha256=${signature}`
		);
	}

	async function tell<Id extends ProviderId>(id: Id, options?: SimulatedProviders[Id]['options']) {
		const provider = await start(id, options);
		const { url, received } = await receiver(200);
		const scenario = createScenario(provider as never, { webhookUrl: url, secret: SECRET });
		return { scenario, received };
	}

	it.each(['chatbreez', 'chatlevel', 'eazewa', 'cbot', 'evolution', 'wsapi'] as const)(
		'%s: delivers the same bytes again, and forges with another secret',
		async (id) => {
			const { scenario, received } = await tell(id);
			const { status, messageId } = await scenario.textMessage();
			const again = await scenario.redelivery();
			const forged = await scenario.forged?.();
			expect([status, again.status, forged?.status]).toEqual([200, 200, 200]);
			expect(again.messageId).toBe(messageId);
			expect(received[1]?.body).toBe(received[0]?.body);
			expect(received[2]?.body).not.toBe(received[0]?.body);
			expect(received.map(isProven)).toEqual([true, true, false]);
		},
	);

	it('WSAPI: emits the message anew under another event id', async () => {
		const { scenario, received } = await tell('wsapi');
		const first = await scenario.textMessage();
		const second = await scenario.remintedRedelivery?.();
		expect(second?.messageId).toBe(first.messageId);
		const [one, two] = received.map(({ body }) => JSON.parse(body) as { eventId: string });
		expect(two?.eventId).not.toBe(one?.eventId);
	});

	it('leaves out what a provider does not have, and says why', async () => {
		const steps = ['ownMessage', 'statusChange', 'voiceNote', 'groupMessageFromLid'] as const;
		const has = async (id: ProviderId, options?: SimulatedProviders['cbot']['options']) => {
			const { scenario } = await tell(id, options);
			const present = steps.filter((step) => scenario[step] !== null);
			for (const step of present) expect((await scenario[step]?.())?.status).toBe(200);
			expect(scenario.missing === null).toBe(present.length === steps.length);
			return present;
		};
		expect(await has('chatbreez')).toEqual(['ownMessage', 'voiceNote', 'groupMessageFromLid']);
		expect(await has('chatlevel')).toEqual(['ownMessage']);
		expect(await has('eazewa')).toEqual([...steps]);
		expect(await has('evolution')).toEqual([...steps]);
		expect(await has('cbot')).toEqual(['statusChange', 'voiceNote']);
		expect(await has('cbot', { hosting: 'cloud' })).toEqual(['statusChange', 'voiceNote']);
		expect(await has('wsapi')).toEqual([...steps]);
	});

	it('writes the group message from a sender without a phone', async () => {
		const { scenario, received } = await tell('wsapi');
		await scenario.groupMessageFromLid?.();
		expect(JSON.parse(received[0]?.body ?? '')).toMatchObject({
			eventData: { chatId: GROUP, sender: { id: '100000000000001@lid', isMe: false } },
		});
	});
});
