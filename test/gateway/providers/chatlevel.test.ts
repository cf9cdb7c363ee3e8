import { createApi } from '../../../gateway/calls/api';
import { whatsAppEvent, type Message } from '../../../gateway/event';
import { readCredential } from '../../../gateway/credential';
import type { Api, OutgoingMedia } from '../../../gateway/provider';
import { chatlevel } from '../../../gateway/providers/chatlevel';
import { isRegistered, register, unregister } from '../../../gateway/registration';
import { assertSendable } from '../../../gateway/media/rules';
import { MediaError } from '../../../gateway/media/media-error';
import { outgoingFile } from '../../support/outgoing-file';
import { fetchTransport } from '../../support/fetch-transport';
import { instantClock } from '../../support/instant-clock';
import { startSimulatedProvider, type SimulatedChatlevel } from '../../support/providers';
import {
	call,
	connection,
	deleted,
	envelope,
	fixtures,
	received,
	sent,
	updated,
} from '../../support/providers/chatlevel/payloads';
import { onlyEventOf, readEvents } from '../../support/read-events';
import { refusalOf } from '../../support/rejection';
import { wrongInEveryPlace } from '../../support/wrong-in-every-place';

const WEBHOOK = 'https://n8n.example.com/webhook/a/webhook';

const { registration } = chatlevel;
if (!registration) throw new Error('not what is tested here');
const registering = { ...chatlevel, registration };

const onlyEvent = (body: unknown) => onlyEventOf(chatlevel, body);

describe('what Chatlevel delivers', () => {
	it.each([
		['a text', 'hello'],
		['nothing', null],
		['a list', [received()]],
		['no event name', { ...received(), event: undefined }],
		['an event name that is none', { ...received(), event: 5 }],
		['no device', { ...received(), deviceId: undefined }],
		['another product’s envelope', { messages: [] }],
	])('is refused as no envelope of Chatlevel: %s', (_name, body) => {
		expect(chatlevel.read(body)).toBeNull();
	});

	it.each([
		['a message without an id', received({ id: null })],
		['a message from nobody', received({ from: undefined })],
		['an edit without a change', updated({ update: null })],
		['a deletion without an id', deleted({ messageId: {} })],
		['a call of an unknown state', call('ringing' as never)],
		['a pairing without a code', envelope('connection.auth', {})],
		['no data', { ...received(), data: undefined }],
		['an event named like a method', envelope('toString', {})],
		['an event named like a prototype', envelope('__proto__', {})],
	])('becomes "other" when it cannot be read: %s', (_name, body) => {
		const event = onlyEvent(body);
		expect(event).toMatchObject({ event: 'other', instance: '1000001', raw: body });
		expect(onlyEvent(structuredClone(body)).eventId).toBe(event.eventId);
	});

	it('never throws and always keeps the contract, whatever is wrong in whichever place', () => {
		const events = fixtures
			.flatMap(({ payload }) => [...wrongInEveryPlace(payload)])
			.flatMap((body) => readEvents(chatlevel, body) ?? []);
		expect(events.length).toBeGreaterThan(1_000);
		expect(events.filter((event) => !whatsAppEvent.safeParse(event).success)).toEqual([]);
	});
});

