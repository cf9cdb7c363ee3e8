import { createApi } from '../../../gateway/calls/api';
import { readCredential } from '../../../gateway/credential';
import type { Api } from '../../../gateway/provider';
import { chatbreez } from '../../../gateway/providers/chatbreez';
import { fetchTransport } from '../../support/fetch-transport';
import { instantClock } from '../../support/instant-clock';
import { startSimulatedProvider, type SimulatedChatBreez } from '../../support/providers';
import { publishedUpsert } from '../../support/providers/chatbreez/payloads';
import { readEvents } from '../../support/read-events';
import { refusalOf } from '../../support/rejection';

let server: SimulatedChatBreez;

async function start(instance = 'shop-main'): Promise<Api> {
	server = await startSimulatedProvider('chatbreez', { instance });
	const credential = readCredential({
		apiKey: server.apiKey,
		baseUrl: server.baseUrl,
		instanceId: instance,
	});
	const transport = fetchTransport(credential.baseUrl, { 'X-API-Key': credential.apiKey });
	return createApi(chatbreez, credential, transport, instantClock);
}

afterEach(async () => await server?.stop());

const message = { chatId: '15550001111@s.whatsapp.net', text: 'Hello', quote: null };

describe('what ChatBreez delivers', () => {
	const hello = { conversation: 'Hello' };
	const record = (id: string) => ({ key: { remoteJid: message.chatId, id }, message: hello });
	const events = (body: unknown) => readEvents(chatbreez, body) ?? [];

	test.each(['messages.upsert', 'MESSAGES_UPSERT', 'Messages-Upsert'])(
		'is a message in any spelling of the event: %s',
		(event) => {
			expect(events({ ...publishedUpsert(hello), event })).toMatchObject([
				{ event: 'message.received', instance: 'shop-main', message: { text: 'Hello' } },
			]);
		},
	);

	test.each(['messages.update', 'send.message', 'x.messages.upsert', 'connection.update'])(
		'is `other` under any other name: %s',
		(event) => {
			const [other, again] = [1, 2].flatMap(() => events({ ...publishedUpsert(hello), event }));
			expect(other).toMatchObject({ event: 'other', raw: { event } });
			expect(other?.eventId).toBe(again?.eventId);
		},
	);

	test('can be a list of records, one event each and in their order', () => {
		const data = [record('M1'), 5, record('M2')];
		const read = events({ event: 'messages.upsert', instance: 'shop', data });
		expect(read.map(({ event, message: said }) => [event, said?.id ?? null])).toEqual([
			['message.received', 'M1'],
			['other', null],
			['message.received', 'M2'],
		]);
		expect(read[0]?.raw).toEqual({ event: 'messages.upsert', instance: 'shop', data: data[0] });
		const alone = events({ event: 'messages.upsert', instance: 'shop', data: data[0] });
		expect(read[0]?.eventId).toBe(alone[0]?.eventId);
	});

	test.each([
		['none', []],
		['far too many', Array.from({ length: 1_001 }, () => record('M1'))],
	])('is one unreadable event with %s in the list', (_name, data) => {
		expect(events({ event: 'messages.upsert', instance: 'shop', data })).toMatchObject([
			{ event: 'other' },
		]);
	});

	test('names the account by its number where it is told, else by its instance', () => {
		const own = (envelope: object) =>
			events(publishedUpsert(hello, { key: { fromMe: true }, envelope: { ...envelope } }))[0];
		expect(own({ sender: '15550009999@s.whatsapp.net' })?.sender).toMatchObject({
			id: '15550009999@s.whatsapp.net',
			phone: '15550009999',
			isMe: true,
		});
		expect(own({ sender: 5 })?.sender).toMatchObject({ id: 'shop-main', phone: null, isMe: true });
		expect(own({ sender: 5 })?.eventId).toBe(own({ sender: '1@s.whatsapp.net' })?.eventId);
	});

	test('leaves without the credentials that lie in it', () => {
		const envelope = { apikey: 'K', ApiKey: 'K', destination: 'https://a.example/?secret=S', x: 1 };
		const [event] = events(publishedUpsert(hello, { envelope }));
		expect(event?.raw).toEqual({ ...publishedUpsert(hello), x: 1 });
	});

	test('tells its instance also when that is a number', () => {
		expect(events(publishedUpsert(hello, { envelope: { instance: 5 } }))[0]?.instance).toBe('5');
	});

	test.each([
		['no event', { instance: 'shop', data: {} }],
		['an empty event', { event: '', instance: 'shop', data: {} }],
		['no instance', { event: 'messages.upsert', data: {} }],
		['no data', { event: 'messages.upsert', instance: 'shop' }],
		['a list', [publishedUpsert(hello)]],
	])('is refused with %s', (_name, body) => {
		expect(chatbreez.read(body)).toBeNull();
	});
});

