/**
 * Setting the webhook at WSAPI. The cloud keeps it in the instance's settings, reached with the
 * customer key; a self-hosted server in the instance's config, reached with its admin key. Sources:
 * docs.wsapi.chat/api-reference/account/update-instance-settings; WSAPI server, openapi
 * `/admin/instances/{id}`. The older `PUT /instances/{id}/webhook` of the published guide is in no
 * specification, cannot be read back and takes no secret, so it is not used.
 */
import type { Api, RegisteredWebhook, Registration, WantedWebhook } from '../../provider';
import { instancePath, load } from './instance-settings';

const MESSAGE = ['message'];

/** System events (logged_in, logged_out, login_error, initial_sync_finished) come unasked. */
export const registration: Registration = {
	secretIn: 'provider',
	subscriptions: {
		'message.received': MESSAGE,
		'message.sent': MESSAGE,
		'message.edited': MESSAGE,
		'message.reaction': MESSAGE,
		'message.deleted': ['message_delete'],
		'message.status': ['message_read'],
		'presence.updated': ['chat_presence', 'user_presence'],
		'group.joined': ['group'],
		'group.left': ['group'],
		'group.updated': ['group', 'chat_picture'],
		'call.updated': ['call_offer', 'call_accept', 'call_terminate'],
		'connection.updated': [],
	},
	// An empty filter is every event, also those that come with a later version.
	everything: [],
	obstacle: ({ extra }) =>
		extra.customerApiKey
			? null
			: 'The WSAPI credential has no Customer API Key, and WSAPI lets webhooks be set with that key only',
	read,
	write,
	clear: async (api) => await write(api, null),
};

async function read(api: Api): Promise<RegisteredWebhook> {
	const { cloud, fields } = await load(api);
	return {
		url: textOf(fields.webhookUrl),
		events: (fields.eventFilters as string[] | null | undefined) ?? [],
		secret: textOf(cloud ? fields.eventSigningSecret : fields.signingSecret) ?? '',
	};
}

/**
 * Whether PUT replaces or merges is not published, so what is there is read first and sent back
 * with the change.
 */
async function write(api: Api, wanted: WantedWebhook | null): Promise<void> {
	const { cloud, fields } = await load(api);
	const path = instancePath(api.credential, cloud);
	const secret = wanted?.secret ? wanted.secret : undefined;
	if (cloud) {
		const body = {
			...fields,
			// Otherwise the account's defaults stand over the instance's own settings.
			useCustomDefaults: true,
			webhookUrl: wanted?.url ?? null,
			eventFilters: wanted?.events ?? fields.eventFilters ?? null,
			// pullMode: the stream instead of the webhook. One excludes the other.
			...(wanted ? { pullMode: false } : {}),
			...(secret ? { eventSigningSecret: secret } : {}),
		};
		await api.call({ effect: 'change', method: 'PUT', path: `${path}/settings`, body });
		return;
	}
	await api.call({
		effect: 'change',
		method: 'PUT',
		path: `${path}/config`,
		body: {
			...fields,
			webhookUrl: wanted?.url ?? '',
			eventFilters: wanted?.events ?? fields.eventFilters ?? [],
			...(secret ? { signingSecret: secret } : {}),
		},
	});
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}
