/**
 * Events as WSAPI's own server projects them from whatsmeow: `eventType` with its `eventData`.
 * Source of every field: WSAPI server, openapi/wsapi-events.yml v2.0.0 and internal/event/types.go.
 */
import * as z from 'zod/v4';

import {
	amount,
	flag,
	id,
	isId,
	lenient,
	list,
	lookUp,
	optionalId,
	orNull,
	part,
	text,
} from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import type {
	Call,
	Chat,
	Connection,
	Group,
	Message,
	Presence,
	Sender,
	StatusState,
} from '../../event';
import { isFields } from '../../payload/fields';
import { framing } from '../../payload/own-part';
import { fromIsoText } from '../../payload/time';
import { groupEventOf } from '../../group-event';
import { chatTypeOf, person } from '../../whatsapp/jid';
import { AD_CARD, originIn, referralFrom } from '../../whatsapp/referral';
import { readVcard } from '../../whatsapp/vcard';

/** `eventId` is minted per emission: equal for a redelivery, not for one message sent two ways. */
export interface WhatsmeowEvent {
	eventType: string;
	eventId: string | null;
	data: unknown;
}

/** The events one event holds; what is not known or cannot be read is `other`. */
export function readWhatsmeow({ eventType, eventId, data }: WhatsmeowEvent): Iterable<Draft> {
	return (
		lookUp(readers, eventType)?.(data, eventId) ?? [
			{ event: 'other', identity: [eventType, eventId ?? hashOf(data)] },
		]
	);
}

/** Null where nothing can be read. */
type Reader = (data: unknown, eventId: string | null) => Iterable<Draft> | null;

/** Identity = `{id, lid?, phone?, device?}`; Sender = Identity + `isMe`. */
const identity = z.object({ id, lid: optionalId, phone: optionalId, isMe: flag });

const media = z.object({
	id: text,
	mediaType: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
	mimeType: text,
	fileLength: amount,
	caption: text,
	height: amount,
	width: amount,
	duration: amount,
	filename: text,
	title: text,
});

const message = z.object({
	id,
	chatId: id,
	sender: identity,
	time: text,
	isGroup: flag,
	isStatus: flag,
	text,
	media: lenient(media),
	reaction: part({ messageId: id, emoji: text }),
	replyTo: part({ id: text, sender: lenient(identity), text }),
	contact: text,
	contactArray: list(z.string()),
	// Not in the open server; newer SDK models of the cloud have it.
	location: part({ latitude: amount, longitude: amount, name: text, address: text, url: text }),
	pin: part({ pinned: flag }),
	isEdit: flag,
	edit: part({ originalMessageId: id }),
	mentions: list(z.string()),
	isForwarded: flag,
	// Not in the open server; WSAPI's Python SDK has it (AdReferral).
	adReferral: part({ ...AD_CARD, conversionSource: text }),
});
type WireMessage = z.infer<typeof message>;

const receipt = z.object({
	chatId: id,
	sender: identity,
	isGroup: flag,
	messageIds: z.custom<Array<string | number>>(
		(ids) => Array.isArray(ids) && ids.length > 0 && ids.every(isId),
	),
	time: text,
	receiptType: z.string(),
});

const deletion = z.object({
	id,
	chatId: id,
	sender: identity,
	time: text,
	isDeletedForAll: flag,
	isStatus: flag,
});

const chatPresence = z.object({ id, sender: identity, state: z.string() });
const userPresence = z.object({ user: identity, status: z.string(), lastSeen: text });
const picture = z.object({ id, sender: identity, pictureId: text });
const calling = z.object({
	id,
	caller: identity,
	chatId: text,
	isGroup: flag,
	isVideo: flag,
	time: text,
	reason: text,
});

