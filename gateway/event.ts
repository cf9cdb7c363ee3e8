/**
 * The normalised event: the one shape every provider's payload becomes and everything downstream
 * reads. Zod schema and types, nothing else. The schema is the contract in executable form: tests
 * hold every adapter's output against it.
 */
import * as z from 'zod/v4';

export const EVENT_NAMES = [
	'message.received',
	'message.sent',
	'message.edited',
	'message.deleted',
	'message.reaction',
	'message.status',
	'presence.updated',
	'group.joined',
	'group.left',
	'group.updated',
	'call.updated',
	'connection.updated',
	'media.uploaded',
	'account.error',
	'other',
] as const;

export const MESSAGE_TYPES = [
	'text',
	'image',
	'video',
	'audio',
	'voice',
	'document',
	'sticker',
	'location',
	'contacts',
	'reaction',
	'poll',
	'selection',
	'order',
	'interactive',
	'system',
	'unsupported',
] as const;

export const CHAT_TYPES = ['individual', 'group', 'channel', 'status', 'broadcast'] as const;
export const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
const SENT_BY = ['workflow', 'person'] as const;
const REFERRAL_SOURCES = ['ad', 'post', 'product', 'other'] as const;
export const STATUS_STATES = [
	'failed',
	'pending',
	'sent',
	'delivered',
	'read',
	'played',
	'deleted',
	'warning',
] as const;
const PRESENCE_STATES = ['typing', 'recording', 'paused', 'online', 'offline'] as const;
const GROUP_ACTIONS = [
	'join',
	'leave',
	'promote',
	'demote',
	'name',
	'description',
	'picture',
	'setting',
	'other',
] as const;
const CALL_STATES = ['offered', 'ringing', 'accepted', 'rejected', 'missed', 'ended'] as const;
const CONNECTION_STATES = [
	'connecting',
	'qr',
	'pairing',
	'authenticated',
	'open',
	'closed',
	'timeout',
	'logged_out',
	'auth_failed',
] as const;

const text = z.string().nullable();
const amount = z.number().nullable();

const chat = z.object({ id: z.string(), type: z.enum(CHAT_TYPES) });

const sender = z.object({
	id: z.string(),
	/** Digits only, no "+"; null for a sender known by LID or business-scoped id alone. */
	phone: z.string().regex(/^\d+$/).nullable(),
	/** `<digits>@lid`, WhatsApp's privacy-preserving id. */
	lid: text,
	name: text,
	isMe: z.boolean(),
});

const media = z.object({
	kind: z.enum(MEDIA_KINDS),
	/** What the provider's download call takes, where it has one. */
	id: text,
	url: text,
	mimeType: text,
	fileName: text,
	/** Bytes. */
	size: amount,
	/** As the provider writes it (Baileys and WhatsApp Business: base64). */
	sha256: text,
	/** Seconds. */
	duration: amount,
	/** Pixels. */
	width: amount,
	/** Pixels. */
	height: amount,
	/** Only when the payload itself carries the file, and it is not attached to the item. */
	base64: z.string().optional(),
	/** Only when the file was to be downloaded: whether it is attached to the item, and why not. */
	download: z
		.object({
			attached: z.boolean(),
			reason: text,
			/** How to fetch it later. */
			hint: text,
		})
		.optional(),
});

const location = z.object({
	latitude: amount,
	longitude: amount,
	name: text,
	address: text,
	url: text,
});

/** The advertisement, post or product a chat began from. */
const referral = z.object({
	sourceType: z.enum(REFERRAL_SOURCES),
	sourceId: text,
	sourceUrl: text,
	headline: text,
	body: text,
	/** What the advertiser's own statistics know the click by. */
	clickId: text,
});

