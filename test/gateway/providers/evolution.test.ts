import { createApi } from '../../../gateway/calls/api';
import { checkCredential } from '../../../gateway/calls/check';
import type { Clock } from '../../../gateway/clock';
import { readCredential } from '../../../gateway/credential';
import { takeDelivery } from '../../../gateway/intake';
import { createDownloads } from '../../../gateway/media/downloads';
import type { Api, OutgoingMedia, ProviderCall } from '../../../gateway/provider';
import { evolution } from '../../../gateway/providers/evolution';
import {
	isRegistered,
	readReplaceable,
	register,
	RegistrationError,
	restore,
	unregister,
} from '../../../gateway/registration';
import type { Delivery } from '../../../gateway/verification/verification';
import { fetchTransport } from '../../support/fetch-transport';
import { instantClock } from '../../support/instant-clock';
import { outgoingFile } from '../../support/outgoing-file';
import { startSimulatedProvider, type SimulatedEvolution } from '../../support/providers';
import { bearerOf } from '../../support/providers/evolution/delivery';
import {
	ANA_JID,
	envelope,
	EVOLUTION_KEY,
	record,
	upsert,
} from '../../support/providers/evolution/payloads';
import { readEvents } from '../../support/read-events';
import { recordingApi } from '../../support/recording-api';
import { refusalOf, rejectionOf } from '../../support/rejection';

const { check, registration, markRead, showTyping, send, media } = evolution;
if (!check || !registration || !markRead || !showTyping || !media) throw new Error('not whole');
if (!send.media || !send.location || !send.reaction) throw new Error('not whole');
const registering = { ...evolution, registration };
const checkable = { ...evolution, check };
const { media: sendMedia, location: sendLocation, reaction: sendReaction } = send;

let server: SimulatedEvolution;
let slept: number;

type Options = NonNullable<Parameters<typeof startSimulatedProvider<'evolution'>>[1]>;

/** Waits are counted, not waited. */
const countingClock: Clock = { now: () => 0, sleep: async () => void slept++ };

async function start(options: Options = {}, fields: Record<string, string> = {}): Promise<Api> {
	slept = 0;
	server = await startSimulatedProvider('evolution', options);
	const { apiKey, baseUrl, instance: instanceId } = server;
	const credential = readCredential({ apiKey, baseUrl, instanceId, ...fields });
	const transport = fetchTransport(credential.baseUrl, { apikey: credential.apiKey });
	return createApi(evolution, credential, transport, countingClock);
}

afterEach(async () => await server?.stop());

const ANA_LID = '100000000000001@lid';
const GROUP = '120363000000000001@g.us';
const message = { chatId: ANA_JID, text: 'Hello', quote: null };
const target = { chatId: ANA_JID, messageId: '3EB0', senderId: ANA_JID, fromMe: false };
const lastBody = () => server.requests.at(-1)?.body;