const groupChange = z.object({
	id,
	sender: lenient(identity),
	timestamp: text,
	description: part({ topic: text }),
	name: part({ name: text }),
	locked: part({ isLocked: flag }),
	announce: part({ isAnnounce: flag }),
	membershipApproval: part({ isRequired: flag }),
	join: list(identity),
	leave: list(identity),
	promote: list(identity),
	demote: list(identity),
});

/** whatsmeow's receipt types. `retry` asks for the message again; `inactive` is a device that sleeps. */
const RECEIPT_STATES: Readonly<Record<string, StatusState>> = {
	delivered: 'delivered',
	inactive: 'delivered',
	read: 'read',
	readSelf: 'read',
	played: 'played',
	sender: 'sent',
	retry: 'pending',
	serverError: 'failed',
};

const PRESENCES: Readonly<Record<string, Presence['state']>> = {
	typing: 'typing',
	recording: 'recording',
	paused: 'paused',
	available: 'online',
	unavailable: 'offline',
};

const readers: Readonly<Record<string, Reader>> = {
	message: read(message, (wire) => [messageDraft(wire)]),

	message_read: read(receipt, (wire, _eventId, data) => {
		const state = lookUp(RECEIPT_STATES, wire.receiptType);
		return state ? receiptDrafts(wire, state, data) : null;
	}),

	message_delete: read(deletion, (wire) => [
		{
			event: 'message.deleted',
			timestamp: fromIsoText(wire.time),
			chat: chatOf(wire.chatId, wire),
			sender: person(wire.sender),
			message: messageOf({ id: wire.id, deletedFor: wire.isDeletedForAll ? 'everyone' : 'me' }),
		},
	]),

	chat_presence: read(chatPresence, (wire, eventId) =>
		presence(wire.state, null, chatOf(wire.id), person(wire.sender), eventId),
	),

	user_presence: read(userPresence, (wire, eventId) =>
		presence(wire.status, wire.lastSeen, chatOf(wire.user.id), person(wire.user), eventId),
	),

	group: read(groupChange, groupDrafts),

	chat_picture: read(picture, (wire, eventId) =>
		chatTypeOf(wire.id) === 'group'
			? [groupDraft(wire, { action: 'picture', value: orNull(wire.pictureId) }, eventId)]
			: null,
	),

	call_offer: read(calling, (wire) => callDraft(wire, 'offered')),
	call_accept: read(calling, (wire) => callDraft(wire, 'accepted')),
	call_terminate: read(calling, (wire) =>
		callDraft(
			wire,
			wire.reason === 'rejected' ? 'rejected' : wire.reason === 'timeout' ? 'missed' : 'ended',
		),
	),

	// Sent when pairing succeeded (PairSuccess), before the session is open.
	logged_in: read(z.object({ deviceId: text }), (wire, eventId) =>
		connection('authenticated', eventId, { phone: person({ id: wire.deviceId ?? '' }).phone }),
	),
	logged_out: read(z.object({ reason: text }), (wire, eventId) =>
		connection('logged_out', eventId, { reason: orNull(wire.reason) }),
	),
	login_error: read(z.object({ error: text }), (wire, eventId) =>
		connection('auth_failed', eventId, { reason: orNull(wire.error) }),
	),
};

function read<S extends z.ZodType>(
	schema: S,
	drafts: (wire: z.output<S>, eventId: string | null, data: unknown) => ReturnType<Reader>,
): Reader {
	return (data, eventId) => {
		const parsed = schema.safeParse(data);
		return parsed.success ? drafts(parsed.data, eventId, data) : null;
	};
}

/** One event for each message the receipt is of. */
function* receiptDrafts(
	wire: z.infer<typeof receipt>,
	state: StatusState,
	data: unknown,
): Generator<Draft> {
	const timestamp = fromIsoText(wire.time);
	const chat = chatOf(wire.chatId, wire);
	const sender = person(wire.sender);
	const frame = framing(data, ['messageIds']);
	const isOnly = wire.messageIds.length === 1;
	for (const messageId of wire.messageIds) {
		const status = { messageId: String(messageId), state, recipientId: sender.id, errors: [] };
		const raw = () => frame({ messageIds: [messageId] });
		yield { event: 'message.status', timestamp, chat, sender, status, ...(isOnly ? {} : { raw }) };
	}
}

