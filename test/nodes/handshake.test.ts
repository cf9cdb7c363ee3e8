/** The `GET` before the first delivery, in n8n-core's own webhook context over real HTTP. */
import type { Provider } from '../../gateway/provider';
import { wsapi } from '../../gateway/providers/wsapi';
import { equalSecrets } from '../../gateway/verification/secret';
import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';

const CREDENTIAL = 'whatsAppWsapiApi';
const FIELDS = { apiKey: 'sk_key', baseUrl: 'https://api.wsapi.chat', verifyToken: 'tök en+&' };

/** None of the providers so far asks; this is one that does. */
const asks: Provider['handshake'] = ({ challenge, token }, { extra }) =>
	typeof challenge === 'string' &&
	typeof token === 'string' &&
	equalSecrets(token, extra.verifyToken ?? '')
		? challenge
		: null;

const provider: Provider = wsapi;
let served: ServedTrigger;

async function get(
	query: Record<string, string>,
	handshake: Provider['handshake'] | null = asks,
	fields: Record<string, string> = FIELDS,
) {
	if (handshake) provider.handshake = handshake;
	const trigger = nodeOf('whatsAppWebhookTrigger', 'Trigger', { provider: 'wsapi' }, CREDENTIAL);
	served = await serveTrigger(trigger, { [CREDENTIAL]: fields });
	const response = await fetch(`${served.url}?${new URLSearchParams(query)}`);
	return {
		status: response.status,
		type: response.headers.get('content-type'),
		body: await response.text(),
	};
}

afterEach(async () => {
	delete provider.handshake;
	await served.close();
});

test('the right token: the challenge as plain text, and nothing runs', async () => {
	const answer = await get({ token: 'tök en+&', challenge: '<b>1158201444</b>' });
	expect(answer).toEqual({
		status: 200,
		type: expect.stringMatching(/^text\/plain/),
		body: '<b>1158201444</b>',
	});
	expect(served.runs).toEqual([]);
	expect(served.log).toEqual([]);
});

test('a wrong token: 403, one line that holds neither the token nor the challenge', async () => {
	const answer = await get({ token: 'guessed', challenge: '1158201444' });
	expect(answer.status).toBe(403);
	expect(answer.body).not.toContain('1158201444');
	expect(served.log).toEqual([expect.stringMatching(/^warn: .*WSAPI/)]);
	expect(served.log.join()).not.toMatch(/guessed|1158201444|tök/);
	expect(served.runs).toEqual([]);
});

test('an adapter that fails: 503, so that the provider asks again', async () => {
	const answer = await get({}, () => {
		throw new Error('broken');
	});
	expect(answer.status).toBe(503);
	expect(served.log).toEqual([expect.stringMatching(/^error: .*broken/)]);
});

test('a provider that does not ask: 404, in n8n’s words', async () => {
	const answer = await get({ token: 'x' }, null);
	expect(answer.status).toBe(404);
	expect(answer.body).toContain('This webhook is not registered for GET requests');
	expect(served.log).toEqual([]);
});
