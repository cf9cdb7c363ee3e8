import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createApi, parseRetryAfter } from '../../../gateway/calls/api';
import type { Clock } from '../../../gateway/clock';
import { readCredential } from '../../../gateway/credential';
import type { ProviderCall } from '../../../gateway/provider';
import { wsapi } from '../../../gateway/providers/wsapi';
import { fetchTransport } from '../../support/fetch-transport';
import { refusalOf } from '../../support/rejection';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const KEY = 'sk_live/0123+4567=';

let server: Server;
let baseUrl: string;
let answers: Answer[];
let calls: number;
let slept: number[];

/** Waits are noted, not waited. */
const clock: Clock = {
	now: () => 0,
	sleep: async (milliseconds) => void slept.push(milliseconds),
};

beforeEach(async () => {
	answers = [];
	calls = 0;
	slept = [];
	server = createServer((request, response) => {
		const answer = answers[Math.min(calls, answers.length - 1)];
		calls++;
		answer?.(response, request);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
});

const status =
	(code: number, body: unknown = {}, headers: Record<string, string> = {}): Answer =>
	(response) =>
		response
			.writeHead(code, { 'content-type': 'application/json', ...headers })
			.end(JSON.stringify(body));

const fields = () => ({ baseUrl, instanceId: 'ins_1', apiKey: KEY, customerApiKey: 'ck_1' });

function api() {
	return createApi(wsapi, readCredential(fields()), fetchTransport(baseUrl, {}), clock);
}

const call = {
	effect: 'send',
	method: 'POST',
	path: '/messages/text',
	body: { to: '1', text: 'Hi' },
} as const;

const failure = async (made: ProviderCall = call) => await refusalOf(api().call(made));

test('an answer of 2xx is handed back with its body', async () => {
	answers = [status(201, { id: '3EB0' })];
	expect(await api().call(call)).toMatchObject({ status: 201, body: { id: '3EB0' } });
	expect(calls).toBe(1);
});

describe('what says that nothing was done is tried again', () => {
	test.each([429, 503])('%i, then 201', async (code) => {
		answers = [status(code), status(201, { id: '3EB0' })];
		await api().call(call);
		expect(calls).toBe(2);
		expect(slept).toEqual([1_000]);
	});

	test('after as long as Retry-After says', async () => {
		answers = [status(429, {}, { 'retry-after': '7' }), status(201)];
		await api().call(call);
		expect(slept).toEqual([7_000]);
	});

	test('not when Retry-After asks for longer than a call can wait', async () => {
		answers = [status(429, {}, { 'retry-after': '3600' })];
		expect((await failure()).details.kind).toBe('rate limited');
		expect(calls).toBe(1);
	});

	test('four times at most', async () => {
		answers = [status(503)];
		expect((await failure()).details.status).toBe(503);
		expect(calls).toBe(4);
		expect(slept).toEqual([1_000, 3_000, 8_000]);
	});
});

describe('what stays as it is until somebody does something', () => {
	const problem = { code: 'UNPAID', message: 'pay first', nextStep: 'Pay.', isLasting: true };
	const lasting = { ...wsapi, problemIn: () => problem };

	test.each([429, 500, 503])(
		'%i is not tried again, and named as the provider names it',
		async (code) => {
			answers = [status(code, {}, { 'retry-after': '1' })];
			const transport = fetchTransport(baseUrl, {});
			const patient = createApi(lasting, readCredential(fields()), transport, clock);
			const error = await refusalOf(patient.call({ ...call, effect: 'read' }));
			expect(error.message).toMatch(/: pay first$/);
			expect(error.details).toMatchObject({ code: 'UNPAID', nextStep: 'Pay.' });
			expect({ calls, slept }).toEqual({ calls: 1, slept: [] });
		},
	);
});

describe('never sooner than it would be by itself, so that nothing becomes a flood', () => {
	test.each(['0', '-1', '1', 'Wed, 31 Dec 2025 00:00:00 GMT', 'soon', ''])(
		'Retry-After: %s',
		async (value) => {
			answers = [status(429, {}, { 'retry-after': value })];
			await failure();
			expect(slept).toEqual([1_000, 3_000, 8_000]);
		},
	);
});

describe('a message that may have been sent is never sent again', () => {
	test.each([500, 502, 504])('%i', async (code) => {
		answers = [status(code)];
		expect((await failure()).details.kind).toBe('unknown outcome');
		expect(calls).toBe(1);
	});

	test('a connection that breaks', async () => {
		answers = [(response) => response.destroy()];
		expect((await failure()).details).toMatchObject({ kind: 'unknown outcome', status: null });
		expect(calls).toBe(1);
	});
});

describe.each(['read', 'change'] as const)(
	'a %s, which does no harm twice, is tried again',
	(effect) => {
		const harmless: ProviderCall = { effect, method: 'GET', path: '/session/status' };

		test.each([500, 502, 504])('%i, then 200', async (code) => {
			answers = [status(code), status(code), status(200, { ok: true })];
			expect(await api().call(harmless)).toMatchObject({ status: 200 });
			expect(slept).toEqual([1_000, 3_000]);
		});

		test('after a connection that broke', async () => {
			answers = [(response) => response.destroy(), status(200)];
			expect(await api().call(harmless)).toMatchObject({ status: 200 });
		});

		test.each<[string, Answer]>([
			['500', status(500)],
			['a connection that breaks', (response) => response.destroy()],
		])(
			'four times at most, and what is said is not said of a message: %s',
			async (_what, answer) => {
				answers = [answer];
				const { details } = await failure(harmless);
				expect(calls).toBe(4);
				expect(details.nextStep).not.toMatch(/message may have been sent/);
				expect(details.nextStep).toMatch(
					effect === 'read' ? /Nothing was sent or changed/ : /no harm/,
				);
				expect(details.kind).toBe(effect === 'read' ? 'unreachable' : 'unknown outcome');
			},
		);

		test('not when the provider says no', async () => {
			answers = [status(400)];
			await failure(harmless);
			expect(calls).toBe(1);
		});

		test('not when a call took all the time there is', async () => {
			let now = 0;
			const slow: Clock = { now: () => (now += 30_000), sleep: clock.sleep };
			answers = [status(504)];
			const credential = readCredential({ baseUrl });
			const impatient = createApi(wsapi, credential, fetchTransport(baseUrl, {}), slow);
			await expect(impatient.call(harmless)).rejects.toThrow(/504/);
			expect(calls).toBe(1);
		});
	},
);

describe('a person who waits in front of it gets the first answer', () => {
	test.each([429, 500, 503])('%i', async (code) => {
		answers = [status(code)];
		const credential = readCredential({ baseUrl });
		const once = createApi(wsapi, credential, fetchTransport(baseUrl, {}), clock, false);
		await expect(once.call({ ...call, effect: 'read' })).rejects.toThrow(String(code));
		expect(slept).toEqual([]);
	});
});

test('a provider that is not there was not reached: nothing was done', async () => {
	await new Promise((resolve) => server.close(resolve));
	expect((await failure()).details).toMatchObject({ kind: 'unreachable', status: null });
});

test.each([
	[400, { status: 400, detail: 'to is required' }, /to is required/],
	[401, { status: 401, detail: 'unauthorized' }, /refused the credential's API Key/],
	[403, { status: 403, detail: 'not allowed' }, /refused the credential's API Key/],
	[403, { status: 403, detail: 'device not paired' }, /no WhatsApp number connected/],
	[409, { status: 409, detail: 'device not paired' }, /no WhatsApp number connected/],
	[404, { status: 404, detail: 'not found' }, /did not find .* \(HTTP 404\): not found/],
	[404, { status: 404, detail: 'instance not found' }, /has no instance "ins_1"/],
	[404, '404 page not found', /did not find what this call is about \(HTTP 404\)$/],
	[302, {}, /another address \(HTTP 302\)/],
	[200, '<!doctype html><title>Hello</title>', /is not WSAPI: it sent a web page/],
])('%i is told in the provider’s words, with what to do next', async (code, body, said) => {
	answers = [status(code, body)];
	const error = await failure();
	expect(error.message).toMatch(said);
	expect(error.details.nextStep).not.toBe('');
	expect(error.details.status).toBe(code);
});

test('Retry-After is read as seconds or as a date', () => {
	const now = Date.parse('2026-01-01T00:00:00Z');
	expect(parseRetryAfter('5', now)).toBe(5_000);
	expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
	expect(parseRetryAfter('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
	expect(parseRetryAfter('soon', now)).toBeNull();
	expect(parseRetryAfter(undefined, now)).toBeNull();
});

test('a call with the other key names that one when it is refused', async () => {
	answers = [status(401)];
	const error = await failure({ effect: 'read', method: 'GET', path: '/account/instances/ins_1' });
	expect(error.message).toMatch(/refused the credential's Customer API Key/);
	expect(error.details.nextStep).toMatch(/Check the Customer API Key/);
});

test('what a provider says is shown in one line of bounded length, without the key', async () => {
	const echo = `no\u0000 such\nkey: ${KEY}, ${encodeURIComponent(KEY)}, \u202e${Buffer.from(KEY).toString('base64')} ${'x'.repeat(100_000)}`;
	answers = [status(400, { status: 400, detail: echo })];
	const { message } = await failure();
	expect(message).toMatch(/: no such key: \[removed\], \[removed\], \[removed\]/);
	expect(message.length).toBeLessThan(400);
	expect(message).not.toMatch(/[\p{Cc}\u202e]/u);
});

describe('a call that cannot be made says by which field, before anything is sent', () => {
	test.each([
		[{ baseUrl: '' }, /Base URL .* is empty/],
		[{ baseUrl: 'api.wsapi.chat' }, /Base URL .* does not begin with https:/],
		[{ baseUrl: 'localhost:3000' }, /Base URL .* does not begin with https:/],
		[{ baseUrl: 'ftp://api.wsapi.chat' }, /Base URL .* does not begin with https:/],
		[{ baseUrl: 'https://api wsapi chat' }, /Base URL .* is not a valid web address/],
		[{ baseUrl: 'https://api.wsapi.chat?x=1' }, /Base URL .* has a \? or a # in it/],
		[{ apiKey: 'one\ntwo' }, /API Key .* has a line break/],
		[{ apiKey: 'ключ' }, /API Key .* has a character/],
		[{ instanceId: 'ins\u0000' }, /Instance ID .* has a character/],
	])('%j', async (changes, said) => {
		answers = [status(200)];
		const credential = readCredential({ ...fields(), ...changes });
		const wrong = createApi(wsapi, credential, fetchTransport(credential.baseUrl, {}), clock);
		const error = await refusalOf(wrong.call(call));
		expect(error.message).toMatch(said);
		expect(error.details.nextStep).toMatch(/^Nothing was sent/);
		expect(calls).toBe(0);
	});
});
