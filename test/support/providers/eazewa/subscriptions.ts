/**
 * eazeWA's webhook subscriptions: several per instance, beside the instance's own webhook
 * (WaAPI OpenAPI v1.7.0: create, list, delete; at most 25; the same URL again gives the old one).
 */
import { fieldsOf, isWebhookUrl, textOf, textsOf } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import type { RegisteredWebhook } from '../simulated-provider';

export const EAZEWA_EVENTS = [
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

const SOURCES = ['zapier', 'make', 'n8n', 'api'];
const LIMIT = 25;

export interface EazeWaSubscription {
	id: number;
	url: string;
	events: string[];
	source: string;
	isActive: boolean;
	createdAt: string;
}

export function isEventList(value: unknown): value is string[] {
	const known: readonly string[] = EAZEWA_EVENTS;
	return textsOf(value)?.every((event) => known.includes(event)) ?? false;
}

export function newEazeWaSubscriptions(
	error: (status: number, message: string) => Answer,
	invalid: (reasons: Record<string, string>) => Answer,
) {
	const all = new Map<number, EazeWaSubscription>();
	let nextId = 77;
	return { all, list, create, remove, webhooks };

	function list(): Answer {
		return { status: 200, body: { data: [...all.values()] } };
	}

	function create({ body, headers }: ProviderRequest): Answer {
		const { url, events, source } = fieldsOf(body);
		if (!isWebhookUrl(url)) return invalid({ url: 'The url field must be a valid URL.' });
		if (!isEventList(events) || events.length === 0) {
			return invalid({ events: 'The selected events is invalid.' });
		}
		if (source !== undefined && !SOURCES.includes(String(source))) {
			return invalid({ source: 'The selected source is invalid.' });
		}
		const secret = textOf(headers['x-hook-secret']);
		const echo = secret ? { headers: { 'x-hook-secret': secret } } : {};
		const existing = [...all.values()].find((subscription) => subscription.url === url);
		if (existing) return { status: 200, body: { data: existing }, ...echo };
		if (all.size >= LIMIT) {
			return invalid({ url: `The instance already has the maximum of ${LIMIT} subscriptions.` });
		}
		const data: EazeWaSubscription = {
			id: nextId++,
			url,
			events,
			source: textOf(source) ?? 'api',
			isActive: true,
			createdAt: '2026-01-15T10:30:00+00:00',
		};
		all.set(data.id, data);
		return { status: 201, body: { data }, ...echo };
	}

	function remove({ params }: ProviderRequest): Answer {
		return all.delete(Number(params['subscription']))
			? { status: 204 }
			: error(404, 'Subscription not found.');
	}

	function webhooks(): RegisteredWebhook[] {
		return [...all.values()].map(({ url, events }) => ({ target: { url }, events }));
	}
}