describe('who wrote where', () => {
	it('keeps a whole JID as it is', () => {
		expect(
			onlyEvent(received({ from: '15550001111@s.whatsapp.net', phoneNumber: null })),
		).toMatchObject({
			chat: { id: '15550001111@s.whatsapp.net', type: 'individual' },
			sender: { id: '15550001111@s.whatsapp.net', phone: '15550001111' },
		});
	});

	it.each([
		[
			{ phoneNumber: '+15550001111', lid: '100000000000001' },
			{ id: '15550001111', phone: '15550001111', lid: '100000000000001@lid' },
		],
		[
			{ phoneNumber: null, lid: '100000000000001@lid' },
			{ id: '100000000000001@lid', phone: null, lid: '100000000000001@lid' },
		],
		[
			{ phoneNumber: null, lid: null, participant: '15550001111@s.whatsapp.net' },
			{ id: '15550001111@s.whatsapp.net', phone: '15550001111' },
		],
		[{ phoneNumber: null, lid: null }, null],
	])('names the person in a group, never the group: %j', (ids, sender) => {
		const event = onlyEvent(
			received({ from: '120363000000000001@g.us', fromType: 'group', ...ids }),
		);
		expect(event.chat).toEqual({ id: '120363000000000001@g.us', type: 'group' });
		expect(event).toMatchObject({ sender, replyTo: { chatId: '120363000000000001@g.us' } });
	});

	it('recognises a LID whose kind is not told', () => {
		const lid = { from: '100000000000001', lid: '100000000000001', phoneNumber: null };
		expect(onlyEvent(received({ ...lid, fromType: undefined })).chat?.id).toBe(
			'100000000000001@lid',
		);
		expect(onlyEvent(received({ fromType: 5 })).chat?.id).toBe('15550001111');
	});

	it('reads ids that come as numbers', () => {
		expect(
			onlyEvent(received({ id: 7, from: 15550001111, phoneNumber: 15550001111 })),
		).toMatchObject({
			chat: { id: '15550001111' },
			sender: { phone: '15550001111' },
			message: { id: '7' },
		});
	});

	it('marks own messages, and names the account by its device', () => {
		for (const body of [sent(), updated({ fromMe: true }), deleted({ fromMe: true })]) {
			const event = onlyEvent(body);
			expect(event.sender).toEqual({
				id: '1000001',
				phone: null,
				lid: null,
				name: null,
				isMe: true,
			});
			expect(event.replyTo).toMatchObject({ fromMe: true, chatId: event.chat?.id });
		}
	});

	it('takes the time of a call from the call, else from the delivery', () => {
		expect(onlyEvent(call('offer', { date: 1768473060 })).timestamp).toBe(
			'2026-01-15T10:31:00.000Z',
		);
		expect(onlyEvent(call('offer', { date: 'x' })).timestamp).toBe('2026-01-15T10:30:00.000Z');
	});

	it('has a call without mentioned kinds as an audio call of two', () => {
		expect(onlyEvent(call('offer', { isVideo: null, isGroup: 1 })).call).toMatchObject({
			isVideo: false,
			isGroup: false,
		});
	});

	it('tells connection events without a timestamp apart by what they say', () => {
		const qr = (qrCode: string) => {
			const body = { ...envelope('connection.auth', { qrCode }), timestamp: undefined };
			return onlyEvent(body).eventId;
		};
		expect(qr('data:image/png;base64,AAAA')).toBe(qr('data:image/png;base64,AAAA'));
		expect(qr('data:image/png;base64,AAAA')).not.toBe(qr('data:image/png;base64,BBBB'));
		expect(onlyEvent({ ...connection.closed(), data: null }).connection?.state).toBe('closed');
	});
});