function chatOf(
	chatId: string,
	said: { isGroup?: boolean | undefined; isStatus?: boolean | undefined } = {},
): Chat {
	const type = said.isStatus ? 'status' : said.isGroup ? 'group' : chatTypeOf(chatId);
	return { id: chatId, type };
}

function messageDraft(wire: WireMessage): Draft {
	const sender = person(wire.sender);
	const chat = chatOf(wire.chatId, wire);
	const common = { timestamp: fromIsoText(wire.time), chat, sender };
	const content = contentOf(wire);
	// A pin is told as it came, for whoever asks for it: nobody wrote it.
	if (wire.pin && content.type === undefined) {
		return { ...common, event: 'other', identity: [wire.chatId, wire.id, sender.id] };
	}

	const message: Message = {
		...messageOf(content),
		id: wire.id,
		quoted: wire.replyTo?.id
			? {
					messageId: wire.replyTo.id,
					senderId: wire.replyTo.sender?.id ?? null,
					text: orNull(wire.replyTo.text),
				}
			: null,
		mentions: wire.mentions ?? [],
		isForwarded: wire.isForwarded ?? false,
		referral: referralFrom(wire.adReferral, originIn(wire.adReferral?.conversionSource)),
	};
	if (content.reaction) return { ...common, event: 'message.reaction', message };
	if (wire.isEdit) return edition(common, message, wire.edit?.originalMessageId ?? null);
	return { ...common, event: sender.isMe ? 'message.sent' : 'message.received', message };
}

/** An edit has an id of its own, by which it differs from an earlier one to the same text. */
function edition(
	common: { timestamp: string | null; chat: Chat; sender: Sender },
	edit: Message,
	editedId: string | null,
): Draft {
	const editId = edit.id === editedId ? common.timestamp : edit.id;
	return { ...common, event: 'message.edited', message: { ...edit, id: editedId }, editId };
}

/** What the message holds: the one thing of all that its fields can say. */
function contentOf(wire: WireMessage): Partial<Message> {
	if (wire.reaction) {
		const { messageId, emoji } = wire.reaction;
		return { type: 'reaction', reaction: { messageId, emoji: orNull(emoji) } };
	}
	if (wire.media) return mediaContent(wire.media);
	if (wire.location) {
		const { latitude = null, longitude = null, name, address, url } = wire.location;
		const place = { name: orNull(name), address: orNull(address), url: orNull(url) };
		return { type: 'location', location: { latitude, longitude, ...place } };
	}
	const vcards = wire.contact ? [wire.contact] : (wire.contactArray ?? []);
	if (vcards.length > 0) {
		return { type: 'contacts', contacts: vcards.map((vcard) => readVcard(vcard)) };
	}
	if (wire.text) return { type: 'text', text: wire.text };
	return {};
}

function mediaContent(wire: z.infer<typeof media>): Partial<Message> {
	return {
		type: wire.mediaType,
		text: orNull(wire.caption),
		media: {
			kind: wire.mediaType,
			id: orNull(wire.id),
			url: null,
			mimeType: orNull(wire.mimeType),
			fileName: orNull(wire.filename) ?? orNull(wire.title),
			size: wire.fileLength ?? null,
			sha256: null,
			duration: wire.duration ?? null,
			width: wire.width ?? null,
			height: wire.height ?? null,
		},
	};
}

function presence(
	word: string,
	lastSeen: string | undefined | null,
	chat: Chat,
	sender: Sender,
	eventId: string | null,
): ReturnType<Reader> {
	const state = lookUp(PRESENCES, word);
	if (!state) return null;
	return [
		{
			event: 'presence.updated',
			chat,
			sender,
			// Go writes its zero time, the year 1, for "not known".
			presence: { state, lastSeen: fromIsoText(lastSeen) },
			identity: [eventId ?? `${chat.id} ${sender.id} ${state}`],
		},
	];
}

