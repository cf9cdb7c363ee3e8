/**
 * Setting the webhook at Evolution: one per instance, with headers of our choice that come back with
 * every delivery and can be read back. POST /webhook/set/{instance}, GET /webhook/find/{instance}.
 * Source: Evolution v2.3.7 and v2.4.0-rc2, webhook.schema.ts and webhook.controller.ts.
 */
import * as z from 'zod/v4';

import { ProviderError } from '../../errors';
import { flag, list, text } from '../../payload/schema';
import type { Api, RegisteredWebhook, Registration, WantedWebhook } from '../../provider';
import { SECRET_HEADER } from '../../verification/secret';
import { instancePath } from './access';

const HEADER = 'X-Webhook-Secret';

/**
 * The names that every version 2 has (v2.2.0, event.controller.ts). A server that was asked for none
 * notes all that it has: these, and in later versions some more.
 */
const EVERYTHING = [
	'APPLICATION_STARTUP',
	'QRCODE_UPDATED',
	'MESSAGES_SET',
	'MESSAGES_UPSERT',
	'MESSAGES_EDITED',
	'MESSAGES_UPDATE',
	'MESSAGES_DELETE',
	'SEND_MESSAGE',
	'CONTACTS_SET',
	'CONTACTS_UPSERT',
	'CONTACTS_UPDATE',
	'PRESENCE_UPDATE',
	'CHATS_SET',
	'CHATS_UPSERT',
	'CHATS_UPDATE',
	'CHATS_DELETE',
	'GROUPS_UPSERT',
	'GROUP_UPDATE',
	'GROUP_PARTICIPANTS_UPDATE',
	'CONNECTION_UPDATE',
	'LABELS_EDIT',
	'LABELS_ASSOCIATION',
	'CALL',
	'TYPEBOT_START',
	'TYPEBOT_CHANGE_STATUS',
	'REMOVE_INSTANCE',
	'LOGOUT_INSTANCE',
];

export const registration: Registration = {
	secretIn: 'provider',
	subscriptions: {
		'message.received': ['MESSAGES_UPSERT'],
		'message.sent': ['MESSAGES_UPSERT', 'SEND_MESSAGE'],
		'message.edited': ['MESSAGES_EDITED', 'SEND_MESSAGE_UPDATE'],
		'message.deleted': ['MESSAGES_DELETE'],
		'message.reaction': ['MESSAGES_UPSERT', 'SEND_MESSAGE'],
		'message.status': ['MESSAGES_UPDATE'],
		'presence.updated': ['PRESENCE_UPDATE'],
		'group.joined': ['GROUP_PARTICIPANTS_UPDATE'],
		'group.left': ['GROUP_PARTICIPANTS_UPDATE'],
		// GROUP_UPDATE can be asked for and is never sent: the server looks for GROUPS_UPDATE, which
		// cannot be asked for. It is in the list for the day that this is mended.
		'group.updated': ['GROUP_PARTICIPANTS_UPDATE', 'GROUPS_UPSERT', 'GROUP_UPDATE'],
		'call.updated': ['CALL'],
		'connection.updated': [
			'CONNECTION_UPDATE',
			'QRCODE_UPDATED',
			'STATUS_INSTANCE',
			'LOGOUT_INSTANCE',
		],
	},
	// No name is every event, also those that come with a later version.
	everything: [],
	obstacle: ({ instanceId }) =>
		instanceId === '' ? 'The Evolution API credential has no Instance Name' : null,
	read,
	write,
	clear,
};

/** Null where there has never been one. `headers` are JSON of any kind. */
const webhook = z
	.object({
		url: z.string(),
		enabled: flag,
		events: list(z.string()),
		headers: z.record(z.string(), z.unknown()).nullish().catch(null),
		webhookByEvents: flag,
		webhookBase64: flag,
	})
	.nullable();

async function read(api: Api): Promise<RegisteredWebhook> {
	const { status, body } = await api.call({
		effect: 'read',
		method: 'GET',
		path: instancePath('/webhook/find', api.credential),
		everywhere: true,
	});
	const parsed = webhook.safeParse(body);
	if (!parsed.success) throw unreadable(status);
	const found = parsed.data;
	if (!found?.url || found.enabled === false) return { url: null, events: null, secret: null };
	const headers = found.headers ?? {};
	const events = found.events ?? [];
	return {
		url: found.url,
		events: EVERYTHING.every((name) => events.includes(name)) ? [] : events,
		secret: secretIn(headers) ?? '',
		others: {
			headers,
			byEvents: found.webhookByEvents ?? false,
			base64: found.webhookBase64 ?? false,
		},
	};
}

const others = z.object({ headers: z.record(z.string(), z.unknown()) });

/** What is left out stays as it was, so that all of it is said. */
async function write(api: Api, wanted: WantedWebhook): Promise<void> {
	const kept = others.safeParse(wanted.others).data?.headers ?? {};
	await set(api, {
		// Under "by events" the server would add the event's name to the URL, where n8n has nothing.
		byEvents: false,
		base64: false,
		...wanted.others,
		enabled: true,
		url: wanted.url,
		headers: wanted.secret === '' ? kept : { ...withoutSecret(kept), [HEADER]: wanted.secret },
		events: [...wanted.events],
	});
}

/** There is no call that removes one. What is switched off keeps its URL, and loses the secret. */
async function clear(api: Api, webhookUrl: string): Promise<void> {
	const nothing = { headers: {}, events: [], byEvents: false, base64: false };
	await set(api, { enabled: false, url: webhookUrl, ...nothing });
}

async function set(api: Api, body: Record<string, unknown>): Promise<void> {
	await api.call({
		effect: 'change',
		method: 'POST',
		path: instancePath('/webhook/set', api.credential),
		body: { webhook: body },
		everywhere: true,
	});
}

const isSecret = (name: string) => name.toLowerCase() === SECRET_HEADER;

function secretIn(headers: Record<string, unknown>): string | undefined {
	const value = Object.entries(headers).find(([name]) => isSecret(name))?.[1];
	return text.parse(value);
}

function withoutSecret(headers: Record<string, unknown>): Record<string, unknown> {
	return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecret(name)));
}

/** Reading it as "none is set" could overwrite somebody's webhook. */
function unreadable(status: number): ProviderError {
	return new ProviderError('Evolution API did not say which webhook is set for the instance', {
		kind: 'refused',
		status,
		nextStep:
			'Check the Base URL in the credential, or set Registration to Manual and enter the webhook URL in the Evolution Manager yourself.',
	});
}
