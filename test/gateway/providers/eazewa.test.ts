import { createApi } from '../../../gateway/calls/api';
import { readCredential } from '../../../gateway/credential';
import type { Api, OutgoingMedia } from '../../../gateway/provider';
import { eazewa } from '../../../gateway/providers/eazewa';
import {
	isRegistered,
	register,
	RegistrationError,
	unregister,
} from '../../../gateway/registration';
import { outgoingFile } from '../../support/outgoing-file';
import { fetchTransport } from '../../support/fetch-transport';
import { instantClock } from '../../support/instant-clock';
import { startSimulatedProvider, type SimulatedEazeWa } from '../../support/providers';
import { incoming } from '../../support/providers/eazewa/payloads';
import { readEvents } from '../../support/read-events';
import { refusalOf, rejectionOf } from '../../support/rejection';

const WEBHOOK = 'https://n8n.example.com/webhook/a/webhook';

const { registration, markRead, showTyping, send } = eazewa;
if (!registration || !markRead || !showTyping || !send.media || !send.location || !send.reaction) {
	throw new Error('not what is tested here');
}
const registering = { ...eazewa, registration };
const { media: sendMedia, location: sendLocation, reaction: sendReaction } = send;

let server: SimulatedEazeWa;

type Options = NonNullable<Parameters<typeof startSimulatedProvider<'eazewa'>>[1]>;

async function start(options: Options = {}, fields: Record<string, string> = {}): Promise<Api> {
	server = await startSimulatedProvider('eazewa', options);
	const credential = readCredential({
		apiKey: server.apiKey,
		baseUrl: server.baseUrl,
		instanceId: server.instance.id,
		...fields,
	});
	const transport = fetchTransport(credential.baseUrl, {
		Authorization: `Bearer ${credential.apiKey}`,
	});
	return createApi(eazewa, credential, transport, instantClock);
}

afterEach(async () => await server?.stop());

const ANA = '15550001111@c.us';
const GROUP = '120363000000000001@g.us';
const message = { chatId: ANA, text: 'Hello', quote: null };
const target = { chatId: ANA, messageId: `false_${ANA}_3EB0`, senderId: ANA, fromMe: false };
const lastBody = () => server.requests.at(-1)?.body;

/** An API that answers every call with this body. */
const answering = (body: unknown, instanceId = '33'): Api => ({
	credential: readCredential({ instanceId }),
	call: async () => ({ status: 200, headers: {}, body }),
});

describe('eazeWA’s envelope', () => {
	test.each([
		['no event', { instanceId: '33', data: {} }],
		['no instance', { event: 'message', data: {} }],
		['an instance that is none', { event: 'message', instanceId: {}, data: {} }],
		['no data', { event: 'message', instanceId: '33' }],
	])('is refused with %s', (_name, body) => {
		expect(eazewa.read(body)).toBeNull();
	});

	test('has its instance as a number or as text', () => {
		expect(readEvents(eazewa, incoming())).toMatchObject([{ instance: '33' }]);
		expect(readEvents(eazewa, { ...incoming(), instanceId: '33' })).toMatchObject([
			{ instance: '33' },
		]);
	});

	test('is kept whole in an event that cannot be read', () => {
		const body = { event: 'message', instanceId: 33, data: null };
		expect(readEvents(eazewa, body)).toMatchObject([{ event: 'other', raw: body }]);
	});
});

describe.each(['nested', 'flat'] as const)('a call with the answer %s', (envelope) => {
	it('sends a text and answers with the serialized id', async () => {
		const api = await start({ envelope });
		const { messageId } = await send.text(api, message);
		expect(messageId).toMatch(/^true_15550001111@c\.us_/);
		expect(server.whatsapp.sent).toMatchObject([
			{ id: messageId, chatId: ANA, kind: 'text', text: 'Hello', quotedId: null },
		]);
		expect(lastBody()).toEqual({ chatId: ANA, message: 'Hello' });
	});

	it('takes an error for what it is when it comes with HTTP 200', async () => {
		const api = await start({ envelope });
		server.unknownMessages.add(target.messageId);
		const error = await refusalOf(send.text(api, { ...message, quote: target }));
		expect(error.details).toMatchObject({ status: 200, kind: 'refused' });
		expect(error.message).toMatch(/Could not get the quoted message\. .*is no known message/);
		expect(error.details.nextStep).toMatch(/connected/);
		expect(server.whatsapp.sent).toHaveLength(0);
	});

	it('marks the chat as read', async () => {
		const api = await start({ envelope });
		await markRead.run(api, { ...target, chatId: '15550001111' });
		expect(server.whatsapp.read).toMatchObject([{ scope: 'chat', chatId: ANA }]);
		expect(markRead.scope).toBe('chat');
	});
});