describe('content that is not published', () => {
	const messageOf = (type: unknown, content: unknown) =>
		onlyEvent(received({ type, content })).message;
	const medium = { id: null, url: null, mimeType: null, fileName: null, size: null, sha256: null };

	it.each<[string, unknown, Partial<Message>]>([
		['text', 'Hello', { type: 'text', text: 'Hello' }],
		['conversation', { body: 'Hello' }, { type: 'text', text: 'Hello' }],
		['extendedTextMessage', { text: 'Hello' }, { type: 'text', text: 'Hello' }],
		[
			'image',
			{
				caption: 'Look',
				url: 'https://a.example/i.jpg',
				mimetype: 'image/jpeg',
				fileLength: '2048',
			},
			{
				type: 'image',
				text: 'Look',
				media: {
					...medium,
					kind: 'image',
					url: 'https://a.example/i.jpg',
					mimeType: 'image/jpeg',
					size: 2048,
					duration: null,
					width: null,
					height: null,
				},
			},
		],
		[
			'imageMessage',
			{
				imageMessage: {
					mediaUrl: 'https://a.example/i.png',
					mimeType: 'image/png',
					width: 640,
					height: 480,
				},
			},
			{
				type: 'image',
				text: null,
				media: {
					...medium,
					kind: 'image',
					url: 'https://a.example/i.png',
					mimeType: 'image/png',
					duration: null,
					width: 640,
					height: 480,
				},
			},
		],
		[
			'video',
			{ media: { url: 'https://a.example/v.mp4', seconds: 7 } },
			{
				type: 'video',
				media: {
					...medium,
					kind: 'video',
					url: 'https://a.example/v.mp4',
					duration: 7,
					width: null,
					height: null,
				},
			},
		],
		[
			'document',
			{ fileName: 'a.pdf', base64: 'AAAA', mime_type: 'application/pdf' },
			{
				type: 'document',
				media: {
					...medium,
					kind: 'document',
					fileName: 'a.pdf',
					mimeType: 'application/pdf',
					base64: 'AAAA',
					duration: null,
					width: null,
					height: null,
				},
			},
		],
		[
			'location',
			{ latitude: 0, longitude: 13.4, name: 'Shop' },
			{
				type: 'location',
				location: { latitude: 0, longitude: 13.4, name: 'Shop', address: null, url: null },
			},
		],
		[
			'locationMessage',
			{ degreesLatitude: 1, degreesLongitude: 2 },
			{
				type: 'location',
				location: { latitude: 1, longitude: 2, name: null, address: null, url: null },
			},
		],
		[
			'contact',
			{ displayName: 'Jane', vcard: 'BEGIN:VCARD\nTEL:+15550003333\nEND:VCARD' },
			{
				type: 'contacts',
				contacts: [
					{
						name: 'Jane',
						phones: ['+15550003333'],
						vcard: 'BEGIN:VCARD\nTEL:+15550003333\nEND:VCARD',
					},
				],
			},
		],
		[
			'contacts',
			{ contacts: [{ name: 'Jane', phone: '15550003333' }, {}, 5] },
			{
				type: 'contacts',
				contacts: [{ name: 'Jane', phones: ['15550003333'], vcard: null }],
			},
		],
		[
			'contacts',
			{ contacts: [{ name: 'Jane' }] },
			{ type: 'contacts', contacts: [{ name: 'Jane', phones: [], vcard: null }] },
		],
		[
			'poll',
			{ question: 'When?', options: ['Now', { name: 'Later' }, { optionName: 'Never' }, 5] },
			{
				type: 'poll',
				poll: { question: 'When?', options: ['Now', 'Later', 'Never'], selected: [] },
			},
		],
		[
			'pollCreationMessage',
			{ name: 'When?', selected: ['Now'] },
			{
				type: 'poll',
				poll: { question: 'When?', options: [], selected: ['Now'] },
			},
		],
	])('is recognised by its usual names: %s %j', (type, content, expected) => {
		expect(messageOf(type, content)).toMatchObject(expected);
	});

	it.each([
		['audio', {}, 'audio'],
		['audio', { ptt: true }, 'voice'],
		['audio', { voice: true }, 'voice'],
		['ptt', {}, 'voice'],
		['voice', {}, 'voice'],
		['sticker', {}, 'sticker'],
		['gif', {}, 'video'],
		['file', {}, 'document'],
	])('is a medium of its kind: %s %j', (type, content, kind) => {
		expect(messageOf(type, content)).toMatchObject({ type: kind, media: { kind } });
	});

	it.each([
		['hologram', { text: 'Hi' }, 'Hi'],
		['hologram', null, null],
		['', {}, null],
		[5, {}, null],
		['text', {}, null],
		['location', { latitude: 1 }, null],
		['contacts', { contacts: [] }, null],
		['contact', {}, null],
		['reaction', { emoji: '👍' }, null],
		['reaction', { messageId: 'm1' }, null],
		['poll', {}, null],
		['constructor', { constructor: {} }, null],
		['__proto__', {}, null],
	])('stays a received message when it does not fit: %j %j', (type, content, text) => {
		expect(onlyEvent(received({ type, content }))).toMatchObject({
			event: 'message.received',
			message: { id: '3EB0AAAA', type: 'unsupported', text },
		});
	});

	it('is a text where no type is told', () => {
		expect(messageOf(undefined, { text: 'Hi' })).toMatchObject({ type: 'text', text: 'Hi' });
	});

	it('is a reaction, set and taken away, also an own one', () => {
		const reaction = (emoji: string) => ({
			type: 'reaction',
			content: { emoji, key: { id: 'm0' } },
		});
		const [set, removed, own] = [
			received(reaction('👍')),
			received(reaction('')),
			sent(reaction('👍')),
		].map(onlyEvent);
		expect(set).toMatchObject({
			event: 'message.reaction',
			message: { reaction: { emoji: '👍', messageId: 'm0' } },
		});
		expect(removed).toMatchObject({ message: { reaction: { emoji: null, messageId: 'm0' } } });
		expect(own).toMatchObject({ event: 'message.reaction', sender: { isMe: true } });
		expect(new Set([set, removed, own].map((event) => event?.eventId)).size).toBe(3);
	});

	it('reads an edited caption', () => {
		const update = { editedContent: { caption: 'Better' }, messageType: 'image' };
		expect(onlyEvent(updated({ update })).message).toMatchObject({
			type: 'image',
			text: 'Better',
		});
	});
});

