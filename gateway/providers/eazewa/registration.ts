/**
 * Setting the webhook at eazeWA: PUT /instances/{id} with `webhook: {url, events}`, which is read
 * back under other names. Source: WaAPI openapi v1.6.0 and v1.7.0. Setting it needs a token with
 * the update scope.
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { ProviderError } from '../../errors';
import type { Api, RegisteredWebhook, Registration, WantedWebhook } from '../../provider';
import { instancePath } from './access';

/** openapi v1.7.0, `eventType`, in its order. */
const EVENTS = [
	'message',
	'loading_screen',
	'qr',
	'authenticated',
	'auth_failure',
	'ready',
	'disconnected',
	'message_create',
	'message_edit',
	'message_revoke_everyone',
	'message_revoke_me',
	'message_ack',
	'message_reaction',
	'media_uploaded',
	'group_join',
	'group_leave',
	'group_update',
	'community_created',
	'community_updated',
	'community_subgroup_linked',
	'community_subgroup_unlinked',
	'community_deactivated',
	'change_state',
	'call',
	'vote_update',
	'presence_update',
] as const;

export const registration: Registration = {
	secretIn: 'url',
	subscriptions: {
		// Votes (vote_update) are messages as well, but not every version knows that event and all
		// refuse a list with a name they do not know: whoever wants votes subscribes to `other`.
		'message.received': ['message'],
		'message.sent': ['message_create'],
		'message.edited': ['message_edit'],
		'message.deleted': ['message_revoke_everyone', 'message_revoke_me'],
		'message.reaction': ['message_reaction'],
		'message.status': ['message_ack'],
		'media.uploaded': ['media_uploaded'],
		'presence.updated': ['presence_update'],
		'group.joined': ['group_join'],
		'group.left': ['group_leave'],
		'group.updated': ['group_update'],
		'call.updated': ['call'],
		'connection.updated': [
			'loading_screen',
			'qr',
			'authenticated',
			'auth_failure',
			'ready',
			'disconnected',
			'change_state',
		],
	},
	everything: EVENTS,
	obstacle: ({ instanceId }) =>
		instanceId === '' ? 'The eazeWA credential has no Instance ID' : null,
	read,
	write: async (api, wanted) => await put(api, { url: wanted.url, events: wanted.events }),
	clear: async (api) => await put(api, { url: null, events: [] }),
};

async function put(
	api: Api,
	webhook: { url: string | null; events: WantedWebhook['events'] },
): Promise<void> {
	const path = instancePath(api.credential);
	await api.call({ effect: 'change', method: 'PUT', path, body: { webhook }, everywhere: true });
}

const names = z.array(z.string()).nullable().catch(null).default(null);

const list = z.object({ instances: z.array(z.unknown()) });
const listed = z.object({ id, webhook_url: z.string().nullable(), webhook_events: names });
const status = z.object({
	clientStatus: z.object({ instanceWebhook: z.string().nullish(), instanceEvents: names }),
});

/** The list of instances says it; where it does not, the instance's status does. */
async function read(api: Api): Promise<RegisteredWebhook> {
	const { body } = await api.call({
		effect: 'read',
		method: 'GET',
		path: '/instances',
		everywhere: true,
	});
	const ours = (list.safeParse(body).data?.instances ?? [])
		.flatMap((entry) => listed.safeParse(entry).data ?? [])
		.find((entry) => entry.id === api.credential.instanceId);
	if (ours) return webhook(ours.webhook_url, ours.webhook_events);

	const answer = await api.call({
		effect: 'read',
		method: 'GET',
		path: `${instancePath(api.credential)}/client/status`,
		everywhere: true,
	});
	const parsed = status.safeParse(answer.body);
	if (parsed.success) {
		const { instanceWebhook, instanceEvents } = parsed.data.clientStatus;
		return webhook(instanceWebhook, instanceEvents);
	}
	// Not "none": setting one now could replace somebody else's.
	throw new ProviderError('eazeWA did not say which webhook is set for the instance', {
		kind: 'refused',
		status: answer.status,
		nextStep:
			'Check the Instance ID in the credential, or set Registration to Manual and paste the webhook URL at eazeWA yourself.',
	});
}

function webhook(url: string | null | undefined, events: string[] | null): RegisteredWebhook {
	return { url: url || null, events, secret: null };
}
