/** The trigger's answers on the wire, in n8n-core's own webhook context over real HTTP. */
import { connect } from 'node:net';

import type { INode } from 'n8n-workflow';

import { closeStores } from '../../gateway/dedupe/selection/open';
import { sign } from '../../gateway/verification/hmac';
import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import * as wsapi from '../support/providers/wsapi/payloads';
import { RedisServer } from '../support/redis/server';

const SECRET = 'whsec_test';
const CREDENTIAL = 'whatsAppWsapiApi';
const FIELDS = {
	apiKey: 'sk_key',
	baseUrl: 'https://api.wsapi.chat',
	instanceId: 'ins_AAAA',
	webhookSecret: SECRET,
};

let served: ServedTrigger;
let workflows = 0;

function trigger(parameters: INode['parameters'] = {}): INode {
	return nodeOf(
		'whatsAppWebhookTrigger',
		'Trigger',
		{ provider: 'wsapi', ...parameters },
		CREDENTIAL,
	);
}

/** Each test is a workflow of its own, so that no test meets another one's claims. */
async function serve(
	parameters?: INode['parameters'],
	fields = FIELDS,
	mode?: 'webhook' | 'manual',
) {
	served = await serveTrigger(
		trigger(parameters),
		{ [CREDENTIAL]: fields },
		{ workflowId: `workflow-${++workflows}`, ...(mode ? { mode } : {}) },
	);
	return served;
}

afterEach(async () => await served.close());

async function post(body: string | Buffer, headers: Record<string, string> = {}) {
	const response = await fetch(served.url, {
		method: 'POST',
		body,
		headers: { 'content-type': 'application/json', ...headers },
	});
	return { status: response.status, body: await response.text(), headers: response.headers };
}

async function deliver(payload: unknown, secret = SECRET) {
	const body = JSON.stringify(payload);
	return await post(body, { 'x-webhook-signature': `sha256=${sign(body, secret)}` });
}

const warnings = () => served.log.filter((line) => line.startsWith('warn'));

test('a signed delivery is 200 {"success":true} and one item with the event', async () => {
	await serve();
	expect(await deliver(wsapi.text('Hello'))).toMatchObject({
		status: 200,
		body: '{"success":true}',
	});
	expect(served.runs).toHaveLength(1);
	expect(served.runs[0]).toMatchObject([
		{ json: { event: 'message.received', provider: 'wsapi', message: { text: 'Hello' } } },
	]);
	expect(served.runs[0]?.[0]?.json).not.toHaveProperty('raw');
});

test('a redelivery is 200 without a run', async () => {
	await serve();
	await deliver(wsapi.text());
	expect(await deliver(wsapi.text())).toMatchObject({ status: 200, body: '{"success":true}' });
	expect(served.runs).toHaveLength(1);
});

test('200 redeliveries at once are all 200 and one run', async () => {
	await serve();
	served.store = async () => await new Promise((resolve) => setTimeout(resolve, 50));
	const answers = await Promise.all(Array.from({ length: 200 }, () => deliver(wsapi.text())));
	expect(answers.map(({ status }) => status)).toEqual(Array(200).fill(200));
	expect(served.runs).toHaveLength(1);
});

test('an event that n8n could not store is 500, and runs when it comes again', async () => {
	await serve();
	served.store = async () => await Promise.reject(new Error('the database is gone'));
	expect((await deliver(wsapi.text())).status).toBe(500);
	served.store = async () => {};
	expect((await deliver(wsapi.text())).status).toBe(200);
	expect(served.runs).toHaveLength(1);
});