describe('whoever delivers to Evolution’s webhook', () => {
	const SECRET = 'the secret & more';
	const credential = readCredential({ webhookSecret: SECRET, instanceId: 'shop' });
	const seconds = Math.floor(Date.now() / 1_000);

	async function answerTo(
		proof: Partial<Delivery>,
		body: unknown = upsert({ conversation: 'Hi' }),
	) {
		const delivery: Delivery = {
			rawBody: Buffer.from(JSON.stringify(body)),
			query: proof.query ?? {},
			headers: { 'content-type': 'application/json', ...proof.headers },
		};
		const outcome = await takeDelivery(delivery, evolution, credential, {
			events: new Set(['message.received']),
			chatTypes: new Set(['individual']),
			includeRaw: true,
			dedupe: null,
		});
		return outcome.kind === 'refused' ? outcome.status : outcome.kind;
	}
	const header = { 'x-webhook-secret': SECRET };
	const bearer = (made?: Parameters<typeof bearerOf>[1], key = SECRET) => ({
		headers: { authorization: bearerOf(key, made) },
	});

	test.each<[string, Partial<Delivery>]>([
		['the secret in the header', { headers: header }],
		['the secret in the URL', { query: { secret: SECRET } }],
		['a token signed with the secret', bearer()],
		[
			'the secret in the URL beside a header of a proxy',
			{ query: { secret: SECRET }, headers: { authorization: 'Basic cHJveHk=' } },
		],
		['a token beside a secret that is wrong', { ...bearer(), query: { secret: 'wrong' } }],
	])('is let in by %s', async (_name, proof) => {
		expect(await answerTo(proof)).toBe('accepted');
	});

	test.each<[string, Partial<Delivery>]>([
		['nothing', {}],
		['a wrong secret in the header', { headers: { 'x-webhook-secret': `${SECRET}x` } }],
		['the header twice, joined', { headers: { 'x-webhook-secret': `${SECRET}, ${SECRET}` } }],
		['the header twice, as a list', { headers: { 'x-webhook-secret': [SECRET, SECRET] } }],
		['the secret in the URL twice', { query: { secret: [SECRET, SECRET] } }],
		['the secret as a token', { headers: { authorization: `Bearer ${SECRET}` } }],
		['the secret under the name of the key', { headers: { jwt_key: SECRET, apikey: SECRET } }],
		['a token signed with another secret', bearer({}, 'another')],
		['a token of algorithm none', bearer({ alg: 'none' })],
		['a token of another algorithm', bearer({ alg: 'HS384' })],
		['a token that has expired', bearer({ claims: { exp: seconds - 1 } })],
		['a token without exp', bearer({ claims: { exp: undefined } })],
		['a token whose exp is text', bearer({ claims: { exp: String(seconds + 600) } })],
		['a huge token', bearer({ claims: { more: 'x'.repeat(1_000_000) } })],
		['a token twice', { headers: { authorization: `${bearerOf(SECRET)}, ${bearerOf(SECRET)}` } }],
	])('is kept out with %s', async (_name, proof) => {
		expect(await answerTo(proof)).toBe(401);
	});

	test('is told when the event is of another instance', async () => {
		const body = upsert({ conversation: 'Hi' }, { envelope: { instance: 'another' } });
		expect(await answerTo({ headers: header }, body)).toBe(403);
	});

	test('gets a token that lasts ten minutes, where the webhook asks for one', async () => {
		await start();
		server.webhook.row = {
			url: 'http://127.0.0.1:1/webhook',
			headers: { jwt_key: SECRET },
			enabled: true,
			events: ['MESSAGES_UPSERT'],
			webhookByEvents: false,
			webhookBase64: false,
		};
		const [webhook] = server.registered();
		const { Authorization: authorization = '', ...others } = webhook?.target.headers ?? {};
		expect(others).toEqual({});
		expect(await answerTo({ headers: { authorization } })).toBe('accepted');
	});
});

describe('what Evolution delivers', () => {
	const events = (body: unknown) => readEvents(evolution, body) ?? [];
	const hello = { conversation: 'Hello' };

	test.each([
		['no event', { instance: 'shop', data: {} }],
		['an empty event', { event: '', instance: 'shop', data: {} }],
		['no instance', { event: 'messages.upsert', data: {} }],
		['an instance that is none', { event: 'messages.upsert', instance: {}, data: {} }],
		['no data', { event: 'messages.upsert', instance: 'shop' }],
		['an error report of the server', { event: 'error', data: {}, api_key: 'K' }],
		['a list', [upsert(hello)]],
	])('is refused with %s', (_name, body) => {
		expect(evolution.read(body)).toBeNull();
	});

	test.each(['messages.upsert', 'MESSAGES_UPSERT', 'messages-upsert'])(
		'is known in any spelling of the event: %s',
		(event) => {
			expect(events({ ...upsert(hello), event })).toMatchObject([{ event: 'message.received' }]);
		},
	);

	test('never lets out the key of the instance, wherever the server repeats it', () => {
		const strewn = {
			apikey: EVOLUTION_KEY,
			instanceData: { token: EVOLUTION_KEY, apikey: EVOLUTION_KEY },
			links: [`https://evolution.example.com/?apikey=${EVOLUTION_KEY}`],
			[`key-${EVOLUTION_KEY}`]: 1,
		};
		for (const body of [
			upsert(hello, { envelope: strewn }),
			envelope('something.new', strewn, strewn),
			envelope('chats.update', [strewn], strewn),
		]) {
			expect(JSON.stringify(events(body))).not.toContain(EVOLUTION_KEY);
		}
	});

	test('never lets out the address of the webhook, which may have the secret in it', () => {
		const [event] = events(upsert(hello));
		expect(JSON.stringify(event)).not.toContain('destination');
		expect(event?.raw).toMatchObject({
			event: 'messages.upsert',
			date_time: expect.any(String) as string,
		});
	});

	test('tells no time by `date_time`, whose "Z" is not true', () => {
		const untimed = record(hello, { data: { messageTimestamp: undefined } });
		expect(events(envelope('messages.upsert', untimed))).toMatchObject([{ timestamp: null }]);
		expect(events(envelope('logout.instance', null))).toMatchObject([{ timestamp: null }]);
	});

	test('names the account by its number where it is told, else by its instance', () => {
		const own = (sender: unknown) =>
			events(upsert(hello, { key: { fromMe: true }, envelope: { sender } }))[0]?.sender;
		expect(own(undefined)).toMatchObject({ id: 'shop', phone: null, isMe: true });
		expect(own(5)).toMatchObject({ id: 'shop', isMe: true });
		expect(own('15550009999:3@s.whatsapp.net')).toMatchObject({ phone: '15550009999' });
	});

	test.each(['messages.update', 'messages.edited', 'messages.delete', 'presence.update', 'call'])(
		'is `other` where %s cannot be read, and never lost',
		(event) => {
			for (const data of [null, 5, 'x', [], {}, [5], { key: 5 }]) {
				const read = events(envelope(event, data));
				expect(read).toMatchObject([{ event: 'other', raw: { event } }]);
			}
		},
	);

	test('of 20,000 people typing at once is more than one delivery may hold', async () => {
		const presences = Object.fromEntries(
			Array.from({ length: 20_000 }, (_, index) => [
				`${index}@lid`,
				{ lastKnownPresence: 'composing' },
			]),
		);
		const body = envelope('presence.update', { id: GROUP, presences });
		const delivery: Delivery = {
			rawBody: Buffer.from(JSON.stringify(body)),
			headers: { 'content-type': 'application/json' },
			query: {},
		};
		const settings = {
			events: new Set(['presence.updated' as const]),
			chatTypes: new Set(['group' as const]),
			includeRaw: false,
			dedupe: null,
		};
		const outcome = await takeDelivery(delivery, evolution, readCredential({}), settings);
		expect(outcome).toMatchObject({ kind: 'refused', status: 400 });
	});
});