const message = z.object({
	id: text,
	type: z.enum(MESSAGE_TYPES),
	/** What a person would read: body, caption, or the title of a selection. */
	text,
	media: media.nullable(),
	location: location.nullable(),
	contacts: z.array(z.object({ name: text, phones: z.array(z.string()), vcard: text })).nullable(),
	/** `emoji` is null when the reaction was removed. */
	reaction: z.object({ emoji: text, messageId: text }).nullable(),
	/** The answer to a button, a list or a template button. */
	selection: z.object({ id: text, title: text, description: text }).nullable(),
	poll: z
		.object({ question: text, options: z.array(z.string()), selected: z.array(z.string()) })
		.nullable(),
	order: z.record(z.string(), z.unknown()).nullable(),
	quoted: z.object({ messageId: text, senderId: text, text }).nullable(),
	/** Chat ids of the people mentioned. */
	mentions: z.array(z.string()),
	isForwarded: z.boolean(),
	/** Whether a workflow or a person sent an own message; null where that is not known. */
	sentBy: z.enum(SENT_BY).nullable(),
	referral: referral.nullable(),
	/** The answers of a form or flow, as it names them. */
	form: z.record(z.string(), z.unknown()).nullable(),
	/** Only for `message.deleted`. */
	deletedFor: z.enum(['everyone', 'me']).optional(),
});

const replyTo = z.object({
	provider: z.string(),
	instance: text,
	chatId: z.string(),
	/** Null for an event that is no message (a missed call, somebody who joined). */
	messageId: text,
	senderId: text,
	fromMe: z.boolean(),
});

const status = z.object({
	messageId: text,
	state: z.enum(STATUS_STATES),
	recipientId: text,
	errors: z.array(
		z.object({ code: z.union([z.string(), z.number()]).nullable(), title: text, details: text }),
	),
});

const presence = z.object({ state: z.enum(PRESENCE_STATES), lastSeen: text });

const group = z.object({
	id: text,
	action: z.enum(GROUP_ACTIONS),
	participants: z.array(z.string()),
	value: text,
});

const call = z.object({
	id: text,
	state: z.enum(CALL_STATES),
	isVideo: z.boolean(),
	isGroup: z.boolean(),
});

const connection = z.object({
	state: z.enum(CONNECTION_STATES),
	/** A data URL or the text the QR code encodes. */
	qrCode: text,
	pairingCode: text,
	reason: text,
	phone: text,
});

const error = z.object({
	code: z.union([z.string(), z.number()]).nullable(),
	title: text,
	details: text,
});

export const whatsAppEvent = z.object({
	event: z.enum(EVENT_NAMES),
	provider: z.string(),
	/** The provider's instance, device or number id; null when the payload names none. */
	instance: text,
	/** Equal for redeliveries of one event, different for anything else. */
	eventId: z.string(),
	/** ISO 8601 in UTC with milliseconds; null when the provider does not say when. */
	timestamp: z.iso.datetime({ precision: 3 }).nullable(),
	chat: chat.nullable(),
	/** Who did it: the participant in a group, never the group. */
	sender: sender.nullable(),
	message: message.nullable(),
	replyTo: replyTo.nullable(),
	status: status.optional(),
	presence: presence.optional(),
	group: group.optional(),
	call: call.optional(),
	connection: connection.optional(),
	error: error.optional(),
	/** The provider's own event, without credentials; always there for `other`. */
	raw: z.unknown().optional(),
});

export type EventName = (typeof EVENT_NAMES)[number];
export type MessageType = (typeof MESSAGE_TYPES)[number];
export type ChatType = (typeof CHAT_TYPES)[number];
export type MediaKind = (typeof MEDIA_KINDS)[number];
export type StatusState = (typeof STATUS_STATES)[number];
export type WhatsAppEvent = z.infer<typeof whatsAppEvent>;
export type Chat = z.infer<typeof chat>;
export type Sender = z.infer<typeof sender>;
export type Message = z.infer<typeof message>;
export type Media = z.infer<typeof media>;
export type Referral = z.infer<typeof referral>;
export type Location = z.infer<typeof location>;
export type ReplyTo = z.infer<typeof replyTo>;
export type Status = z.infer<typeof status>;
export type Presence = z.infer<typeof presence>;
export type Group = z.infer<typeof group>;
export type Call = z.infer<typeof call>;
export type Connection = z.infer<typeof connection>;
export type AccountError = z.infer<typeof error>;

/** The shapes of `replyTo` and `message.media`, for items that come back from a workflow. */
export const replyToSchema = replyTo;
export const mediaSchema = media;