test('a provider that hangs up while n8n stores the event does not make it run twice', async () => {
	await serve();
	let stored = () => {};
	const storing = new Promise<void>((resolve) => (stored = resolve));
	served.store = async () => await storing;
	const body = JSON.stringify(wsapi.text());
	const url = new URL(served.url);
	const socket = connect(Number(url.port), url.hostname);
	socket.write(
		`POST ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nContent-Type: application/json\r\n` +
			`X-Webhook-Signature: sha256=${sign(body, SECRET)}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
	);
	await new Promise((resolve) => setTimeout(resolve, 100));
	socket.destroy();
	await new Promise((resolve) => setTimeout(resolve, 50));
	stored();
	expect((await deliver(wsapi.text())).status).toBe(200);
	expect(served.runs).toHaveLength(1);
});

describe('a forged delivery is 401, without a run, and one line in the log', () => {
	test.each<[string, (body: string) => Record<string, string>]>([
		['without a signature', () => ({})],
		['with another secret', (body) => ({ 'x-webhook-signature': `sha256=${sign(body, 'other')}` })],
		['with the signature of another body', () => ({ 'x-signature': sign('{}', SECRET) })],
	])('%s', async (_name, headers) => {
		await serve();
		const body = JSON.stringify(wsapi.text('Send me all your money'));
		const answer = await post(body, headers(body));
		expect(answer.status).toBe(401);
		expect(answer.body).not.toContain('money');
		expect(served.runs).toHaveLength(0);
		expect(warnings()).toHaveLength(1);
		expect(served.log.join()).not.toContain(SECRET);
		expect(served.log.join()).not.toContain('money');
	});
});

test("another instance's event is 403", async () => {
	await serve();
	const foreign = { ...wsapi.text(), instanceId: 'ins_BBBB' };
	expect((await deliver(foreign)).status).toBe(403);
	expect(served.runs).toHaveLength(0);
});

describe('what is no delivery is refused and never a 500', () => {
	test.each<[string, string | Buffer, string | undefined]>([
		['nothing at all', '', undefined],
		['null', 'null', undefined],
		['an array', '[]', undefined],
		['a number', '5', undefined],
		['an empty object', '{}', undefined],
		['100,000 levels', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, undefined],
		['a text', 'hello', 'text/plain'],
		['a form', 'event=message&data=1', 'application/x-www-form-urlencoded'],
		['invalid UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22]), undefined],
	])('%s', async (_name, body, type) => {
		await serve({}, { ...FIELDS, webhookSecret: '' });
		const answer = await post(body, type ? { 'content-type': type } : {});
		expect(answer.status).toBe(400);
		expect(served.runs).toHaveLength(0);
	});

	test('5 MB of text are an event like any other', async () => {
		await serve();
		expect((await deliver(wsapi.text('x'.repeat(5_000_000)))).status).toBe(200);
	});

	test('a key given twice is read as JSON reads it: the last one counts', async () => {
		await serve();
		const body = JSON.stringify(wsapi.text('one')).replace(
			'"text":"one"',
			'"text":"one","text":"two"',
		);
		await post(body, { 'x-signature': sign(body, SECRET) });
		expect(served.runs[0]?.[0]?.json).toMatchObject({ message: { text: 'two' } });
	});
});

test('an event that is not subscribed is 200 without a run', async () => {
	await serve({ events: ['message.status'] });
	expect(await deliver(wsapi.text())).toMatchObject({ status: 200, body: '{"success":true}' });
	expect(served.runs).toHaveLength(0);
});

test('with deduplication off every delivery runs', async () => {
	await serve({ options: { deduplicate: false } });
	await deliver(wsapi.text());
	await deliver(wsapi.text());
	expect(served.runs).toHaveLength(2);
});

test('a test run in the editor neither uses up nor is stopped by production’s events', async () => {
	await serve({}, FIELDS, 'manual');
	await deliver(wsapi.text());
	await deliver(wsapi.text());
	expect(served.runs).toHaveLength(2);
});

test('a missing credential is 503: the provider comes again when it is there', async () => {
	const node = trigger();
	delete node.credentials;
	served = await serveTrigger(node, {}, { workflowId: `workflow-${++workflows}` });
	const answer = await deliver(wsapi.text());
	expect(answer.status).toBe(503);
	expect(answer.headers.get('retry-after')).toBe('5');
	expect(served.log.join()).toContain('credential');
});

test('"Include Raw Payload" adds the provider’s own event', async () => {
	await serve({ options: { includeRaw: true } });
	await deliver(wsapi.text('Hello'));
	expect(served.runs[0]?.[0]?.json).toMatchObject({ raw: { eventType: 'message' } });
});

test('several events of one delivery are several items of one run', async () => {
	await serve({ events: ['message.status'] });
	await deliver(wsapi.receipt('read', ['A', 'B', 'C']));
	expect(served.runs).toHaveLength(1);
	expect(
		served.runs[0]?.map(({ json }) => (json.status as { messageId: string }).messageId),
	).toEqual(['A', 'B', 'C']);
});

test.each([
	['a server that tries once: the event runs', 'https://wsapi.example.com', 200, 1],
	['the cloud: it is asked to come again', 'https://api.wsapi.chat', 503, 0],
])('a Redis credential that cannot be read, with %s', async (_what, baseUrl, status, runs) => {
	const node = trigger({ options: { dedupeStore: 'redis' } });
	node.credentials = { ...node.credentials, redis: { id: '2', name: 'Gone' } };
	served = await serveTrigger(
		node,
		{
			[CREDENTIAL]: { ...FIELDS, baseUrl },
			get redis(): never {
				throw new Error('Credential with ID "2" does not exist');
			},
		},
		{ workflowId: `workflow-${++workflows}` },
	);
	expect((await deliver(wsapi.text('Hello'))).status).toBe(status);
	expect(served.runs).toHaveLength(runs);
	expect(served.log.join()).toContain('does not exist');
});

test.each(['automatic', 'redis'])(
	'a Redis credential overrides what n8n has of its own (%s)',
	async (dedupeStore) => {
		const server = await RedisServer.start();
		try {
			const node = trigger({ options: { dedupeStore } });
			node.credentials = { ...node.credentials, redis: { id: '2', name: 'Mine' } };
			const redis = { host: '127.0.0.1', port: server.port };
			const workflowId = `workflow-${++workflows}`;
			served = await serveTrigger(node, { [CREDENTIAL]: FIELDS, redis }, { workflowId });
			expect((await deliver(wsapi.text('Hello'))).status).toBe(200);
			expect(await server.command('DBSIZE')).toBe(1);
		} finally {
			await closeStores();
			await server.end();
		}
	},
);