describe('sending to Evolution', () => {
	it('sends a text and answers with its id', async () => {
		const api = await start();
		const { messageId } = await send.text(api, message);
		expect(messageId).toMatch(/^3EB0/);
		expect(server.whatsapp.sent).toMatchObject([
			{ id: messageId, chatId: ANA_JID, kind: 'text', text: 'Hello', quotedId: null },
		]);
		expect(server.requests).toMatchObject([
			{ method: 'POST', path: '/message/sendText/shop', headers: { apikey: server.apiKey } },
		]);
		expect(lastBody()).toEqual({ number: ANA_JID, text: 'Hello' });
	});

	it('takes the server’s own key as well', async () => {
		const api = await start({ globalKey: 'the-global-key' }, { apiKey: 'the-global-key' });
		await send.text(api, message);
		expect(server.whatsapp.sent).toHaveLength(1);
	});

	it.each([
		// Digits are left to the server, which knows the spellings of Brazil, Mexico and Argentina.
		['15550001111', '15550001111', ANA_JID],
		['+1 (555) 000-1111', '15550001111', ANA_JID],
		[ANA_JID, ANA_JID, ANA_JID],
		['15550001111:12@s.whatsapp.net', ANA_JID, ANA_JID],
		['15550001111@c.us', ANA_JID, ANA_JID],
		['15550001111@hosted', ANA_JID, ANA_JID],
		[GROUP, GROUP, GROUP],
		['15550009999-1500000000@g.us', '15550009999-1500000000@g.us', '15550009999-1500000000@g.us'],
	])('addresses %s', async (chatId, number, reached) => {
		const api = await start();
		await send.text(api, { ...message, chatId });
		expect(lastBody()).toEqual({ number, text: 'Hello' });
		expect(server.whatsapp.sent).toMatchObject([{ chatId: reached }]);
	});

	it('writes an instance’s name into the path whatever it is', async () => {
		const api = await start({ instance: 'my shop/1' });
		await send.text(api, message);
		expect(server.requests).toMatchObject([
			{ path: '/message/sendText/my%20shop%2F1', status: 201 },
		]);
	});

	it('quotes a text by its words, which the server need not have stored', async () => {
		const api = await start();
		server.unknownMessages.add('3EB0');
		await send.text(api, { ...message, quote: { ...target, text: 'Which size?' } });
		expect(server.whatsapp.sent).toMatchObject([{ quotedId: '3EB0' }]);
		expect(lastBody()).toMatchObject({
			quoted: {
				key: { id: '3EB0', remoteJid: ANA_JID, fromMe: false },
				message: { conversation: 'Which size?' },
			},
		});
	});

	it('leaves any other message to what the server has stored', async () => {
		const api = await start();
		await send.text(api, { ...message, quote: { ...target, text: null } });
		expect(server.whatsapp.sent).toMatchObject([{ quotedId: '3EB0', quotedSenderId: null }]);
		expect(lastBody()).not.toHaveProperty('quoted.message');
	});

	it.each([
		['of somebody', { ...target, chatId: GROUP }, { participant: ANA_JID }],
		['of somebody known by a LID', { ...target, senderId: ANA_LID }, { participant: ANA_LID }],
		['of the account', { ...target, fromMe: true }, { fromMe: true }],
		['of nobody that is named', { ...target, senderId: null }, {}],
	])('names who wrote a quoted message in a group: %s', async (_name, quote, named) => {
		const api = await start();
		await send.text(api, { ...message, chatId: GROUP, quote });
		const key = { id: '3EB0', remoteJid: GROUP, fromMe: false, ...named };
		expect(lastBody()).toMatchObject({ quoted: { key } });
		expect((lastBody() as { quoted: { key: object } }).quoted.key).toEqual(key);
	});

	const file: OutgoingMedia = {
		chatId: ANA_JID,
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
		['image', 'sendMedia', { mediatype: 'image', media: file.url }],
		['video', 'sendMedia', { mediatype: 'video', media: file.url }],
		['audio', 'sendMedia', { mediatype: 'audio', media: file.url }],
		['document', 'sendMedia', { mediatype: 'document', media: file.url }],
		['voice', 'sendWhatsAppAudio', { audio: file.url }],
		['sticker', 'sendSticker', { sticker: file.url }],
	] as const)('sends a file by its URL: %s', async (kind, call, body) => {
		const api = await start();
		const { messageId } = await sendMedia(api, { ...file, kind });
		expect(messageId).not.toBeNull();
		expect(server.requests).toMatchObject([{ path: `/message/${call}/shop`, status: 201 }]);
		expect(lastBody()).toEqual({ number: ANA_JID, ...body });
		expect(server.whatsapp.sent).toMatchObject([{ kind, media: { url: file.url } }]);
	});

	it('sends a file’s bytes with caption, name, type and quote', async () => {
		const api = await start();
		await sendMedia(api, {
			...file,
			...bytes,
			mimeType: 'image/png',
			fileName: 'a.png',
			caption: 'Look',
			quote: target,
		});
		expect(lastBody()).toMatchObject({
			media: 'AAAA',
			mimetype: 'image/png',
			fileName: 'a.png',
			caption: 'Look',
		});
		expect(server.whatsapp.sent).toMatchObject([
			{ kind: 'image', text: 'Look', quotedId: '3EB0', media: { base64: 'AAAA' } },
		]);
	});

	it.each([
		['document', null, 'document.bin'],
		['document', 'application/pdf', 'document.pdf'],
		['image', 'image/png', 'image.png'],
	] as const)('names bytes that have no name: %s of type %p', async (kind, mimeType, fileName) => {
		const api = await start();
		await sendMedia(api, { ...file, ...bytes, kind, mimeType });
		expect(lastBody()).toMatchObject({ fileName });
	});

	it('says that a voice message went without its quote, which 2.3.7 leaves out', async () => {
		const voice = { ...file, kind: 'voice' as const, quote: target };
		expect(await sendMedia(await start(), voice)).toMatchObject({ quoted: false });
		await server.stop();
		const newer = await start({ version: '2.4.0' });
		expect(await sendMedia(newer, voice)).not.toHaveProperty('quoted');
		expect(server.whatsapp.sent).toMatchObject([{ quotedId: '3EB0' }]);
	});

	it('sends a location, whose name and address have to be there', async () => {
		const api = await start();
		const place = { chatId: ANA_JID, quote: target, latitude: 0, longitude: 13.4 };
		await sendLocation(api, { ...place, name: null, address: null });
		expect(lastBody()).toMatchObject({ latitude: 0, longitude: 13.4, name: '', address: '' });
		await sendLocation(api, { ...place, name: 'The shop', address: 'Main St 1' });
		expect(server.whatsapp.sent).toMatchObject([
			{ quotedId: '3EB0', location: { name: null } },
			{ location: { latitude: 0, longitude: 13.4, name: 'The shop', address: 'Main St 1' } },
		]);
	});

	it('sets a reaction and takes it away, by the JID of the chat', async () => {
		const api = await start();
		const reaction = { ...target, chatId: '15550001111' };
		expect(await sendReaction(api, { ...reaction, emoji: '👍' })).toMatchObject({
			messageId: expect.stringMatching(/^3EB0/) as string,
		});
		await sendReaction(api, { ...target, chatId: GROUP, emoji: '' });
		expect(server.whatsapp.reactions).toEqual([
			{ chatId: ANA_JID, messageId: '3EB0', emoji: '👍', senderId: null },
			{ chatId: GROUP, messageId: '3EB0', emoji: null, senderId: ANA_JID },
		]);
	});

	it('shows typing for as long as it is said, which is not at all without a time', async () => {
		const api = await start();
		await showTyping(api, target);
		expect(server.whatsapp.typing).toMatchObject([{ chatId: ANA_JID, state: 'typing' }]);
		expect(lastBody()).toEqual({ number: ANA_JID, presence: 'composing', delay: 3_000 });
	});

	it.each([{}, { key: {} }, { key: 'x' }, null, 'OK'])(
		'knows a message that was taken without an id: %j',
		async (body) => {
			const { api } = recordingApi(() => body, { instanceId: 'shop' });
			expect(await send.text(api, message)).toEqual({ messageId: null });
			const voice = { ...file, kind: 'voice' as const, quote: target };
			expect(await sendMedia(api, voice)).toEqual({ messageId: null });
		},
	);
});

