/**
 * Chatlevel's ten events. Source: Chatlevel's documentation, webhooks/event-types. Content is
 * published for texts only, groups not at all; what is not published is read where it comes.
 */
import * as z from 'zod/v4';

import { amount, flag, id, optionalId, orNull, text } from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import { chatTypeOf, digitsOf, person } from '../../whatsapp/jid';
import type { Call, Chat, Connection, Sender } from '../../event';
import { deliveryReader } from '../../provider';
import { fromIsoText, fromUnixSeconds } from '../../payload/time';
import { contentOf, isDeviceTraffic } from './content';

const envelope = z.object({
	event: z.string().min(1),
	deviceId: id,
	data: z.unknown(),
	timestamp: text,
});
type Envelope = z.infer<typeof envelope>;

/** Reads the data of one named event. Null where nothing can be read. */
type EventReader = (data: unknown, envelope: Envelope) => Draft | null;

/** The other side of a chat. Of the two ids either may be null; when both come, they are one person. */
const other = {
	lid: optionalId,
	phoneNumber: optionalId,
	pushName: text,
	/** Who wrote in a group; not published. */
	participant: optionalId,
};
/** `fromType` and `toType`: `pn` or `lid`. */
const incoming = { from: id, fromType: text, ...other };

const received = z.object({ id, ...incoming, type: text, content: z.unknown() });
const sent = z.object({ id, to: id, toType: text, ...other, type: text, content: z.unknown() });
const updated = z.object({
	messageId: id,
	...incoming,
	fromMe: flag,
	update: z.object({ editedContent: z.unknown(), messageType: text }),
});
const deleted = z.object({ messageId: id, ...incoming, fromMe: flag });
const call = z.object({
	id,
	...incoming,
	status: z.enum(['offer', 'accept', 'timeout', 'reject']),
	isVideo: flag,
	isGroup: flag,
	/** Unix seconds. */
	date: amount,
});
const opened = z.object({ phoneNumber: optionalId });
const auth = z.object({ qrCode: text, pairingCode: text });

const CALL_STATES: Record<z.infer<typeof call>['status'], Call['state']> = {
	offer: 'offered',
	accept: 'accepted',
	timeout: 'missed',
	reject: 'rejected',
};

/** One event per delivery. One that is not known or cannot be read is `other`. */
export const read = deliveryReader(envelope, (parsed) => {
	const draft: Draft = readers.get(parsed.event)?.(parsed.data, parsed) ?? {
		event: 'other',
		identity: [parsed.event, parsed.timestamp ?? null, hashOf(parsed.data)],
	};
	const timestamp = draft.timestamp ?? fromIsoText(parsed.timestamp);
	return [{ ...draft, timestamp, instance: parsed.deviceId }];
});

