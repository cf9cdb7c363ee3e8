import { createApi } from '../../../gateway/calls/api';
import { UnsupportedError } from '../../../gateway/errors';
import { readCredential } from '../../../gateway/credential';
import type { Api, OutgoingMedia } from '../../../gateway/provider';
import { cbot } from '../../../gateway/providers/cbot';
import { isRegistered, register, unregister } from '../../../gateway/registration';
import { outgoingFile } from '../../support/outgoing-file';
import { fetchTransport } from '../../support/fetch-transport';
import { instantClock } from '../../support/instant-clock';
import { startSimulatedProvider, type SimulatedCbot } from '../../support/providers';
import { refusalOf, rejectionOf } from '../../support/rejection';

const WEBHOOK = 'https://n8n.example.com/webhook/a/webhook';

const { registration } = cbot;
if (!registration || !cbot.markRead || !cbot.showTyping) throw new Error('not what is tested here');
const registering = { ...cbot, registration };

let cbotServer: SimulatedCbot;

async function start(hosting: 'onPremises' | 'cloud', suffix = '', secret = ''): Promise<Api> {
	cbotServer = await startSimulatedProvider('cbot', { hosting });
	const credential = readCredential({
		apiKey: 'cbot_test_key',
		apiKeyHeader: 'API-KEY',
		baseUrl: cbotServer.baseUrl + suffix,
		webhookSecret: secret,
		hosting,
	});
	const transport = fetchTransport(credential.baseUrl, { 'API-KEY': credential.apiKey });
	return createApi(cbot, credential, transport, instantClock);
}

afterEach(async () => await cbotServer?.stop());

const message = { chatId: '15550001111', text: 'Hello', quote: null };
const target = { chatId: '15550001111', messageId: 'ABGG/A==', senderId: null, fromMe: false };

describe('what Cbot delivers', () => {
	it.each([
		['a text', 'hello'],
		['nothing', null],
		['a list', [{ messages: [] }]],
		['an object with none of the arrays', { contact: 'x' }],
		['arrays that are none', { messages: 'x', statuses: {}, errors: 1 }],
		['another product’s envelope', { event: 'message', data: {} }],
	])('is refused as no envelope of Cbot: %s', (_name, body) => {
		expect(cbot.read(body)).toBeNull();
	});

	it('passes with the secret in the URL instead of the header', () => {
		const passes = (query: Record<string, string>) =>
			cbot.verify({ rawBody: undefined, headers: {}, query }, 's3cret').ok;
		expect(passes({ secret: 's3cret' })).toBe(true);
		expect(passes({ secret: 's3creT' })).toBe(false);
	});
});