describe.each(['2.3.7', '2.4.0'] as const)('marking as read, version %s', (version) => {
	it.each([
		[ANA_JID, null, ANA_JID],
		['15550001111', null, ANA_JID],
		['15550001111:3@s.whatsapp.net', null, ANA_JID],
		[GROUP, ANA_LID, GROUP],
		// The chat is known by a LID, and the person by the phone number.
		[ANA_LID, ANA_JID, ANA_JID],
	])('reaches the message in %s, by %s', async (chatId, senderId, remoteJid) => {
		const api = await start({ version });
		await markRead.run(api, { ...target, chatId, senderId });
		expect(server.whatsapp.read).toMatchObject([
			{ scope: 'message', chatId: remoteJid, messageId: '3EB0', receipt: 'read' },
		]);
		expect(lastBody()).toEqual({ readMessages: [{ remoteJid, fromMe: false, id: '3EB0' }] });
	});

	it.each([
		[ANA_LID, ANA_LID, /LID.*Another Chat or Phone Number/],
		[ANA_LID, null, /LID/],
		['status@broadcast', ANA_JID, /people and groups only/],
		['120363000000000009@newsletter', null, /people and groups only/],
	])(
		'is refused for %s of %s, where it would be a success that did nothing',
		async (chatId, senderId, step) => {
			const api = await start({ version });
			const error = await refusalOf(markRead.run(api, { ...target, chatId, senderId }));
			expect(error.message).toContain(chatId);
			expect(error.details.nextStep).toMatch(step);
			expect(server.requests).toEqual([]);
		},
	);

	it('is by the phone number for a chat that came by LID with the number beside it', async () => {
		const api = await start({ version });
		const key = { remoteJid: ANA_LID, remoteJidAlt: ANA_JID };
		const [event] = readEvents(evolution, upsert({ conversation: 'Hi' }, { key })) ?? [];
		await markRead.run(api, { ...target, ...event?.replyTo });
		expect(server.whatsapp.read).toMatchObject([{ chatId: ANA_JID }]);
	});
});

