/** WSAPI's stream: the two ways to open it, and the shapes its events come in. */
import { findProvider, providers } from '../../../../gateway/providers';
import { readCredential } from '../../../../gateway/credential';
import type { StreamingProvider } from '../../../../gateway/provider';
import { articleMessage, fixtures, text } from '../../../support/providers/wsapi/payloads';
import { readEvents } from '../../../support/read-events';

const wsapi = findProvider('wsapi') as StreamingProvider;
const { stream } = wsapi;
const read = (body: unknown) => readEvents(wsapi, body);

const credential = (fields: Record<string, string> = {}) =>
	readCredential({
		apiKey: 'sk_1&2 +',
		instanceId: 'ins_AAAA',
		baseUrl: 'https://wsapi.example.com/',
		...fields,
	});

test('is the one provider with a stream', () => {
	expect(providers.filter((provider) => provider.stream).map(({ id }) => id)).toEqual(['wsapi']);
});

test('headers: as the SDKs do, with nothing in the address', () => {
	expect(stream.request(credential(), 'headers')).toEqual({
		url: 'https://wsapi.example.com/events/stream',
		headers: { 'X-Api-Key': 'sk_1&2 +', 'X-Instance-Id': 'ins_AAAA' },
	});
});

test('query: as the guide does, whatever characters the key has', () => {
	const { url, headers } = stream.request(credential(), 'query');
	expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
		token: 'sk_1&2 +',
		instanceId: 'ins_AAAA',
	});
	expect(url).toMatch(/^https:\/\/wsapi\.example\.com\/events\/stream\?/);
	expect(headers).toEqual({});
});

test.each(['', 'wsapi.example.com', 'ftp://wsapi.example.com', 'https://'])(
	'a base URL like "%s" is refused with what to do',
	(baseUrl) => {
		for (const way of ['headers', 'query'] as const) {
			const request = () => stream.request(credential({ baseUrl }), way);
			expect(request).toThrow(/The Base URL in the WSAPI credential (?:is|does not)/);
			expect(request).not.toThrow(/sk_1/);
		}
	},
);

/** Envelopes as the guide has them: an event's data under the event's name. */
const named = fixtures.flatMap(({ name, payload }) => {
	const { event, data } = payload as { event?: string; data?: unknown };
	return event === undefined ? [] : [[name, payload, event, data] as const];
});

test.each(fixtures.map(({ name, payload }) => [name, payload]))(
	'%s: bare or as a message, it is the event the webhook would have brought',
	(_, payload) => {
		const byWebhook = read(payload);
		expect(read(stream.envelope(null, payload))).toEqual(byWebhook);
		expect(read(stream.envelope('message', payload))).toEqual(byWebhook);
	},
);

test.each(named)('%s: its data alone, under its name, is that event as well', (...fixture) => {
	const [, payload, event, data] = fixture;
	expect(read(stream.envelope(event, data))).toEqual(read(payload));
});

test('data without a name that is no envelope is not WSAPI’s', () => {
	for (const data of [null, 7, 'text', [], {}, articleMessage().data, text().eventData]) {
		expect(read(stream.envelope(null, data))).toBeNull();
	}
});

test('a named event of a kind nobody knows is kept as other', () => {
	const reading = read(stream.envelope('server.maintenance', { at: 'midnight' }));
	expect(reading).toMatchObject([{ event: 'other' }]);
});