describe('sending to ChatBreez', () => {
	it('sends a text and answers with its id', async () => {
		const api = await start();
		const { messageId } = await chatbreez.send.text(api, message);
		expect(messageId).not.toBeNull();
		expect(server.whatsapp.sent).toMatchObject([
			{ id: messageId, chatId: message.chatId, text: 'Hello', quotedId: null },
		]);
		expect(server.requests).toMatchObject([
			{
				method: 'POST',
				path: '/whatsapp/send-text/shop-main',
				body: { number: '15550001111', text: 'Hello' },
			},
		]);
	});

	it.each([
		['15550001111', '15550001111'],
		['+1 (555) 000-1111', '15550001111'],
		['15550001111:12@s.whatsapp.net', '15550001111'],
		['15550001111@c.us', '15550001111'],
		['100000000000001@lid', '100000000000001@lid'],
		['120363000000000001@g.us', '120363000000000001@g.us'],
		['15550009999-1500000000@g.us', '15550009999-1500000000@g.us'],
	])('addresses %s', async (chatId, number) => {
		const api = await start();
		await chatbreez.send.text(api, { ...message, chatId });
		expect(server.requests[0]?.body).toEqual({ number, text: 'Hello' });
	});

	it('writes an instance’s name into the path whatever it is', async () => {
		const api = await start('my shop/1');
		await chatbreez.send.text(api, message);
		expect(server.requests).toMatchObject([
			{ path: '/whatsapp/send-text/my%20shop%2F1', status: 201 },
		]);
	});

	it('offers nothing that is not published', () => {
		expect(chatbreez.send).toEqual({
			quotes: [],
			longestText: 65_536,
			text: expect.any(Function) as unknown,
		});
		expect(chatbreez.markRead).toBeUndefined();
		expect(chatbreez.showTyping).toBeUndefined();
		expect(chatbreez.registration).toBeUndefined();
		expect(chatbreez.manualSteps.join()).toMatch(/dashboard.*\?secret=/);
	});

	it('knows a message that was taken without an id', async () => {
		const api = await start();
		server.failNext({ status: 201, body: { ok: true } });
		expect(await chatbreez.send.text(api, message)).toEqual({ messageId: null });
	});

	it('says that the key is wrong', async () => {
		const api = await start();
		const transport = fetchTransport(server.baseUrl, { 'X-API-Key': 'another' });
		const wrong = createApi(chatbreez, api.credential, transport, instantClock);
		const error = await refusalOf(chatbreez.send.text(wrong, message));
		expect(error.details).toMatchObject({ status: 401, kind: 'refused' });
		expect(error.message).toMatch(/Unauthorized/);
		expect(server.whatsapp.sent).toHaveLength(0);
	});

	it('says what ChatBreez says of a bad call', async () => {
		const api = await start();
		const error = await refusalOf(chatbreez.send.text(api, { ...message, text: '' }));
		expect(error.details).toMatchObject({ status: 400 });
		expect(error.message).toMatch(/requires property "text"/);
	});

	it('does not send twice when it is not known whether it was sent', async () => {
		const api = await start();
		server.state.connected = false;
		const error = await refusalOf(chatbreez.send.text(api, message));
		expect(error.details).toMatchObject({ status: 500, kind: 'unknown outcome' });
		expect(error.message).toMatch(/Connection Closed/);
		expect(server.requests).toHaveLength(1);
	});
});

test.each([
	['Evolution’s list', { response: { message: ['a', 'b'] }, error: 'Bad Request' }, 'a; b'],
	['Evolution’s text', { response: { message: 'a' } }, 'a'],
	[
		'a number without WhatsApp',
		{ response: { message: [{ exists: false, number: '1555' }, { exists: false }, 5] } },
		'1555 is not on WhatsApp; this number is not on WhatsApp',
	],
	['a message', { message: 'a', error: 'Bad Request' }, 'a'],
	['messages', { message: ['a', ''] }, 'a'],
	['an error alone', { error: 'Bad Request' }, 'Bad Request'],
	['nothing', {}, null],
	['a page', '<html>', null],
	['wrong types', { message: 5, error: {}, response: [] }, null],
])('finds the reason in %s', (_name, body, reason) => {
	expect(chatbreez.problemIn({ status: 400, headers: {}, body })).toEqual({
		code: null,
		message: reason,
	});
	expect(chatbreez.problemIn({ status: 201, headers: {}, body })).toBeNull();
});