describe('the file of a message', () => {
	const download = async (answer: { status: number; body: unknown }) => {
		const asked: object[] = [];
		const downloads = createDownloads({
			provider: evolution,
			credential: readCredential({
				apiKey: 'k',
				baseUrl: 'https://e.example.com',
				instanceId: 'shop',
			}),
			clock: instantClock,
			rules: { isAllowed: () => false, resolve: async () => ['93.184.216.34'] },
			transport: async ({ url, method, body, withKey }) => {
				asked.push({ url: url.href, method, body, withKey });
				const text = Buffer.from(JSON.stringify(answer.body));
				const bytes = (async function* () {
					yield text;
				})();
				return { status: answer.status, headers: {}, body: bytes, discard: () => undefined };
			},
		});
		const file = await media.open(downloads, '3EB0');
		const chunks: Uint8Array[] = [];
		for await (const chunk of file.bytes) chunks.push(chunk);
		return { asked, ...file, text: Buffer.concat(chunks).toString() };
	};

	it('is asked for by the message’s id, and comes as base64', async () => {
		const long = 'hello '.repeat(30_000);
		const base64 = Buffer.from(long).toString('base64');
		const body = {
			mediaType: 'audioMessage',
			fileName: 'a.oga',
			mimetype: 'audio/ogg',
			base64,
			buffer: null,
		};
		const { asked, text, mimeType, fileName } = await download({ status: 201, body });
		expect({ text, mimeType, fileName }).toEqual({
			text: long,
			mimeType: 'audio/ogg',
			fileName: 'a.oga',
		});
		expect(asked).toEqual([
			{
				url: 'https://e.example.com/chat/getBase64FromMediaMessage/shop',
				method: 'POST',
				body: { message: { key: { id: '3EB0' } } },
				withKey: true,
			},
		]);
	});

	it.each([null, {}, { base64: '' }, { base64: null }, 'x'])('is missed in %j', async (body) => {
		await expect(download({ status: 201, body })).rejects.toThrow(/answered without a file/);
	});

	it('says what the server has to store for it', async () => {
		const body = {
			status: 400,
			error: 'Bad Request',
			response: { message: ['Message not found'] },
		};
		const error = await refusalOf(download({ status: 400, body }));
		expect(error.details.nextStep).toMatch(/DATABASE_SAVE_DATA_NEW_MESSAGE/);
	});
});