describe.each(['onPremises', 'cloud'] as const)('sending with the hosting %s', (hosting) => {
	const path = hosting === 'cloud' ? 'POST /messages' : 'POST /v1/messages';
	const lastBody = () => cbotServer.requestsOf(path).at(-1)?.body;

	it('sends a text and answers with its id', async () => {
		const api = await start(hosting);
		const { messageId } = await cbot.send.text(api, message);
		expect(cbotServer.whatsapp.sent).toMatchObject([
			{ id: messageId, chatId: '15550001111', kind: 'text', text: 'Hello', quotedId: null },
		]);
		const product = hosting === 'cloud' ? { messaging_product: 'whatsapp' } : {};
		expect(lastBody()).toEqual({
			...product,
			recipient_type: 'individual',
			to: '15550001111',
			type: 'text',
			text: { body: 'Hello' },
		});
	});

	it('quotes', async () => {
		const api = await start(hosting);
		const quote = { messageId: 'ABGGAAAA', senderId: '15550001111', fromMe: false };
		await cbot.send.text(api, { ...message, quote });
		expect(cbotServer.whatsapp.sent).toMatchObject([{ quotedId: 'ABGGAAAA' }]);
	});

	it.each([
		['image', 'image', { caption: 'Look' }],
		['video', 'video', { caption: 'Look' }],
		['document', 'document', { caption: 'Look', filename: 'a.pdf' }],
		['audio', 'audio', {}],
		['voice', 'audio', {}],
		['sticker', 'sticker', {}],
	] as const)('sends media by link: %s', async (kind, type, described) => {
		const api = await start(hosting);
		const link = 'https://example.com/file';
		const { messageId } = await cbot.send.media!(api, {
			chatId: '15550001111',
			quote: null,
			kind,
			url: link,
			file: null,
			mimeType: null,
			fileName: 'a.pdf',
			caption: 'Look',
		});
		expect(messageId).not.toBeNull();
		expect(lastBody()).toMatchObject({ type, [type]: { link, ...described } });
		expect(Object.keys((lastBody() as Record<string, object>)[type] ?? {})).toEqual([
			'link',
			...Object.keys(described),
		]);
	});

	const picture: OutgoingMedia = {
		chatId: '15550001111',
		quote: null,
		kind: 'image',
		url: null,
		file: outgoingFile(Buffer.from('the picture')),
		mimeType: 'image/png',
		fileName: null,
		caption: 'Look',
	};

	it('uploads a file first, and sends the message with its id', async () => {
		const api = await start(hosting);
		await cbot.send.media!(api, picture);
		const [[id, medium] = []] = [...cbotServer.media];
		expect(medium).toMatchObject({ bytes: Buffer.from('the picture'), mimeType: 'image/png' });
		expect(cbotServer.whatsapp.sent).toMatchObject([{ kind: 'image', media: { id, url: null } }]);
		expect(lastBody()).toMatchObject({ type: 'image', image: { id, caption: 'Look' } });
		expect(lastBody()).not.toHaveProperty('image.link');
	});

	it('uploads bytes that look like the form around them, and a name with a quote', async () => {
		const api = await start(hosting);
		const bytes = Buffer.from('\r\n----n8n-0\r\n\r\n--\0ÿ\r\n', 'latin1');
		await cbot.send.media!(api, {
			...picture,
			kind: 'document',
			file: outgoingFile(bytes),
			mimeType: 'application/pdf; x="\r\n"',
			fileName: 'a "b".pdf',
		});
		expect([...cbotServer.media.values()]).toMatchObject([{ bytes, mimeType: 'application/pdf' }]);
		expect(lastBody()).toMatchObject({ document: { filename: 'a "b".pdf' } });
	});

	it.each([
		['audio/ogg; codecs=opus', 'audio/ogg; codecs=opus'],
		['Audio/OGG;Codecs="Opus"; charset=binary', 'audio/ogg; codecs=opus'],
		// As n8n names it; without the parameter WhatsApp does not take it.
		['audio/ogg', 'audio/ogg; codecs=opus'],
		['audio/ogg; codecs=opus\r\nX-Evil: 1', 'audio/ogg; codecs=opus'],
		['audio/ogg; codecs=vorbis', 'audio/ogg; codecs=vorbis'],
		['audio/mp4; codecs=mp4a.40.2', 'audio/mp4'],
		['image/png; charset=binary', 'image/png'],
		['application/pdf\r\nX-Evil: 1', 'application/octet-stream'],
		['no type', 'application/octet-stream'],
		[null, 'application/octet-stream'],
	])('says of a file that is %p that it is %s', async (mimeType, said) => {
		const api = await start(hosting);
		await cbot.send.media!(api, { ...picture, kind: 'audio', mimeType });
		expect([...cbotServer.media.values()]).toMatchObject([{ mimeType: said }]);
		const [upload] = cbotServer.requests;
		expect(JSON.stringify(upload?.headers).toLowerCase()).not.toContain('evil');
		expect(upload?.rawBody.toString('latin1').toLowerCase()).not.toContain('evil');
	});

	it('sends nothing when the upload fails, and says so', async () => {
		const api = await start(hosting);
		const route = hosting === 'cloud' ? 'POST /media' : 'POST /v1/media';
		cbotServer.failNext({ route, status: 500, body: {}, times: 4 });
		const error = await refusalOf(cbot.send.media!(api, picture));
		expect(error.details.nextStep).toMatch(/No message was sent/);
		expect(cbotServer.whatsapp.sent).toEqual([]);
	});

	it.each([429, 500])('uploads anew after a %i, and sends one message', async (status) => {
		const api = await start(hosting);
		const route = hosting === 'cloud' ? 'POST /media' : 'POST /v1/media';
		cbotServer.failNext({ route, status, body: {} });
		await cbot.send.media!(api, picture);
		expect([...cbotServer.media.values()]).toMatchObject([{ bytes: Buffer.from('the picture') }]);
		expect(cbotServer.whatsapp.sent).toHaveLength(1);
	});

	it('sends a location', async () => {
		const api = await start(hosting);
		const place = { latitude: 0, longitude: 13.4, name: 'The shop', address: null };
		await cbot.send.location!(api, { chatId: '15550001111', quote: null, ...place });
		expect(cbotServer.whatsapp.sent).toMatchObject([{ kind: 'location', location: place }]);
		expect(lastBody()).not.toHaveProperty('location.address');
	});

	it('sets a reaction and takes it away', async () => {
		const api = await start(hosting);
		const reaction = { chatId: '15550001111', messageId: 'm1', senderId: null, fromMe: false };
		await cbot.send.reaction!(api, { ...reaction, emoji: '👍' });
		await cbot.send.reaction!(api, { ...reaction, emoji: '' });
		expect(cbotServer.whatsapp.reactions).toMatchObject([
			{ messageId: 'm1', emoji: '👍' },
			{ messageId: 'm1', emoji: null },
		]);
	});

	it('marks a message as read', async () => {
		const api = await start(hosting);
		await cbot.markRead!.run(api, target);
		expect(cbotServer.whatsapp.read).toMatchObject([{ scope: 'message', messageId: 'ABGG/A==' }]);
	});

	it('does not mark as read what is no message', async () => {
		const api = await start(hosting);
		const nothing = { ...target, messageId: null };
		await expect(cbot.markRead!.run(api, nothing)).rejects.toBeInstanceOf(UnsupportedError);
		expect(cbotServer.requests).toHaveLength(0);
	});

	it.each([
		['+1 (555) 000-1111', { recipient_type: 'individual', to: '15550001111' }],
		['15550001111@s.whatsapp.net', { recipient_type: 'individual', to: '15550001111' }],
		['15550001111:12@c.us', { recipient_type: 'individual', to: '15550001111' }],
		['15550009999-1500000000', { recipient_type: 'group', to: '15550009999-1500000000' }],
		['15550009999-1500000000@g.us', { recipient_type: 'group', to: '15550009999-1500000000' }],
		['Y2FwaV9ncm91cA==', { recipient_type: 'group', to: 'Y2FwaV9ncm91cA==' }],
	])('addresses %s', async (chatId, addressed) => {
		const api = await start(hosting);
		await cbot.send.text(api, { ...message, chatId });
		expect(lastBody()).toMatchObject(addressed);
	});

	it('addresses somebody who withholds the number by the user id', async () => {
		const api = await start(hosting);
		await cbot.send.text(api, { ...message, chatId: 'US.1000000000000001' });
		const field = hosting === 'cloud' ? 'recipient' : 'to';
		expect(lastBody()).toMatchObject({
			recipient_type: 'individual',
			[field]: 'US.1000000000000001',
		});
	});

	it.each(['100000000000001@lid', '1203@newsletter'])(
		'does not mistake another provider’s id for a phone number: %s',
		async (chatId) => {
			const api = await start(hosting);
			await expect(cbot.send.text(api, { ...message, chatId })).rejects.toBeInstanceOf(
				UnsupportedError,
			);
			expect(cbotServer.requests).toHaveLength(0);
		},
	);

	it('does not double a /v1 that the user typed', async () => {
		const api = await start(hosting, '/v1/');
		await registration.read(api, WEBHOOK);
		if (hosting === 'onPremises') {
			await cbot.send.text(api, message);
			await cbot.markRead!.run(api, target);
		}
		expect(cbotServer.requests.map(({ status }) => status).every((code) => code! < 300)).toBe(true);
	});
});