const readers: ReadonlyMap<string, EventReader> = new Map([
	[
		'message.received',
		on(received, (wire) => {
			if (isDeviceTraffic(wire.type, wire.content)) return null;
			const content = contentOf(wire.type, wire.content);
			return {
				event: content.type === 'reaction' ? 'message.reaction' : 'message.received',
				...whoAndWhere(wire, wire.from, wire.fromType),
				message: messageOf({ ...content, id: wire.id }),
			};
		}),
	],
	[
		'message.sent',
		on(sent, (wire, { deviceId }) => {
			if (isDeviceTraffic(wire.type, wire.content)) return null;
			const content = contentOf(wire.type, wire.content);
			return {
				event: content.type === 'reaction' ? 'message.reaction' : 'message.sent',
				chat: chatOf(wire, wire.to, wire.toType),
				sender: own(deviceId),
				message: messageOf({ ...content, id: wire.id }),
			};
		}),
	],
	[
		'message.updated',
		on(updated, (wire, { deviceId }) => {
			const { editedContent, messageType } = wire.update;
			return {
				event: 'message.edited',
				...whoAndWhere(wire, wire.from, wire.fromType, wire.fromMe ? deviceId : undefined),
				message: messageOf({ ...contentOf(messageType, editedContent), id: wire.messageId }),
			};
		}),
	],
	[
		'message.deleted',
		on(deleted, (wire, { deviceId }) => ({
			event: 'message.deleted',
			...whoAndWhere(wire, wire.from, wire.fromType, wire.fromMe ? deviceId : undefined),
			message: messageOf({ id: wire.messageId, deletedFor: 'everyone' }),
		})),
	],
	[
		'call',
		on(call, (wire) => {
			const state = CALL_STATES[wire.status];
			const { isVideo = false, isGroup = false } = wire;
			return {
				event: 'call.updated',
				timestamp: fromUnixSeconds(wire.date),
				...whoAndWhere(wire, wire.from, wire.fromType),
				call: { id: wire.id, state, isVideo, isGroup },
				identity: [wire.id, state],
			};
		}),
	],
	[
		'connection.open',
		on(opened, (wire, said) => connection(said, 'open', { phone: digitsOf(wire.phoneNumber) })),
	],
	['connection.closed', (_data, said) => connection(said, 'closed')],
	[
		'connection.auth',
		on(auth, ({ qrCode, pairingCode }, said) => {
			const codes = { qrCode: orNull(qrCode), pairingCode: orNull(pairingCode) };
			if (codes.qrCode === null && codes.pairingCode === null) return null;
			return connection(said, codes.qrCode === null ? 'pairing' : 'qr', codes);
		}),
	],
	['connection.timeout', (_data, said) => connection(said, 'timeout')],
	['connection.logout', (_data, said) => connection(said, 'logged_out')],
]);

function on<S extends z.ZodType>(
	schema: S,
	draft: (wire: z.output<S>, envelope: Envelope) => ReturnType<EventReader>,
): EventReader {
	return (data, said) => {
		const parsed = schema.safeParse(data);
		return parsed.success ? draft(parsed.data, said) : null;
	};
}

type Other = z.infer<z.ZodObject<typeof other>>;

function chatOf(wire: Other, digits: string, kind: string | undefined): Chat {
	// A whole JID stays as it is. Without its kind, an id is a LID when it is the one in `lid`.
	const isLid = kind === 'lid' || (kind !== 'pn' && digits === wire.lid);
	const chatId = digits.includes('@') || !isLid ? digits : `${digits}@lid`;
	return { id: chatId, type: chatTypeOf(chatId) };
}

/** `ownId`: the account did it, so that `digits` is only the chat's. */
function whoAndWhere(
	wire: Other,
	digits: string,
	kind: string | undefined,
	ownId?: string,
): { chat: Chat; sender: Sender | null } {
	const chat = chatOf(wire, digits, kind);
	if (ownId !== undefined) return { chat, sender: own(ownId) };
	const lid =
		wire.lid === undefined ? undefined : `${wire.lid.replace(/@(?:hosted\.)?lid$/, '')}@lid`;
	const phone = wire.phoneNumber ?? (chat.id.includes('@') ? undefined : digits);
	// Who wrote in a group is one of the other ids, never the group.
	const id =
		chat.type === 'individual' ? chat.id : (wire.participant ?? digitsOf(phone) ?? lid ?? null);
	return { chat, sender: id === null ? null : person({ id, phone, lid, name: wire.pushName }) };
}

/** The account is named by its device: what number or LID it has, no event of a message says. */
function own(deviceId: string): Sender {
	return { id: deviceId, phone: null, lid: null, name: null, isMe: true };
}

/** The provider's time tells two equal changes apart; without one, only what they say does. */
function connection(
	{ timestamp, data }: Envelope,
	state: Connection['state'],
	said: Partial<Connection> = {},
): Draft {
	return {
		event: 'connection.updated',
		connection: { state, qrCode: null, pairingCode: null, reason: null, phone: null, ...said },
		identity: [state, orNull(timestamp) ?? hashOf(data)],
	};
}