describe('the test of the credential', () => {
	it('passes for an instance that is connected, without changing anything', async () => {
		const api = await start();
		await expect(checkCredential(checkable, api)).resolves.toBeUndefined();
		expect(server.requests).toMatchObject([
			{ method: 'GET', path: '/instance/connectionState/shop' },
		]);
	});

	it.each([
		['close', /"close"/],
		['connecting', /"connecting"/],
		[undefined, /not started/],
	] as const)('says that no number is connected: %s', async (connection, said) => {
		const api = await start();
		server.state.connection = connection;
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/no WhatsApp number connected to the instance/);
		expect(error.message).toMatch(said);
		expect(error.details.nextStep).toMatch(/QR code/);
	});

	it('says that the key is wrong, without showing it', async () => {
		const api = await start({}, { apiKey: 'a-wrong-key' });
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/refused the credential's API Key \(HTTP 401\): Unauthorized/);
		expect(JSON.stringify([error.message, error.details])).not.toContain('a-wrong-key');
	});

	it('says that the instance is not known', async () => {
		const api = await start({}, { instanceId: 'shopp' });
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/has no instance "shopp" for this key \(HTTP 404\)/);
		expect(error.details.nextStep).toContain('Instance Name');
	});

	it('says that the base URL is wrong', async () => {
		const { credential } = await start();
		const baseUrl = `${server.baseUrl}/api`;
		const transport = fetchTransport(baseUrl, { apikey: server.apiKey });
		const api = createApi(evolution, { ...credential, baseUrl }, transport, instantClock);
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/does not answer under the Base URL .*\/api \(HTTP 404\)/);
		expect(error.details.nextStep).toMatch(/nothing behind it/);
	});

	it('says that nothing answers there', async () => {
		const api = await start();
		await server.goDown();
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/cannot be reached/);
		await server.comeBack();
	});

	it('says that something else answers there', async () => {
		const { api } = recordingApi(() => ({ ok: true }), { instanceId: 'shop' });
		const error = await refusalOf(checkCredential(checkable, api));
		expect(error.message).toMatch(/is not Evolution API/);
	});
});