function callDraft(wire: z.infer<typeof calling>, state: Call['state']): ReturnType<Reader> {
	const isGroup = wire.isGroup ?? false;
	return [
		{
			event: 'call.updated',
			timestamp: fromIsoText(wire.time),
			// Only an offer names the chat; later events of the call are of the caller's own.
			chat: chatOf(wire.chatId || wire.caller.id, { isGroup: isGroup || undefined }),
			sender: person(wire.caller),
			call: { id: wire.id, state, isVideo: wire.isVideo ?? false, isGroup },
			identity: [wire.id, state],
		},
	];
}

type Change = Partial<Group> & Pick<Group, 'action'>;

/** The fields of a group event that each hold a change. */
const CHANGES = [
	'name',
	'description',
	'locked',
	'announce',
	'membershipApproval',
	'join',
	'leave',
	'promote',
	'demote',
] as const;

/** One event may hold several changes: one of ours each, in a fixed order. */
function groupDrafts(
	wire: z.infer<typeof groupChange>,
	eventId: string | null,
	data: unknown,
): Draft[] {
	const ids = (people: Array<{ id: string }> | undefined) => people?.map((who) => who.id) ?? [];
	const setting = (name: string, on: boolean | undefined) => ({
		action: 'setting' as const,
		value: `${name}: ${on ? 'on' : 'off'}`,
	});
	const changes = new Map<(typeof CHANGES)[number], Change>();
	if (wire.name) changes.set('name', { action: 'name', value: orNull(wire.name.name) });
	if (wire.description) {
		changes.set('description', { action: 'description', value: orNull(wire.description.topic) });
	}
	if (wire.locked) changes.set('locked', setting('locked', wire.locked.isLocked));
	if (wire.announce) changes.set('announce', setting('announce', wire.announce.isAnnounce));
	if (wire.membershipApproval) {
		const { isRequired } = wire.membershipApproval;
		changes.set('membershipApproval', setting('membershipApproval', isRequired));
	}
	for (const action of ['join', 'leave', 'promote', 'demote'] as const) {
		const participants = ids(wire[action]);
		if (participants.length > 0) changes.set(action, { action, participants });
	}
	// Deleted, suspended, linked to a community: known to be about the group, with no word of ours.
	if (changes.size === 0) return [groupDraft(wire, { action: 'other' }, eventId)];
	const frame = framing(data, CHANGES);
	return Array.from(changes, ([field, change]) => {
		const draft = groupDraft(wire, change, eventId);
		if (changes.size === 1 || !isFields(data)) return draft;
		return { ...draft, raw: () => frame({ [field]: data[field] }) };
	});
}

function groupDraft(
	wire: {
		id: string;
		sender?: z.infer<typeof identity> | undefined;
		timestamp?: string | undefined;
	},
	change: Change,
	eventId: string | null,
): Draft {
	const timestamp = fromIsoText(wire.timestamp);
	const group = { id: wire.id, participants: [], value: null, ...change };
	return {
		event: groupEventOf(change.action),
		timestamp,
		chat: { id: wire.id, type: 'group' },
		sender: wire.sender ? person(wire.sender) : null,
		group,
		identity: [
			eventId ?? `${wire.id} ${timestamp} ${group.participants.join()}`,
			change.action,
			group.value,
		],
	};
}

function connection(
	state: Connection['state'],
	eventId: string | null,
	said: { reason?: string | null; phone?: string | null },
): ReturnType<Reader> {
	return [
		{
			event: 'connection.updated',
			connection: { state, qrCode: null, pairingCode: null, reason: null, phone: null, ...said },
			identity: [eventId ?? `${state} ${said.reason ?? ''}`],
		},
	];
}