describe('sending to eazeWA', () => {
	it.each([
		['15550001111', ANA],
		['+1 (555) 000-1111', ANA],
		['15550001111@s.whatsapp.net', ANA],
		['15550001111:12@s.whatsapp.net', ANA],
		[ANA, ANA],
		[GROUP, GROUP],
		['15550009999-1500000000', '15550009999-1500000000@g.us'],
		['100000000000001@lid', '100000000000001@lid'],
		['120363000000000009@newsletter', '120363000000000009@newsletter'],
	])('reaches %s', async (chatId, addressed) => {
		const api = await start();
		await send.text(api, { ...message, chatId });
		expect(server.whatsapp.lost).toEqual([]);
		expect(server.whatsapp.sent).toMatchObject([{ chatId: addressed }]);
	});

	it.each([
		['a serialized id as it is', ANA, target, target.messageId],
		['a bare id', ANA, { ...target, messageId: '3EB0' }, target.messageId],
		[
			'a bare id of an own message in a chat by number',
			'15550001111',
			{ messageId: '3EB0', senderId: null, fromMe: true },
			`true_${ANA}_3EB0`,
		],
		[
			'a bare id in a group, with who wrote it',
			GROUP,
			{ messageId: '3EB0', senderId: '15550002222@s.whatsapp.net', fromMe: false },
			`false_${GROUP}_3EB0_15550002222@c.us`,
		],
		[
			'a bare id in a group, where that is not known',
			GROUP,
			{ messageId: '3EB0', senderId: null, fromMe: false },
			`false_${GROUP}_3EB0`,
		],
	])('quotes %s', async (_name, chatId, quote, quotedId) => {
		const api = await start();
		await send.text(api, { ...message, chatId, quote });
		expect(server.whatsapp.sent).toMatchObject([{ quotedId }]);
		expect(lastBody()).toMatchObject({ replyToMessageId: quotedId });
	});

	const file: OutgoingMedia = {
		chatId: ANA,
		quote: null,
		kind: 'image',
		url: 'https://files.example.com/1.jpg',
		file: null,
		mimeType: null,
		fileName: null,
		caption: null,
	};
	const bytes = { url: null, file: outgoingFile(Buffer.from('AAAA', 'base64')) };

	it.each([
		['image', {}],
		['video', {}],
		['audio', {}],
		['voice', { asVoice: true }],
		['sticker', { asSticker: true }],
		['document', { asDocument: true }],
	] as const)('sends a file by its URL: %s', async (kind, flags) => {
		const api = await start();
		const { messageId } = await sendMedia(api, { ...file, kind });
		expect(messageId).not.toBeNull();
		expect(lastBody()).toEqual({ chatId: ANA, mediaUrl: file.url, ...flags });
	});

	it('sends a file’s bytes with caption, name and quote', async () => {
		const api = await start();
		const quoting = { ...file, ...bytes, fileName: 'a.png', caption: 'Look', quote: target };
		await sendMedia(api, quoting);
		expect(lastBody()).toEqual({
			chatId: ANA,
			mediaBase64: 'AAAA',
			mediaName: 'a.png',
			mediaCaption: 'Look',
			replyToMessageId: target.messageId,
		});
		expect(server.whatsapp.sent).toMatchObject([{ kind: 'image', text: 'Look' }]);
	});

	it.each([
		['image', 'image/png', 'image.png'],
		['image', 'IMAGE/JPEG', 'image.jpg'],
		['voice', 'audio/ogg; codecs=opus', 'voice.ogg'],
		['audio', null, 'audio.mp3'],
		['document', 'application/x-unknown', 'document.bin'],
		['sticker', '', 'sticker.webp'],
	] as const)('names bytes that have no name: %s of type %p', async (kind, mimeType, name) => {
		const api = await start();
		await sendMedia(api, { ...file, ...bytes, kind, mimeType });
		expect(lastBody()).toMatchObject({ mediaName: name });
	});

	it('sends a location', async () => {
		const api = await start();
		const place = { chatId: ANA, quote: null, latitude: 0, longitude: 13.4, address: null };
		const { messageId } = await sendLocation(api, { ...place, name: 'The shop' });
		expect(messageId).toMatch(/^true_/);
		expect(server.whatsapp.sent).toMatchObject([
			{ kind: 'location', location: { latitude: 0, longitude: 13.4, name: 'The shop' } },
		]);
		expect(lastBody()).toMatchObject({ options: { name: 'The shop' } });
		expect(lastBody()).not.toHaveProperty('options.address');
	});

	it('sets a reaction and takes it away', async () => {
		const api = await start();
		const reaction = { ...target, messageId: '3EB0' };
		expect(await sendReaction(api, { ...reaction, emoji: '👍' })).toEqual({ messageId: null });
		await sendReaction(api, { ...reaction, emoji: '' });
		expect(server.whatsapp.reactions).toMatchObject([
			{ messageId: target.messageId, emoji: '👍' },
			{ messageId: target.messageId, emoji: null },
		]);
	});

	it('shows that somebody is typing', async () => {
		const api = await start();
		await showTyping(api, { ...target, chatId: '15550001111@s.whatsapp.net' });
		expect(server.whatsapp.typing).toMatchObject([{ chatId: ANA, state: 'typing' }]);
	});

	it.each([{ data: { seenSend: false } }, { data: { data: { seenSend: false } } }])(
		'does not take a chat for read that was not: %j',
		async (body) => {
			const error = await refusalOf(markRead.run(answering(body), target));
			expect(error.message).toMatch(/did not mark the chat as read/);
		},
	);

	it.each([{}, { data: { seenSend: 'x' } }, null, 'OK'])(
		'takes an answer that says nothing more for a success: %j',
		async (body) => {
			await expect(markRead.run(answering(body), target)).resolves.toBeUndefined();
			expect(await send.text(answering(body), message)).toEqual({ messageId: null });
		},
	);

	it.each([
		[{ data: { id: { fromMe: true, remote: ANA, id: '3EB0' } } }, `true_${ANA}_3EB0`],
		[{ data: { data: { id: { _serialized: 'true_x_1' } } } }, 'true_x_1'],
		[{ data: { _data: { id: 5 }, data: { _data: { id: {} } } } }, null],
	])('finds the id in %j', async (body, messageId) => {
		expect(await send.text(answering(body), message)).toEqual({ messageId });
	});
});