describe('errors in Evolution’s words', () => {
	it('names a licence that is missing in plain words, and does not try again', async () => {
		for (const effect of ['read', 'change', 'send'] as const) {
			const api = await start({ version: '2.4.0', isActivated: false });
			const call: ProviderCall = {
				effect,
				method: 'POST',
				path: '/message/sendText/shop',
				body: {},
			};
			const error = await refusalOf(api.call(call));
			expect(error.message).toMatch(/HTTP 503.*licence of this server is not activated/);
			expect(error.details).toMatchObject({
				kind: 'refused',
				code: 'LICENSE_REQUIRED',
				nextStep: expect.stringContaining(`${server.baseUrl}/manager/login`) as string,
			});
			expect(server.requests).toHaveLength(1);
			expect(slept).toBe(0);
			await server.stop();
		}
	});

	it('goes on trying with any other 503', async () => {
		const api = await start();
		server.failNext({ status: 503, body: { error: 'Service Unavailable' }, times: 2 });
		await send.text(api, message);
		expect(server.requests.map(({ status }) => status)).toEqual([503, 503, 201]);
	});

	it('says that the instance is not connected', async () => {
		const api = await start();
		server.state.connection = 'close';
		const error = await refusalOf(send.text(api, message));
		expect(error.message).toMatch(/no WhatsApp number connected.*Connection Closed/);
		expect(error.details).toMatchObject({ kind: 'refused', about: 'connection' });
	});

	it('says which property is wrong', async () => {
		const api = await start();
		const error = await refusalOf(
			api.call({ effect: 'send', method: 'POST', path: '/message/sendText/shop', body: {} }),
		);
		expect(error.message).toMatch(/requires property "number"; requires property "text"/);
	});

	it('says that nobody is reached by a number', async () => {
		const api = await start();
		server.strangers.add('15550001111');
		const error = await refusalOf(send.text(api, message));
		expect(error.message).toMatch(/15550001111@s\.whatsapp\.net is not on WhatsApp/);
		expect(error.details.nextStep).toMatch(/country code/);
	});

	it('says what to do about a LID up to 2.3.7; in 2.4 it is reached', async () => {
		const toLid = { ...message, chatId: ANA_LID };
		const error = await refusalOf(send.text(await start(), toLid));
		expect(error.message).toMatch(/100000000000001@lid is not on WhatsApp/);
		expect(error.details.nextStep).toMatch(/2\.4.*phone number/);
		await server.stop();
		await send.text(await start({ version: '2.4.0' }), toLid);
		expect(server.whatsapp.sent).toMatchObject([{ chatId: ANA_LID }]);
	});

	it('does not send twice when it is not known whether it was sent', async () => {
		const api = await start();
		server.failNext({ kind: 'drop', afterEffect: true });
		const error = await refusalOf(send.text(api, message));
		expect(error.details.kind).toBe('unknown outcome');
		expect(server.whatsapp.sent).toHaveLength(1);
	});

	it.each([
		['a page', '<html>', null],
		['a validation’s list in a list', { response: { message: [['a', 'b'], 'c'] } }, 'a; b; c'],
		['a text', { response: { message: 'a' } }, 'a'],
		['an unknown address', { response: { message: ['Cannot POST /x'] } }, null],
		['wrong types', { message: 5, error: {}, response: [], code: 5 }, null],
		['another code', { code: 'SOMETHING', message: 'a' }, 'a'],
	])('finds the reason in %s', (_name, body, reason) => {
		expect(evolution.problemIn({ status: 400, headers: {}, body })).toMatchObject({
			message: reason,
		});
		expect(evolution.problemIn({ status: 201, headers: {}, body })).toBeNull();
	});

	it('believes no address of a licence page that is none', () => {
		for (const register_url of ['not a page', 5, undefined]) {
			const body = { code: 'LICENSE_REQUIRED', register_url };
			const problem = evolution.problemIn({ status: 503, headers: {}, body });
			expect(problem?.nextStep).toMatch(/^Open the Evolution Manager of the server in a browser/);
		}
	});
});

