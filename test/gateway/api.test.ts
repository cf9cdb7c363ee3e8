import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createApi, parseRetryAfter } from '../../gateway/api';
import type { Clock } from '../../gateway/clock';
import { ProviderError } from '../../gateway/errors';
import { readCredential } from '../../gateway/provider';
import { wsapi } from '../../gateway/providers/wsapi';
import { fetchTransport } from '../support/fetch-transport';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

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

function api() {
	return createApi(wsapi, readCredential({ baseUrl }), fetchTransport(baseUrl, {}), clock);
}

const call = { method: 'POST', path: '/messages/text', body: { to: '1', text: 'Hi' } } as const;

async function failure(): Promise<ProviderError> {
	const error: unknown = await api()
		.call(call)
		.then(
			() => undefined,
			(reason: unknown) => reason,
		);
	if (!(error instanceof ProviderError)) throw new Error(`no ProviderError: ${String(error)}`);
	return error;
}

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

describe('what leaves open whether it was done is never repeated', () => {
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

test('a provider that is not there was not reached: nothing was done', async () => {
	await new Promise((resolve) => server.close(resolve));
	expect((await failure()).details).toMatchObject({ kind: 'unreachable', status: null });
});

test.each([
	[400, { status: 400, detail: 'to is required' }, /to is required/],
	[401, { status: 401, detail: 'unauthorized' }, /credential/],
	[403, { status: 403, detail: 'device not paired' }, /credential/],
	[404, { status: 404, detail: 'not found' }, /does not know/],
	[302, {}, /refused the call \(HTTP 302\)/],
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
