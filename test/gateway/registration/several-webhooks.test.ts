/** A provider that holds several webhooks: ours comes and goes beside the others. */
import { createApi } from '../../../gateway/calls/api';
import { readCredential } from '../../../gateway/credential';
import type { RegisteredWebhook, Registration, WantedWebhook } from '../../../gateway/provider';
import { wsapi } from '../../../gateway/providers/wsapi';
import {
	isRegistered,
	readReplaceable,
	register,
	restore,
	samePlace,
	unregister,
	type RegistrationWish,
} from '../../../gateway/registration';

const FOREIGN: WantedWebhook = { url: 'https://crm.example.com/hook', secret: '', events: [] };
const NOTHING: RegisteredWebhook = { url: null, secret: null, events: null };
const PRODUCTION = 'https://n8n.example.com/webhook/abc/webhook';
const TEST = 'https://n8n.example.com/webhook-test/abc/webhook';

let held: WantedWebhook[];
beforeEach(() => (held = [FOREIGN]));

const without = (url: string) => held.filter((webhook) => !samePlace(webhook.url, url));
const registration: Registration = {
	secretIn: 'url',
	subscriptions: { 'message.received': ['message'] },
	everything: ['message', 'status'],
	read: async (_api, webhookUrl) => held.find(({ url }) => samePlace(url, webhookUrl)) ?? NOTHING,
	write: async (_api, wanted) => void (held = [...without(wanted.url), wanted]),
	clear: async (_api, webhookUrl) => void (held = without(webhookUrl)),
};
const provider = { ...wsapi, registration };
const credential = readCredential({ baseUrl: 'https://api.wsapi.chat', webhookSecret: 's3cret' });
const api = createApi(provider, credential, async () => {
	throw new Error('nothing is called here');
});

function wishFor(webhookUrl: string): RegistrationWish {
	return {
		webhookUrl,
		ownPath: 'abc/webhook',
		events: ['message.received'],
		replaceExisting: false,
	};
}
const urls = () => held.map(({ url }) => url);

test('somebody else’s webhook is in nobody’s way, and stays', async () => {
	expect(await readReplaceable(provider, api, wishFor(PRODUCTION))).toEqual(NOTHING);
	await register(provider, api, wishFor(PRODUCTION));
	expect(urls()).toEqual([FOREIGN.url, `${PRODUCTION}?secret=s3cret`]);
	expect(await isRegistered(provider, api, wishFor(PRODUCTION))).toBe(true);
	expect(await unregister(provider, api, PRODUCTION)).toBe(true);
	expect(urls()).toEqual([FOREIGN.url]);
	expect(await unregister(provider, api, PRODUCTION)).toBe(false);
});

test('the test’s webhook comes and goes beside production’s', async () => {
	await register(provider, api, wishFor(PRODUCTION));
	expect(await readReplaceable(provider, api, wishFor(TEST))).toEqual(NOTHING);
	await register(provider, api, wishFor(TEST));
	expect(urls()).toEqual([FOREIGN.url, `${PRODUCTION}?secret=s3cret`, `${TEST}?secret=s3cret`]);
	await restore(provider, api, TEST, NOTHING, false);
	expect(urls()).toEqual([FOREIGN.url, `${PRODUCTION}?secret=s3cret`]);
});
