/** Evolution's webhook of an instance: one row, set as a whole and read back with its headers. */
import { fieldsOf, textOf, textsOf, type Fields } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import type { RegisteredWebhook } from '../simulated-provider';
import { bearerOf } from './delivery';

/** v2.3.7, event.controller.ts, in its order. */
export const EVOLUTION_EVENTS = [
	'APPLICATION_STARTUP',
	'QRCODE_UPDATED',
	'MESSAGES_SET',
	'MESSAGES_UPSERT',
	'MESSAGES_EDITED',
	'MESSAGES_UPDATE',
	'MESSAGES_DELETE',
	'SEND_MESSAGE',
	'SEND_MESSAGE_UPDATE',
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
	'INSTANCE_CREATE',
	'INSTANCE_DELETE',
	'STATUS_INSTANCE',
];

export interface EvolutionWebhook {
	url: string;
	headers: Record<string, string> | null;
	enabled: boolean;
	events: string[];
	webhookByEvents: boolean;
	webhookBase64: boolean;
}

export function newEvolutionWebhook(
	version: '2.3.7' | '2.4.0',
	error: (status: number, ...reasons: unknown[]) => Answer,
) {
	const known =
		version === '2.3.7' ? EVOLUTION_EVENTS : [...EVOLUTION_EVENTS, 'MESSAGING_HISTORY_SET'];
	const state: { row: EvolutionWebhook | null } = { row: null };
	return { state, find: (): Answer => ({ status: 200, body: state.row }), set, registered };

	function set({ body }: ProviderRequest): Answer {
		const webhook = fieldsOf(fieldsOf(body)['webhook']);
		const { enabled, headers } = webhook;
		const url = textOf(webhook['url']);
		const events = webhook['events'] === undefined ? [] : textsOf(webhook['events']);
		const wrong = [
			...(typeof enabled === 'boolean' ? [] : ['webhook requires property "enabled"']),
			...(url === null ? ['The "url" cannot be empty'] : []),
			...(events === null || events.some((name) => !known.includes(name))
				? ['webhook.events[0] is not one of enum values']
				: []),
		];
		// Validation puts its list of reasons into the list of reasons.
		if (wrong.length > 0) return error(400, wrong);
		if ((url ?? '').length > 500) return error(500, 'The value is too long for the column: url');
		const all = events?.length === 0 ? [...known] : (events ?? []);
		state.row = {
			url: url ?? '',
			// What is not said stays as it was.
			headers: headers === undefined ? (state.row?.headers ?? null) : stringsOf(headers),
			enabled: enabled === true,
			events: enabled === true ? all : [],
			webhookByEvents: flagOf(webhook, 'byEvents', state.row?.webhookByEvents),
			webhookBase64: flagOf(webhook, 'base64', state.row?.webhookBase64),
		};
		return { status: 201, body: state.row };
	}

	function registered(): RegisteredWebhook[] {
		const { row } = state;
		if (!row?.enabled) return [];
		const { jwt_key: jwtKey, ...headers } = row.headers ?? {};
		const proof = jwtKey === undefined ? {} : { Authorization: bearerOf(jwtKey) };
		return [{ target: { url: row.url, headers: { ...headers, ...proof } }, events: row.events }];
	}
}

function flagOf(webhook: Fields, name: string, before = false): boolean {
	const value = webhook[name];
	return typeof value === 'boolean' ? value : before;
}

function stringsOf(headers: unknown): Record<string, string> {
	return Object.fromEntries(
		Object.entries(fieldsOf(headers)).map(([name, value]) => [name, String(value)]),
	);
}