describe('errors in eazeWA’s words', () => {
	it('says that the instance is not connected, however that is told', async () => {
		for (const notReady of ['error200', 'conflict409'] as const) {
			const api = await start({ notReady });
			server.instance.status = 'qr';
			const error = await refusalOf(send.text(api, message));
			expect(error.message).toMatch(/instance not ready/);
			expect(error.details.nextStep).toMatch(/connected to WhatsApp/);
			await server.stop();
		}
	});

	it('says which field is wrong', async () => {
		const api = await start();
		const error = await refusalOf(send.text(api, { ...message, text: '' }));
		expect(error.details.status).toBe(422);
		expect(error.message).toMatch(/: The message field is required\.$/);
	});

	it('says that the token is wrong', async () => {
		const api = await start();
		const transport = fetchTransport(server.baseUrl, { Authorization: 'Bearer x' });
		const wrong = createApi(eazewa, api.credential, transport, instantClock);
		const error = await refusalOf(send.text(wrong, message));
		expect(error.message).toMatch(
			/refused the credential's API Key \(HTTP 401\): Unauthenticated\./,
		);
	});

	it('says that the instance is not known', async () => {
		const api = await start({}, { instanceId: '34' });
		const error = await refusalOf(send.text(api, message));
		expect(error.message).toMatch(/HTTP 404\): Instance not found\./);
	});

	it('waits and tries again when there are too many calls', async () => {
		const api = await start();
		const tooMany = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'Slow' } };
		server.failNext({ ...tooMany, times: 2 });
		await send.text(api, message);
		expect(server.requests.map(({ status }) => status)).toEqual([429, 429, 200]);
	});

	it.each([
		['success', 200, { status: 'success', data: { status: 'success' } }],
		['an empty answer', 204, ''],
		['another status word', 200, { status: 'queued' }],
	])('finds no problem in %s', (_name, status, body) => {
		expect(eazewa.problemIn({ status, headers: {}, body })).toBeNull();
	});

	it.each([
		['an error in capitals', 200, { status: 'ERROR', message: 'No' }, { message: 'No' }],
		['an error inside', 200, { data: { status: 'error', error: 'No' } }, { message: 'No' }],
		[
			'an error inside, told outside',
			200,
			{ data: { status: 'error' }, message: 'No' },
			{ message: 'No' },
		],
		['an error without words', 200, { status: 'error' }, { message: null }],
		['a text for a field', 422, { errors: { a: 'Bad', b: ['Worse'] } }, { message: 'Bad Worse' }],
		['a page', 502, '<html>', { message: null }],
		[
			'wrong types',
			400,
			{ message: 5, errors: [5], data: 'x' },
			{ message: null, nextStep: undefined },
		],
	])('reads %s', (_name, status, body, problem) => {
		const read = eazewa.problemIn({ status, headers: {}, body });
		expect(read).toMatchObject({ code: null, ...problem });
	});
});