let server: SimulatedChatlevel;

async function start(fields: Record<string, string> = {}): Promise<Api> {
	server = await startSimulatedProvider('chatlevel');
	const credential = readCredential({
		apiKey: server.apiKey,
		baseUrl: server.baseUrl,
		instanceId: '1000001',
		...fields,
	});
	const headers = { authorization: `Bearer ${credential.apiKey}` };
	return createApi(
		chatlevel,
		credential,
		fetchTransport(credential.baseUrl, headers),
		instantClock,
	);
}

afterEach(async () => await server?.stop());

describe('sending by Chatlevel', () => {
	const message = { chatId: '15550001111', text: 'Hello', quote: null };
	const image: OutgoingMedia = {
		chatId: '15550001111',
		quote: null,
		kind: 'image',
		url: 'https://example.com/i.png',
		file: null,
		mimeType: null,
		fileName: null,
		caption: 'Look',
	};

	it('sends a text and answers with its id', async () => {
		const { messageId } = await chatlevel.send.text(await start(), message);
		expect(server.whatsapp.sent).toMatchObject([
			{ id: messageId, chatId: '15550001111@s.whatsapp.net', text: 'Hello' },
		]);
	});

	it.each([
		['15550001111', { toNumber: '15550001111' }],
		['+1 555 000-1111', { toNumber: '15550001111' }],
		['15550001111@s.whatsapp.net', { toNumber: '15550001111' }],
		['15550001111:3@s.whatsapp.net', { toNumber: '15550001111' }],
		['15550001111@c.us', { toNumber: '15550001111' }],
		['100000000000001@lid', { to: '100000000000001@lid' }],
		['120363000000000001@g.us', { to: '120363000000000001@g.us' }],
		['6834002@s.whatsapp.net', { to: '6834002@s.whatsapp.net' }],
	])('addresses %s by exactly one of the two fields', async (chatId, addressed) => {
		const api = await start();
		await chatlevel.send.text(api, { ...message, chatId });
		expect(server.requests.at(-1)?.body).toEqual({ ...addressed, message: 'Hello' });
	});

	it('answers where the event came from, whatever the kind of its id', async () => {
		const api = await start();
		const lid = { from: '100000000000001', fromType: 'lid', phoneNumber: null };
		for (const body of [received(), received(lid)]) {
			const { replyTo } = onlyEvent(body);
			await chatlevel.send.text(api, { ...message, chatId: replyTo!.chatId });
		}
		expect(server.whatsapp.sent.map(({ chatId }) => chatId)).toEqual([
			'15550001111@s.whatsapp.net',
			'100000000000001@lid',
		]);
	});

	it('sends an image by URL or as bytes', async () => {
		const api = await start();
		await chatlevel.send.media!(api, image);
		const png = Buffer.from('89504e470d0a1a0a', 'hex');
		await chatlevel.send.media!(api, {
			...image,
			url: null,
			file: outgoingFile(png),
			mimeType: 'image/png',
			caption: null,
		});
		expect(server.requests.map(({ body }) => body)).toEqual([
			{ toNumber: '15550001111', mediaUrl: 'https://example.com/i.png', mediaCaption: 'Look' },
			{ toNumber: '15550001111', mediaBase64: png.toString('base64') },
		]);
		expect(server.whatsapp.sent).toHaveLength(2);
	});

	const MB = 1024 * 1024;
	const ofSize = (size: number) => ({
		url: null,
		file: { ...outgoingFile(Buffer.alloc(0)), size },
	});

	it.each<[string, Partial<OutgoingMedia>, string]>([
		['a video', { kind: 'video' }, 'Chatlevel cannot send videos, only images'],
		['a document', { kind: 'document' }, 'Chatlevel cannot send documents, only images'],
		['a voice message', { kind: 'voice' }, 'Chatlevel cannot send voice messages, only images'],
		['a sticker', { kind: 'sticker' }, 'Chatlevel cannot send stickers, only images'],
		[
			'an image of another format',
			{ mimeType: 'image/tiff' },
			'Chatlevel takes images as image/png, image/jpeg, image/gif and image/webp, and this file is image/tiff',
		],
		[
			'an image over 10 MB',
			ofSize(10 * MB + 1),
			'Chatlevel takes images of at most 10 MB, and this one has 10.1 MB',
		],
	])('does not take %s, and says what to do instead', (_name, change, message) => {
		const check = () => assertSendable(chatlevel, { ...image, ...change });
		expect(check).toThrow(new MediaError(message, ''));
		expect(check).toThrow(expect.objectContaining({ nextStep: expect.stringMatching(/link/) }));
	});

	it('takes an image of exactly 10 MB, and sends it whole', async () => {
		const api = await start();
		const bytes = Buffer.alloc(10 * MB);
		bytes.write('89504e47', 'hex');
		const media = { ...image, url: null, file: outgoingFile(bytes, 64_000) };
		assertSendable(chatlevel, media);
		await chatlevel.send.media!(api, media);
		expect(server.whatsapp.sent).toMatchObject([{ media: { base64: bytes.toString('base64') } }]);
	});

	it('has nothing for what Chatlevel cannot do', () => {
		expect(chatlevel.send).toEqual({
			quotes: [],
			longestText: 65_536,
			text: expect.anything(),
			media: expect.anything(),
			mediaRules: { image: expect.anything() },
		});
		expect(chatlevel.media).toBeUndefined();
		expect(chatlevel.markRead).toBeUndefined();
		expect(chatlevel.showTyping).toBeUndefined();
	});

	it('reads the error of a wrong key, which has a shape of its own', async () => {
		const error = await refusalOf(
			chatlevel.send.text(await start({ apiKey: 'sk_wrong' }), message),
		);
		expect(error.details).toMatchObject({ status: 401, code: 401 });
		expect(error.message).toMatch(/authorization|Unauthorized|token/i);
		expect(error.details.nextStep).toMatch(/API Key/);
	});

	it('reads all other errors', async () => {
		const api = await start();
		server.device.status = 'timeout';
		const gone = await refusalOf(chatlevel.send.text(api, message));
		expect(gone.details).toMatchObject({ status: 404, code: 404 });
		expect(gone.message).toMatch(/Device 1000001 is not connected/);
		server.device.status = 'qr';
		const unpaired = await refusalOf(chatlevel.send.text(api, message));
		expect(unpaired.details.status).toBe(422);
		expect(unpaired.details.nextStep).toMatch(/Scan the QR code/);
	});

	it.each([
		[408, /may have been sent/],
		[413, /10 MB/],
	])('says what to do after %d', (status, step) => {
		const problem = chatlevel.problemIn({
			status,
			headers: {},
			body: { status: { code: status, message: 'No' } },
		});
		expect(problem).toEqual({ code: status, message: 'No', nextStep: expect.stringMatching(step) });
	});

	it.each([
		[400, '<html>', { code: null, message: null }],
		[500, { status: 'error' }, { code: null, message: null }],
		[500, { status: { code: 'x', message: 'No' } }, { code: null, message: 'No' }],
		[200, { status: 'error', error: { code: 401, message: 'No' } }, { code: 401, message: 'No' }],
	])('takes %d %j for a problem', (status, body, problem) => {
		expect(chatlevel.problemIn({ status, headers: {}, body })).toMatchObject(problem);
	});

	it.each([
		[200, { status: 'success', messageId: '1' }],
		[200, { status: { code: 200, message: 'Success' } }],
		[204, null],
	])('takes %d %j for a success', (status, body) => {
		expect(chatlevel.problemIn({ status, headers: {}, body })).toBeNull();
	});

	it('knows a message that was taken without an id', async () => {
		const api = await start();
		server.failNext({ status: 200, body: { status: 'success' } });
		expect(await chatlevel.send.text(api, message)).toEqual({ messageId: null });
	});
});

