/**
 * Cbot's two envelopes: on premises three flat arrays, in the cloud Meta's
 * object → entry → changes → value around the same arrays.
 */
import type { ExpectedEvent, ExpectedMessage } from '../../fixture';
import { ANA, AT, AT_SECONDS } from '../../people';

export const CBOT_PHONE_NUMBER_ID = '100000000000001';
export const ON_PREMISES_ID = 'ABGGAAAA';
export const CLOUD_ID = 'wamid.AAAA';

type Content = Record<string, unknown>;

const ana = { profile: { name: 'Ana' }, wa_id: ANA };

/** A message item; `type` names the field its content is in. */
export function item(type: string, content: unknown, fields: Content = {}) {
	return {
		from: ANA,
		id: ON_PREMISES_ID,
		timestamp: String(AT_SECONDS),
		type,
		...(content === undefined ? {} : { [type]: content }),
		...fields,
	};
}

export function onPremises(...messages: unknown[]) {
	return { contacts: [ana], messages };
}

export function status(state: string, fields: Content = {}) {
	return {
		id: 'gBEGBBBB',
		recipient_id: ANA,
		status: state,
		timestamp: String(AT_SECONDS),
		type: 'message',
		...fields,
	};
}

export function onPremisesStatuses(...statuses: unknown[]) {
	return { statuses };
}

/** One change of one entry. */
export function change(value: Content, field = 'messages') {
	return {
		field,
		value: {
			messaging_product: 'whatsapp',
			metadata: {
				display_phone_number: '15550009999',
				phone_number_id: CBOT_PHONE_NUMBER_ID,
			},
			...value,
		},
	};
}

/** One entry per argument, each with its changes. */
export function cloudEntries(...entries: unknown[][]) {
	return {
		object: 'whatsapp_business_account',
		entry: entries.map((changes, index) => ({ id: `20000000000000${index}`, changes })),
	};
}

export function cloud(value: Content, field?: string) {
	return cloudEntries([change(value, field)]);
}

export function cloudMessages(...messages: unknown[]) {
	return cloud({ contacts: [ana], messages });
}

/** A message item with the cloud's id. */
export function cloudItem(type: string, content: unknown, fields: Content = {}) {
	return item(type, content, { id: CLOUD_ID, ...fields });
}

const fromAna = {
	timestamp: AT,
	chat: { id: ANA, type: 'individual' },
	sender: { id: ANA, phone: ANA, lid: null, name: 'Ana', isMe: false },
} satisfies ExpectedEvent;

export const ON_PREMISES = { provider: 'cbot', instance: null } as const;
export const CLOUD = { provider: 'cbot', instance: CBOT_PHONE_NUMBER_ID } as const;

export function receivedOnPremises(message: ExpectedMessage): ExpectedEvent {
	return {
		event: 'message.received',
		...ON_PREMISES,
		...fromAna,
		message: { id: ON_PREMISES_ID, ...message },
	};
}

export function receivedInCloud(message: ExpectedMessage): ExpectedEvent {
	return {
		event: 'message.received',
		...CLOUD,
		...fromAna,
		message: { id: CLOUD_ID, ...message },
	};
}