describe('registering at Evolution', () => {
	const wish = {
		webhookUrl: 'http://127.0.0.1:5678/webhook/a/webhook',
		events: ['message.received' as const, 'message.deleted' as const],
		replaceExisting: false,
	};
	const FOREIGN = 'https://crm.example.com/hook?token=t';

	it('sets, finds and removes the webhook, with the secret in its header', async () => {
		const api = await start({}, { webhookSecret: 's3cret' });
		expect(await isRegistered(registering, api, wish)).toBe(false);
		await register(registering, api, wish);
		expect(server.webhook.row).toEqual({
			url: wish.webhookUrl,
			headers: { 'X-Webhook-Secret': 's3cret' },
			enabled: true,
			events: ['MESSAGES_DELETE', 'MESSAGES_UPSERT'],
			webhookByEvents: false,
			webhookBase64: false,
		});
		expect(await isRegistered(registering, api, wish)).toBe(true);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(true);
		expect(server.registered()).toEqual([]);
		// The server keeps the row; the secret is not in it any more.
		expect(server.webhook.row).toMatchObject({ enabled: false, headers: {} });
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(false);
	});

	it('notices another secret, and takes the header away where there is none', async () => {
		const api = await start({}, { webhookSecret: 's3cret' });
		await register(registering, api, wish);
		const changed = { ...api, credential: { ...api.credential, webhookSecret: 'another' } };
		expect(await isRegistered(registering, changed, wish)).toBe(false);
		await register(registering, changed, wish);
		expect(server.webhook.row?.headers).toEqual({ 'X-Webhook-Secret': 'another' });
		await register(
			registering,
			{ ...api, credential: { ...api.credential, webhookSecret: '' } },
			wish,
		);
		expect(server.webhook.row?.headers).toEqual({});
	});

	it.each(['2.3.7', '2.4.0'] as const)(
		'can ask for every event there is, in %s',
		async (version) => {
			const api = await start({ version });
			const everything = { ...wish, events: ['other' as const] };
			await register(registering, api, everything);
			expect(server.webhook.row?.events).toHaveLength(version === '2.3.7' ? 31 : 32);
			expect(await isRegistered(registering, api, everything)).toBe(true);
			expect(await isRegistered(registering, api, wish)).toBe(false);
		},
	);

	it('asks for nothing that Evolution does not know', async () => {
		const api = await start();
		for (const events of Object.values(registration.subscriptions)) {
			await registration.write(api, { url: wish.webhookUrl, secret: '', events });
			expect(server.webhook.row?.events).toEqual(events);
		}
	});

	const foreign = {
		url: FOREIGN,
		headers: { Authorization: 'Bearer theirs', jwt_key: 'theirs' },
		enabled: true,
		events: ['CALL'],
		webhookByEvents: true,
		webhookBase64: true,
	};

	it('leaves somebody else’s webhook alone, and names it without its query', async () => {
		const api = await start();
		server.webhook.row = { ...foreign };
		const error = await rejectionOf(isRegistered(registering, api, wish), RegistrationError);
		expect(error.message).toMatch(/https:\/\/crm\.example\.com\/hook$/);
		expect(await unregister(registering, api, wish.webhookUrl)).toBe(false);
		expect(server.webhook.row).toEqual(foreign);
	});

	it('puts somebody else’s webhook back as it was, and never tells it our secret', async () => {
		const api = await start({}, { webhookSecret: 's3cret' });
		server.webhook.row = { ...foreign };
		const replacing = { ...wish, replaceExisting: true };
		const before = await readReplaceable(registering, api, replacing);
		await register(registering, api, replacing);
		expect(server.webhook.row).toMatchObject({
			url: wish.webhookUrl,
			headers: { 'X-Webhook-Secret': 's3cret' },
			webhookByEvents: false,
		});
		await restore(registering, api, wish.webhookUrl, before, false);
		expect(server.webhook.row).toEqual(foreign);
	});

	it('takes a webhook that is switched off for none', async () => {
		const api = await start();
		server.webhook.row = { ...foreign, enabled: false };
		expect(await isRegistered(registering, api, wish)).toBe(false);
	});

	it('needs an instance', async () => {
		const api = await start({}, { instanceId: '' });
		await expect(isRegistered(registering, api, wish)).rejects.toThrow(/no Instance Name/);
		expect(server.requests).toHaveLength(0);
	});

	it.each([
		[null, { url: null }],
		[{ url: '', enabled: true }, { url: null }],
		[{ url: 'https://a.example/x' }, { url: 'https://a.example/x', events: [], secret: '' }],
		[
			{ url: 'https://a.example/x', events: 'x', headers: [], webhookByEvents: 'x' },
			{ events: [], secret: '', others: { headers: {}, byEvents: false, base64: false } },
		],
		[
			{ url: 'https://a.example/x', headers: { 'x-WEBHOOK-secret': 's' } },
			{ secret: 's', others: { headers: { 'x-WEBHOOK-secret': 's' } } },
		],
		[{ url: 'https://a.example/x', headers: { 'X-Webhook-Secret': 5 } }, { secret: '' }],
	])('understands %j', async (row, found) => {
		const { api } = recordingApi(() => row, { instanceId: 'shop' });
		expect(await registration.read(api, wish.webhookUrl)).toMatchObject(found);
	});

	it.each(['<html>', undefined, {}, { url: 5 }, []])(
		'does not take an answer it cannot read for no webhook: %j',
		async (body) => {
			const { api } = recordingApi(() => body, { instanceId: 'shop' });
			const error = await refusalOf(registration.read(api, wish.webhookUrl));
			expect(error.details.nextStep).toMatch(/Base URL/);
		},
	);
});