describe('registering at Chatlevel', () => {
	const wish = {
		webhookUrl: 'http://127.0.0.1:5678/webhook/a/webhook',
		events: ['message.received' as const, 'message.edited' as const],
		replaceExisting: false,
	};

	it('sets, finds and removes the webhook, with the secret in the URL', async () => {
		const api = await start({ webhookSecret: 's3cret' });
		expect(await isRegistered(registering, api, wish)).toBe(false);
		await register(registering, api, wish);
		expect(server.device).toMatchObject({
			webhookUrl: `${wish.webhookUrl}?secret=s3cret`,
			webhookEvents: ['message.received', 'message.updated'],
		});
		expect(await isRegistered(registering, api, wish)).toBe(true);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(true);
		expect(server.device.webhookUrl).toBeNull();
	});

	it('subscribes to all ten events for "other" and for what has none', async () => {
		const api = await start();
		await register(registering, api, { ...wish, events: ['other'] });
		expect(server.device.webhookEvents).toHaveLength(10);
		server.device.webhookEvents = [];
		await register(registering, api, { ...wish, events: ['message.status'] });
		expect(server.device.webhookEvents).toHaveLength(10);
	});

	it('does not replace somebody else’s webhook', async () => {
		const api = await start();
		server.device.webhookUrl = 'https://other.example/hook?key=1';
		await expect(isRegistered(registering, api, wish)).rejects.toThrow(
			'https://other.example/hook',
		);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(false);
		expect(server.device.webhookUrl).toBe('https://other.example/hook?key=1');
	});

	it('needs to know the device', async () => {
		const api = await start({ instanceId: '' });
		await expect(isRegistered(registering, api, wish)).rejects.toThrow(/Device ID/);
		expect(server.requests).toHaveLength(0);
	});

	it('does not take an answer it cannot read for no webhook', async () => {
		const api = await start();
		server.failNext({ status: 200, body: { page: true } });
		expect((await refusalOf(registration.read(api, WEBHOOK))).details.nextStep).toMatch(/Base URL/);
	});

	it('does not mind a list of events it cannot read', async () => {
		const api = await start();
		server.failNext({ status: 200, body: { device: { webhookUrl: '', webhookEvents: 'all' } } });
		expect(await registration.read(api, WEBHOOK)).toEqual({
			url: null,
			events: null,
			secret: null,
		});
	});
});
