/**
 * What changes about a group. Source: whatsapp-web.js structures/GroupNotification and
 * GroupNotificationTypes; for communities nothing but the event names is published (WaAPI openapi v1.7.0).
 */
import * as z from 'zod/v4';

import { amount, lenient, list, lookUp, orNull, text } from '../../payload/schema';
import type { Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import type { Group } from '../../event';
import { groupEventOf } from '../../group-event';
import { person } from '../../whatsapp/jid';
import { messageKey, wid } from './ids';
import { timeOf } from './time';

const notification = z.object({
	id: lenient(messageKey),
	chatId: wid,
	groupId: wid,
	author: wid,
	type: text,
	body: text,
	timestamp: amount,
	recipientIds: list(wid),
});

const ACTIONS: Readonly<Record<string, Group['action']>> = {
	add: 'join',
	invite: 'join',
	linked_group_join: 'join',
	remove: 'leave',
	leave: 'leave',
	promote: 'promote',
	demote: 'demote',
	subject: 'name',
	description: 'description',
	picture: 'picture',
	announce: 'setting',
	restrict: 'setting',
};

/** Settings are called the same whoever reports them. */
const SETTINGS: Readonly<Record<string, string>> = { announce: 'announce', restrict: 'locked' };

/** `fallback`: what the event's own name says, for a type that says nothing more. */
export function readGroupChange(value: unknown, fallback: Group['action']): Draft | null {
	const parsed = notification.safeParse(value);
	if (!parsed.success) return null;
	const wire = parsed.data;
	const groupId = wire.chatId ?? wire.groupId ?? wire.id?.chatId ?? null;
	if (groupId === null) return null;

	const action = lookUp(ACTIONS, wire.type ?? '') ?? fallback;
	const named = (wire.recipientIds ?? []).flatMap((id) => id ?? []);
	// Who comes by a link or leaves of their own is only the author.
	const moved = action === 'join' || action === 'leave';
	const participants = moved && named.length === 0 && wire.author ? [wire.author] : named;
	return {
		event: groupEventOf(action),
		timestamp: timeOf(wire.timestamp),
		chat: { id: groupId, type: 'group' },
		sender: wire.author ? person({ id: wire.author }) : null,
		group: { id: groupId, action, participants, value: valueOf(wire.type, wire.body) },
		identity: [groupId, wire.id?.id ?? hashOf(wire), action],
	};
}

function valueOf(type: string | undefined, body: string | undefined): string | null {
	const setting = lookUp(SETTINGS, type ?? '');
	return setting ? [setting, body].filter((said) => said).join(': ') : orNull(body);
}