describe('typing', () => {
	it('is shown in the cloud, which marks the message as read too', async () => {
		const api = await start('cloud');
		await cbot.showTyping!(api, target);
		expect(cbotServer.whatsapp.typing).toMatchObject([{ messageId: 'ABGG/A==', state: 'typing' }]);
		expect(cbotServer.whatsapp.read).toHaveLength(1);
	});

	it('needs a message in the cloud', async () => {
		const api = await start('cloud');
		const nothing = { ...target, messageId: null };
		await expect(cbot.showTyping!(api, nothing)).rejects.toBeInstanceOf(UnsupportedError);
	});

	it('is refused on premises, with the reason', async () => {
		const api = await start('onPremises');
		const error = await rejectionOf(cbot.showTyping!(api, target), UnsupportedError);
		expect(error.message).toMatch(/On-Premises/);
	});
});

describe('errors in Cbot’s words', () => {
	it('reads those of the On-Premises API', async () => {
		const api = await start('onPremises');
		cbotServer.unknownMessages.add('ABGG/A==');
		const error = await refusalOf(cbot.markRead!.run(api, target));
		expect(error.details).toMatchObject({ status: 404, code: 1006, kind: 'refused' });
		expect(error.message).toMatch(/Resource not found: Message not found/);
	});

	it('reads those of the cloud', async () => {
		const api = await start('cloud');
		cbotServer.unknownMessages.add('ABGG/A==');
		const error = await refusalOf(cbot.markRead!.run(api, target));
		expect(error.details).toMatchObject({ status: 400, code: 131009 });
		expect(error.message).toMatch(/\(#131009\) Message ID is invalid\.$/);
	});

	it('reads those of the gateway, and points at the header of the key', async () => {
		const api = await start('onPremises');
		cbotServer.state.apiKey = 'another';
		const error = await refusalOf(cbot.send.text(api, message));
		expect(error.message).toMatch(/Invalid api key/);
		expect(error.details.nextStep).toMatch(/API Key Header/);
	});

	it('knows a message that was taken without an id', async () => {
		const api: Api = {
			credential: readCredential({ hosting: 'cloud' }),
			call: async () => ({ status: 200, headers: {}, body: { messages: [{ id: null }] } }),
		};
		expect(await cbot.send.text(api, message)).toEqual({ messageId: null });
	});
});

describe('registering at Cbot', () => {
	const wish = {
		webhookUrl: 'http://127.0.0.1:5678/webhook/a/webhook',
		events: ['message.received' as const],
		replaceExisting: false,
	};

	it.each(['onPremises', 'cloud'] as const)(
		'sets, finds and removes the webhook, %s',
		async (hosting) => {
			const api = await start(hosting);
			expect(await isRegistered(registering, api, wish)).toBe(false);
			await register(registering, api, wish);
			expect(cbotServer.registered()).toEqual([
				{ target: { url: wish.webhookUrl, headers: {} }, events: null },
			]);
			expect(await isRegistered(registering, api, wish)).toBe(true);
			expect(await unregister(registering, api, wish.webhookUrl)).toBe(true);
			expect(cbotServer.registered()).toEqual([]);
		},
	);

	it('puts the secret into a header, not into the URL', async () => {
		const api = await start('cloud', '', 's3cret');
		await register(registering, api, wish);
		expect(cbotServer.state.webhook).toEqual({
			url: wish.webhookUrl,
			headers: { 'X-Webhook-Secret': 's3cret' },
		});
		// Cbot does not tell the headers it holds, so whether it is the right secret stays open.
		expect(await isRegistered(registering, api, wish)).toBe(false);
	});

	const answering = (body: unknown): Api => ({
		credential: readCredential({}),
		call: async () => ({ status: 200, headers: {}, body }),
	});

	it.each([
		[{ url: 'https://a.example/x' }, { url: 'https://a.example/x', secret: null }],
		[
			{ url: 'https://a.example/x', headers: { 'x-webhook-SECRET': 's' } },
			{ url: 'https://a.example/x', secret: 's' },
		],
		[{ url: 'https://a.example/x', headers: { Other: 's' } }, { secret: null }],
		[
			{ url: 1, headers: { 'X-Webhook-Secret': 1 } },
			{ url: null, secret: null },
		],
		[{ url: null }, { url: null }],
		[{}, { url: null }],
	])('understands %j', async (body, found) => {
		expect(await registration.read(answering(body), WEBHOOK)).toMatchObject({
			events: null,
			...found,
		});
	});

	it('takes 404 for no webhook', async () => {
		const api = await start('cloud');
		cbotServer.failNext({ status: 404, body: {} });
		expect(await registration.read(api, WEBHOOK)).toEqual({
			url: null,
			events: null,
			secret: null,
		});
	});

	it.each(['<html>', null, []])('does not take %j for no webhook', async (body) => {
		const error = await refusalOf(registration.read(answering(body), WEBHOOK));
		expect(error.details.nextStep).toMatch(/Base URL/);
	});

	it('lets other failures through', async () => {
		const api = await start('cloud');
		cbotServer.state.apiKey = 'another';
		expect((await refusalOf(registration.read(api, WEBHOOK))).details.status).toBe(401);
	});
});
