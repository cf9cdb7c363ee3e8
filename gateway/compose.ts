/**
 * From what an adapter read to a whole normalised event: fills every key of the contract, says whose
 * it is, gives the event its identity and says how to answer it. The one place where any of it is
 * decided.
 */
import { createHash } from 'node:crypto';

import type {
	AccountError,
	Call,
	Chat,
	Connection,
	EventName,
	Group,
	Message,
	Presence,
	ReplyTo,
	Sender,
	Status,
	WhatsAppEvent,
} from './event';

/** What an adapter says of one event. Left out means: the provider does not say. */
export interface Draft {
	event: EventName;
	/**
	 * Which instance, device or number the event is of, as it stands in the payload. Undefined and
	 * null name none; what is neither a text nor a number is nobody's.
	 */
	instance?: unknown;
	timestamp?: string | null;
	chat?: Chat | null;
	sender?: Sender | null;
	message?: Message;
	status?: Status;
	presence?: Presence;
	group?: Group;
	call?: Call;
	connection?: Connection;
	error?: AccountError;
	/**
	 * What of the delivery is this event's own, as it came; made only when it is kept. Left out where
	 * that is the whole body.
	 */
	raw?: () => unknown;
	/**
	 * What tells this event from every other one of the same instance and name, and stays the same
	 * when the provider sends it again. Left out for an event about a message, which chat, message
	 * id, status state, edited text and reaction identify.
	 */
	identity?: ReadonlyArray<string | number | null>;
}

/** Drafts with what their envelope says of them all. */
export function* eachOf(
	drafts: Iterable<Draft>,
	common: Pick<Draft, 'instance'>,
): Generator<Draft> {
	for (const draft of drafts) yield { ...draft, ...common };
}

/** The whole event but its `raw`. `provider`: its id. */
export function compose(provider: string, draft: Draft): WhatsAppEvent {
	const { status, presence, group, call, connection, error } = draft;
	const origin = { provider, instance: instanceOf(draft.instance) };
	// The keys of the event in the contract's order, then the block it has, if it has one.
	return {
		event: draft.event,
		...origin,
		eventId: eventIdOf(origin, draft),
		timestamp: draft.timestamp ?? null,
		chat: draft.chat ?? null,
		sender: draft.sender ?? null,
		message: draft.message ?? null,
		replyTo: replyToOf(origin, draft),
		...(status && { status }),
		...(presence && { presence }),
		...(group && { group }),
		...(call && { call }),
		...(connection && { connection }),
		...(error && { error }),
	};
}

/** Whose an event is, out of `Draft.instance`; null where the payload names nobody that could be. */
export function instanceOf(named: unknown): string | null {
	if (typeof named === 'string') return named === '' ? null : named;
	return typeof named === 'number' ? String(named) : null;
}

interface Origin {
	provider: string;
	instance: string | null;
}

/** A message whose kind and content are all that differ from an empty one. */
export function messageOf(content: Partial<Message>): Message {
	return {
		id: null,
		type: 'unsupported',
		text: null,
		media: null,
		location: null,
		contacts: null,
		reaction: null,
		selection: null,
		poll: null,
		order: null,
		quoted: null,
		mentions: [],
		isForwarded: false,
		sentBy: null,
		referral: null,
		form: null,
		...content,
	};
}

/** A short hash of content that has no id of its own, the same for the same content. */
export function hashOf(content: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(content) ?? '')
		.digest('base64url')
		.slice(0, 22);
}

function messageIdentity(draft: Draft): Array<string | null> {
	const chatId = draft.chat?.id ?? null;
	if (draft.status) {
		return [chatId, draft.status.messageId, draft.status.state, draft.status.recipientId];
	}
	const messageId = draft.message?.id ?? null;
	if (draft.event === 'message.edited') return [chatId, messageId, hashOf(draft.message)];
	if (draft.event === 'message.reaction') {
		const reaction = draft.message?.reaction;
		// Setting, changing and removing a reaction are three events on one message. Where each has
		// a message id of its own, the id tells a reaction that is set again from a redelivery.
		return [
			chatId,
			reaction?.messageId ?? null,
			draft.sender?.id ?? null,
			reaction?.emoji ?? null,
			messageId,
		];
	}
	// Own ids are unique per chat and sender only: two people in a group can use the same one.
	const author = draft.chat?.type === 'group' ? (draft.sender?.id ?? null) : null;
	return author === null ? [chatId, messageId] : [chatId, messageId, author];
}

function eventIdOf({ provider, instance }: Origin, draft: Draft): string {
	let id = `${keyPart(provider)}:${keyPart(instance)}:${keyPart(draft.event)}`;
	for (const part of draft.identity ?? messageIdentity(draft)) id += `:${keyPart(part)}`;
	return id;
}

/** `%` and `:` are escaped so that no two different lists of parts read the same. */
function keyPart(part: string | number | null): string {
	if (part === null) return '';
	const text = String(part);
	// Next to none has either, and looking is much quicker than replacing.
	return text.includes(':') || text.includes('%')
		? text.replace(/[%:]/g, encodeURIComponent)
		: text;
}

function replyToOf(origin: Origin, draft: Draft): ReplyTo | null {
	const { chat, sender, message } = draft;
	const answerable = message ?? draft.call ?? draft.group;
	if (!chat || !answerable) return null;
	// Sending to status@broadcast would publish a status post, and a broadcast list cannot be sent
	// to: either is answered in the author's own chat, as the app itself does.
	const viaAuthor = chat.type === 'status' || chat.type === 'broadcast';
	if (viaAuthor && (!sender || sender.isMe)) return null;
	return {
		provider: origin.provider,
		instance: origin.instance,
		chatId: viaAuthor && sender ? sender.id : chat.id,
		messageId: message?.id ?? null,
		senderId: sender?.id ?? null,
		fromMe: sender?.isMe ?? false,
	};
}
