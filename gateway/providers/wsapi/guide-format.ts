/**
 * The payloads of WSAPI's published webhook guide: `{event, data}` with seven events. They differ
 * from what its server sends (see `payload.ts`), and both are taken. Source: the guide's samples;
 * fields it shows only in prose are read where they come.
 */
import * as z from 'zod/v4';

import { amount, flag, id, lookUp, optionalId, orNull, text } from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import { MESSAGE_TYPES } from '../../event';
import type { Chat, Group, MessageType, Presence, StatusState } from '../../event';
import { groupEventOf } from '../../group-event';
import { chatTypeOf, person } from '../../whatsapp/jid';
import { fromIsoText, fromUnixSeconds } from '../../payload/time';

export const guideEnvelope = z.object({
	event: z.string().min(1),
	data: z.unknown().refine((data) => data !== undefined),
	// The guide deduplicates by "the event ID" without naming its field.
	eventId: optionalId,
	id: optionalId,
	instanceId: z.unknown(),
	timestamp: z.union([amount, text]),
});
type GuideEnvelope = z.infer<typeof guideEnvelope>;

const message = z.object({
	id,
	from: id,
	to: text,
	chatId: text,
	participant: text,
	body: text,
	caption: text,
	type: text,
	fromMe: flag,
});
const revoke = z.object({ id, from: text, chatId: text, fromMe: flag });
const ack = z.object({ id, ack: z.number().int(), chatId: text, to: text });
const presence = z.object({ id, status: z.string() });
const membership = z.object({ groupId: id, participant: id });
const groupUpdate = z.object({
	groupId: id,
	name: text,
	subject: text,
	description: text,
	picture: z.unknown(),
	participant: text,
});

/** 0 error, 1 pending, 2 server, 3 delivered, 4 read, 5 played. */
const ACKS: readonly StatusState[] = ['failed', 'pending', 'sent', 'delivered', 'read', 'played'];

const PRESENCES: Readonly<Record<string, Presence['state']>> = {
	online: 'online',
	available: 'online',
	offline: 'offline',
	unavailable: 'offline',
	typing: 'typing',
	composing: 'typing',
	recording: 'recording',
	paused: 'paused',
};

/** Reads the data of one named event. Null where nothing can be read. */
type EventReader = (data: unknown, envelope: GuideEnvelope) => Draft | null;

/** The one event of an envelope; what is not known or cannot be read is `other`. */
export function readGuide(envelope: GuideEnvelope): Draft {
	const draft = lookUp(readers, envelope.event)?.(envelope.data, envelope) ?? {
		event: 'other' as const,
		identity: [envelope.event, identityOf(envelope)],
	};
	return { ...draft, timestamp: timeOf(envelope.timestamp) };
}

const readers: Readonly<Record<string, EventReader>> = {
	message: read(message, (wire) => {
		const chat = chatOf(wire.chatId || (wire.fromMe && wire.to) || wire.from);
		const sender = person({ id: wire.participant || wire.from, isMe: wire.fromMe });
		return {
			event: wire.fromMe ? 'message.sent' : 'message.received',
			chat,
			sender,
			message: messageOf({
				id: wire.id,
				type: typeOf(wire.type, wire.body),
				text: orNull(wire.body) ?? orNull(wire.caption),
			}),
		};
	}),
	'message.revoke': read(revoke, (wire) => {
		const chatId = wire.chatId || wire.from;
		return {
			event: 'message.deleted',
			chat: chatId ? chatOf(chatId) : null,
			sender: wire.from ? person({ id: wire.from, isMe: wire.fromMe }) : null,
			message: messageOf({ id: wire.id, deletedFor: 'everyone' }),
		};
	}),
	'message.ack': read(ack, (wire) => {
		const state = ACKS[wire.ack];
		if (!state) return null;
		const recipientId = orNull(wire.to) ?? orNull(wire.chatId);
		return {
			event: 'message.status',
			chat: recipientId === null ? null : chatOf(wire.chatId || recipientId),
			status: { messageId: wire.id, state, recipientId, errors: [] },
		};
	}),
	'presence.update': read(presence, (wire, envelope) => {
		const state = lookUp(PRESENCES, wire.status.toLowerCase());
		if (!state) return null;
		return {
			event: 'presence.updated',
			chat: chatOf(wire.id),
			sender: person({ id: wire.id }),
			presence: { state, lastSeen: null },
			identity: [identityOf(envelope)],
		};
	}),
	'group.join': read(membership, (wire, envelope) =>
		group(envelope, wire.groupId, { action: 'join', participants: [wire.participant] }),
	),
	'group.leave': read(membership, (wire, envelope) =>
		group(envelope, wire.groupId, { action: 'leave', participants: [wire.participant] }),
	),
	'group.update': read(groupUpdate, (wire, envelope) => {
		const name = wire.name ?? wire.subject;
		return group(
			envelope,
			wire.groupId,
			name !== undefined
				? { action: 'name', value: orNull(name) }
				: wire.description !== undefined
					? { action: 'description', value: orNull(wire.description) }
					: { action: wire.picture === undefined ? 'other' : 'picture' },
			wire.participant,
		);
	}),
};

function read<S extends z.ZodType>(
	schema: S,
	draft: (wire: z.output<S>, envelope: GuideEnvelope) => Draft | null,
): EventReader {
	return (data, envelope) => {
		const parsed = schema.safeParse(data);
		return parsed.success ? draft(parsed.data, envelope) : null;
	};
}

/** The provider's event id where it sends one, else what the event says. */
function identityOf(envelope: GuideEnvelope): string {
	return (
		envelope.eventId ?? envelope.id ?? hashOf([envelope.event, envelope.data, envelope.timestamp])
	);
}

function chatOf(chatId: string): Chat {
	return { id: chatId, type: chatTypeOf(chatId) };
}

function typeOf(type: string | undefined, body: string | undefined): MessageType {
	if (type === 'ptt') return 'voice';
	const known = MESSAGE_TYPES.find((name) => name === type);
	return known ?? (body ? 'text' : 'unsupported');
}

function group(
	envelope: GuideEnvelope,
	groupId: string,
	change: Pick<Group, 'action'> & { participants?: string[]; value?: string | null },
	actor?: string,
): Draft {
	return {
		event: groupEventOf(change.action),
		chat: { id: groupId, type: 'group' },
		sender: actor ? person({ id: actor }) : null,
		group: { id: groupId, participants: [], value: null, ...change },
		identity: [identityOf(envelope)],
	};
}

function timeOf(timestamp: number | string | undefined): string | null {
	return typeof timestamp === 'number' ? fromUnixSeconds(timestamp) : fromIsoText(timestamp);
}
