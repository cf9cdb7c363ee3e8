/** What people write arrives as they wrote it: on the wire of every provider, byte by byte. */
import { createApi } from '../../../gateway/calls/api';
import { authenticated } from '../../../gateway/calls/authenticated';
import type { Api, Provider } from '../../../gateway/provider';
import { readCredential } from '../../../gateway/credential';
import { findProvider } from '../../../gateway/providers';
import { fetchTransport } from '../../support/fetch-transport';
import type { ProviderId } from '../../support/providers';
import { PROVIDER_IDS, setUp, type Setup } from '../../support/setups';

const TEXTS: ReadonlyArray<[string, string]> = [
	['emoji of several characters', '👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 👍🏽 🫱🏻‍🫲🏿'],
	['right-to-left with left-to-right', 'مرحبا! הזמנה #42 של "Ana" 😀'],
	['other scripts', '您好 こんにちは สวัสดี नमस्ते Ångström ﷽ ｆｕｌｌ'],
	['marks and joiners', 'e\u0301 \u200d \u200f\u202babc\u202c \u00a0'],
	['what has a meaning elsewhere', '"quotes" \\ {{ $json }} <b>&amp;</b> %20 +49 \u2028 \t\n line'],
	['4,000 characters', '🙂ä'.repeat(1_333).padEnd(4_000, 'x')],
];

/** A text in which every character counts, of any length. */
const WISHES = 'Prêt-à-porter 🛍️ שלום';

let setup: Setup<ProviderId>;
let provider: Provider;
let api: Api;

const CHAT = '15550001111';

async function start(id: ProviderId, options?: object) {
	setup = await setUp(id, options as never);
	const found = findProvider(id);
	if (!found) throw new Error(`no provider ${id}`);
	provider = found;
	const { fields, credentialType } = setup;
	api = createApi(provider, readCredential(fields), async (call) => {
		const url = `${fields.baseUrl}${call.path}`;
		const { headers } = authenticated<{ url: string; headers?: object }>(credentialType, fields, {
			url,
		});
		return await fetchTransport(fields.baseUrl ?? '', headers as Record<string, string>)(call);
	});
}
afterEach(async () => await setup.simulated.stop());

const sent = () => setup.simulated.whatsapp.sent.at(-1);

const HOSTINGS: ReadonlyArray<[string, ProviderId, object]> = [
	...PROVIDER_IDS.map((id): [string, ProviderId, object] => [id, id, {}]),
	['cbot in the cloud', 'cbot', { hosting: 'cloud' }],
];

describe.each(HOSTINGS)('%s', (_name, id, options) => {
	test.each(TEXTS)('%s', async (_what, text) => {
		await start(id, options);
		await provider.send.text(api, { chatId: CHAT, text, quote: null });
		expect(sent()?.text).toBe(text);
		// UTF-8, and nothing that another parser could read otherwise.
		const body = setup.simulated.requests.at(-1)?.rawBody ?? Buffer.alloc(0);
		expect(new TextDecoder('utf-8', { fatal: true }).decode(body)).toContain(
			JSON.stringify(text).slice(1, -1),
		);
	});

	test('a caption and the name of a file', async () => {
		await start(id, options);
		const { media } = provider.send;
		const file = { kind: 'image' as const, url: 'https://files.example.com/a.png', file: null };
		const what = { mimeType: null, fileName: null, caption: WISHES, quote: null };
		await media?.(api, { chatId: CHAT, ...file, ...what });
		expect(media === undefined || sent()?.text === WISHES).toBe(true);
	});

	test('the name and the address of a place', async () => {
		await start(id, options);
		const place = { latitude: 52.5, longitude: 13.4, name: WISHES, address: `${WISHES} 12` };
		await provider.send.location?.(api, { chatId: CHAT, ...place, quote: null });
		expect(sent()?.location ?? place).toMatchObject(place);
		expect(provider.send.location === undefined).toBe(sent() === undefined);
	});

	test('a reaction of several characters', async () => {
		await start(id, options);
		const message = { chatId: CHAT, messageId: '3EB0AAAA', senderId: null, fromMe: false };
		await provider.send.reaction?.(api, { ...message, emoji: '🏳️‍🌈' });
		const reactions = setup.simulated.whatsapp.reactions.map(({ emoji }) => emoji);
		expect(reactions).toEqual(provider.send.reaction ? ['🏳️‍🌈'] : []);
	});
});
