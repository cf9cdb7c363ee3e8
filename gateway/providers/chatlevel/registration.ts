/**
 * Setting the webhook at Chatlevel: one URL per device, kept in the device itself. Source: its
 * OpenAPI document v1.0.0. The n8n integration in Chatlevel's app is set up apart from it.
 */
import * as z from 'zod/v4';

import { list } from '../../payload/schema';
import { ProviderError } from '../../errors';
import type { Api, RegisteredWebhook, Registration } from '../../provider';
import { devicePath } from './access';

const answered = z.object({
	device: z.object({
		webhookUrl: z.string().nullish().catch(null),
		webhookEvents: list(z.string()),
	}),
});

const CONNECTION = [
	'connection.open',
	'connection.closed',
	'connection.auth',
	'connection.timeout',
	'connection.logout',
];
const MESSAGE_EVENTS = ['message.received', 'message.sent', 'message.updated', 'message.deleted'];
const EVERYTHING = [...CONNECTION, ...MESSAGE_EVENTS, 'call'];

export const registration: Registration = {
	secretIn: 'url',
	subscriptions: {
		'message.received': ['message.received'],
		'message.sent': ['message.sent'],
		'message.edited': ['message.updated'],
		'message.deleted': ['message.deleted'],
		// Not published: if reactions are delivered at all, they are messages.
		'message.reaction': ['message.received', 'message.sent'],
		'call.updated': ['call'],
		'connection.updated': CONNECTION,
	},
	everything: EVERYTHING,
	obstacle: ({ instanceId }) =>
		instanceId === '' ? 'The Chatlevel credential has no Device ID' : null,
	read,
	write: async (api, { url, events }) => {
		await update(api, {
			webhookUrl: url,
			webhookEvents: events.length > 0 ? events : EVERYTHING,
		});
	},
	clear: async (api) => await update(api, { webhookUrl: null }),
};

async function read(api: Api): Promise<RegisteredWebhook> {
	const path = devicePath(api);
	const answer = await api.call({ effect: 'read', method: 'GET', path, everywhere: true });
	const parsed = answered.safeParse(answer.body);
	if (!parsed.success) throw unreadable(answer.status);
	const { webhookUrl, webhookEvents } = parsed.data.device;
	return { url: webhookUrl || null, events: webhookEvents ?? null, secret: null };
}

async function update(api: Api, change: Record<string, unknown>): Promise<void> {
	const path = devicePath(api);
	await api.call({ effect: 'change', method: 'PUT', path, body: change, everywhere: true });
}

/** Reading it as "none is set" could overwrite somebody's webhook. */
function unreadable(status: number): ProviderError {
	return new ProviderError('Chatlevel did not say which webhook is set for the device', {
		kind: 'refused',
		status,
		nextStep: 'Check the Base URL in the credential: what answers there is not Chatlevel.',
	});
}