describe('registering at eazeWA', () => {
	const wish = {
		webhookUrl: 'http://127.0.0.1:5678/webhook/a/webhook',
		events: ['message.received' as const, 'message.deleted' as const],
		replaceExisting: false,
	};
	const names = ['message', 'message_revoke_everyone', 'message_revoke_me'];

	it('sets, finds and removes the webhook', async () => {
		const api = await start({}, { webhookSecret: 's3cret' });
		expect(await isRegistered(registering, api, wish)).toBe(false);
		await register(registering, api, wish);
		expect(server.registered()).toEqual([
			{ target: { url: `${wish.webhookUrl}?secret=s3cret` }, events: names },
		]);
		expect(await isRegistered(registering, api, wish)).toBe(true);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(true);
		expect(server.registered()).toEqual([]);
		expect(server.instance).toMatchObject({ webhook_url: null, webhook_events: [] });
	});

	it('leaves somebody else’s webhook alone', async () => {
		const api = await start();
		server.instance.webhook_url = 'https://other.example.com/hook?token=t';
		const error = await rejectionOf(isRegistered(registering, api, wish), RegistrationError);
		expect(String(error)).toMatch(/https:\/\/other\.example\.com\/hook$/);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(false);
		expect(server.instance.webhook_url).not.toBeNull();
	});

	it('can ask for every event there is', async () => {
		const api = await start();
		await register(registering, api, { ...wish, events: ['other'] });
		expect(server.instance.webhook_events).toEqual(registration.everything);
	});

	it('asks for nothing that eazeWA does not know', async () => {
		const api = await start();
		for (const events of Object.values(registration.subscriptions)) {
			await registration.write(api, { url: wish.webhookUrl, secret: '', events });
			expect(server.instance.webhook_events).toEqual(events);
		}
	});

	it('says that the token may not set it', async () => {
		const api = await start({ scopes: ['read'] });
		const error = await refusalOf(register(registering, api, wish));
		expect(error.message).toMatch(/HTTP 403\): Invalid ability provided\./);
	});

	it('needs an instance', async () => {
		const api = await start({}, { instanceId: '' });
		await expect(isRegistered(registering, api, wish)).rejects.toThrow(/no Instance ID/);
		expect(server.requests).toHaveLength(0);
	});

	it('asks for the instance’s status where the list does not tell', async () => {
		const url = 'https://other.example.com/hook';
		const list = { instances: [5, { id: 34, webhook_url: url }, { id: 33, name: 'Shop' }] };
		for (const body of [list, { instances: 'x' }, 'what']) {
			const api = await start();
			server.instance.webhook_url = url;
			server.instance.webhook_events = ['message'];
			server.failNext({ route: 'GET /instances', status: 200, body });
			expect(await registration.read(api, WEBHOOK)).toEqual({
				url,
				events: ['message'],
				secret: null,
			});
			expect(server.requests.at(-1)?.path).toBe('/instances/33/client/status');
			await server.stop();
		}
	});

	it.each([
		[
			{ id: 33, webhook_url: null },
			{ url: null, events: null },
		],
		[
			{ id: '33', webhook_url: '', webhook_events: [] },
			{ url: null, events: [] },
		],
		[{ id: 33, webhook_url: 'https://a.example/x', webhook_events: 'x' }, { events: null }],
	])('understands %j', async (instance, found) => {
		expect(await registration.read(answering({ instances: [instance] }), WEBHOOK)).toMatchObject(
			found,
		);
	});

	it('does not take an answer it cannot read for no webhook', async () => {
		const error = await refusalOf(registration.read(answering('<html>'), WEBHOOK));
		expect(error.details.nextStep).toMatch(/Instance ID/);
	});
});
