/**
 * Setting the webhook at Cbot: one URL per number, in both hostings at `/v1/configs/webhook`, with
 * headers of our choice that come back with every delivery. The endpoint is published
 * (docs.cbot.ai/Business/Basics), the bodies are 360dialog's. A new API key removes the webhook.
 */
import * as z from 'zod/v4';

import { ProviderError } from '../../errors';
import type { Api, RegisteredWebhook, Registration } from '../../provider';
import { SECRET_HEADER } from '../../verification/secret';
import { webhookPath } from './access';

const HEADER = 'X-Webhook-Secret';

const webhook = z.object({
	url: z.string().nullish().catch(null),
	headers: z.record(z.string(), z.unknown()).nullish().catch(null),
});

/** There is nothing to choose: all that happens to the number is delivered. */
export const registration: Registration = {
	secretIn: 'provider',
	subscriptions: {
		'message.received': [],
		'message.sent': [],
		'message.edited': [],
		'message.deleted': [],
		'message.reaction': [],
		'message.status': [],
		'account.error': [],
	},
	everything: [],
	read,
	write: async (api, { url, secret }) => {
		await configure(api, secret === '' ? { url } : { url, headers: { [HEADER]: secret } });
	},
	// The seed says it can be removed, not how. An empty URL is what 360dialog takes.
	clear: async (api) => await configure(api, { url: '' }),
};

async function read(api: Api): Promise<RegisteredWebhook> {
	try {
		const answer = await api.call({
			effect: 'read',
			method: 'GET',
			path: webhookPath(api),
		});
		const parsed = webhook.safeParse(answer.body);
		if (!parsed.success) throw unreadable(answer.status);
		return { url: parsed.data.url || null, events: null, secret: secretIn(parsed.data.headers) };
	} catch (error) {
		// Nothing is set. Were the Base URL wrong, setting it would say so.
		if (!(error instanceof ProviderError) || error.details.status !== 404) throw error;
		return { url: null, events: null, secret: null };
	}
}

async function configure(api: Api, body: Record<string, unknown>): Promise<void> {
	const path = webhookPath(api);
	await api.call({ effect: 'change', method: 'POST', path, body, everywhere: true });
}

/** Null where the headers are not told, which leaves open whether ours is among them. */
function secretIn(headers: Record<string, unknown> | null | undefined): string | null {
	const found = Object.entries(headers ?? {}).find(
		([name]) => name.toLowerCase() === SECRET_HEADER,
	);
	return typeof found?.[1] === 'string' ? found[1] : null;
}

/** Reading it as "none is set" could overwrite somebody's webhook. */
function unreadable(status: number): ProviderError {
	return new ProviderError('Cbot did not say which webhook is set', {
		kind: 'refused',
		status,
		nextStep: 'Check the Base URL in the credential: what answers there is not the WhatsApp API.',
	});
}
