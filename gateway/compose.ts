/**
 * From what an adapter read to a whole normalised event: fills every key of the contract, says whose
 * it is, gives the event its identity and says how to answer it. The one place where any of it is
 * decided.
 */
import { isId } from './payload/schema';
import { hashOf } from './payload/hash';
import type {
	AccountError,
	Call,
	Chat,
	ChatType,
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
	 * Which instance, device or number the event is of, as the payload has it. Undefined and
	 * null name none; what is neither a text nor a number belongs to nobody.
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
	 * The part of the delivery that is this event's own, as it came; made only when it is kept. Left
	 * out where that is the whole body.
	 */
	raw?: () => unknown;
	/**
	 * What tells this event from every other one of the same instance and name, and stays the same
	 * when the provider sends it again. Left out for an event about a message, which chat, message
	 * id, status state, edit and reaction identify.
	 */
	identity?: ReadonlyArray<string | number | null>;
	/**
	 * Only for an edit: its own id, the time it was made, or both. It tells the edit from an earlier
	 * one that said the same.
	 */
	editId?: string | number | null;
}

/**
 * Drafts with what their envelope says of them all. `wrap` puts the envelope around the own part of
 * a draft that was given without it.
 */
export function* eachOf(
	drafts: Iterable<Draft>,
	{ instance, wrap }: { instance?: unknown; wrap(own: unknown): unknown },
): Generator<Draft> {
	for (const draft of drafts) {
		const { raw } = draft;
		yield raw ? { ...draft, instance, raw: () => wrap(raw()) } : { ...draft, instance };
	}
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

/** The instance an event belongs to, from `Draft.instance`; null where that cannot be one. */
export function instanceOf(named: unknown): string | null {
	return isId(named) ? String(named) : null;
}

interface Origin {
	provider: string;
	instance: string | null;
}

/** A message that is empty but for its kind and content. */
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

function messageIdentity(draft: Draft): Array<string | number | null> {
	const chatId = draft.chat?.id ?? null;
	if (draft.status) {
		return [chatId, draft.status.messageId, draft.status.state, draft.status.recipientId];
	}
	const messageId = draft.message?.id ?? null;
	if (draft.event === 'message.edited') {
		return [chatId, messageId, authorIn(draft), draft.editId ?? null, hashOf(said(draft.message))];
	}
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
	const author = authorIn(draft);
	// Deleted for me can come before deleted for everyone.
	if (draft.message?.deletedFor === 'me') return [chatId, messageId, author, 'me'];
	return author === null ? [chatId, messageId] : [chatId, messageId, author];
}

/**
 * Who wrote, where several people write into one chat: message ids are unique per chat and sender
 * only, so that two of them can use the same one.
 */
function authorIn({ chat, sender }: Draft): string | null {
	return chat && SHARED_CHATS.has(chat.type) ? (sender?.id ?? null) : null;
}

const SHARED_CHATS: ReadonlySet<ChatType> = new Set(['group', 'status', 'broadcast']);

/** What a message says, without empty fields: those the contract gains change no identity. */
function said(message: Message | undefined): unknown {
	return Object.fromEntries(Object.entries(message ?? {}).filter(([, field]) => field !== null));
}

function eventIdOf({ provider, instance }: Origin, draft: Draft): string {
	let id = `${keyPart(provider)}:${keyPart(instance)}:${keyPart(draft.event)}`;
	for (const part of draft.identity ?? messageIdentity(draft)) id += `:${keyPart(part)}`;
	return id;
}

/** Characters of a part. Real ones are far shorter; identities are kept for days, and compared. */
const LONGEST_PART = 512;

/** `%` and `:` are escaped so that no two different lists of parts read the same. */
function keyPart(part: string | number | null): string {
	if (part === null) return '';
	const text = String(part);
	if (text.length > LONGEST_PART) return `${text.length}%~${hashOf(text)}`;
	// Hardly any has either, and looking is much faster than replacing.
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
