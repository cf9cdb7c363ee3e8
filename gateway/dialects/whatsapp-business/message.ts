/**
 * One element of `messages` (somebody wrote) or `message_echoes` (the business wrote with the
 * WhatsApp Business app). Sources: Meta's webhook reference, messages/edit,
 * messages/revoke, messages/group and smb_message_echoes (2026).
 */
import * as z from 'zod/v4';

import { amount, flag, id, list, optionalId, orNull, part, text } from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import type { Chat, Message, Sender } from '../../event';
import { digitsOf } from '../../whatsapp/jid';
import { fromUnixSeconds } from '../../payload/time';
import { contentOf } from './content';
import { personOf, type Contact } from './people';
import { referral, referralOf, referredProduct } from './referral';

const context = part({
	id: optionalId,
	from: optionalId,
	forwarded: flag,
	frequently_forwarded: flag,
	mentions: list(id),
	referred_product: referredProduct,
});

const message = z.object({
	id,
	from: optionalId,
	from_user_id: optionalId,
	/** Echoes only. */
	to: optionalId,
	to_user_id: optionalId,
	group_id: optionalId,
	timestamp: amount,
	type: text,
	context,
	referral,
	/** WhatsApp's own word for what it cannot hand on. */
	unsupported: part({ type: text }),
	/** A missing or empty emoji takes the reaction away. */
	reaction: part({ message_id: id, emoji: text }),
	edit: part({ original_message_id: id, message: z.object({ type: text, context }) }),
	revoke: part({ original_message_id: id }),
});
type WireMessage = z.infer<typeof message>;

export function readMessage(element: unknown, contact: Contact | undefined): Draft | null {
	const parsed = message.safeParse(element);
	if (!parsed.success) return null;
	const wire = parsed.data;
	const sender = personOf({ phone: wire.from, userId: wire.from_user_id }, contact);
	return draft(wire, element, chatOf(wire, sender?.id), sender);
}

export function readEcho(element: unknown): Draft | null {
	const parsed = message.safeParse(element);
	if (!parsed.success || parsed.data.from === undefined) return null;
	const wire = parsed.data;
	const { from } = parsed.data;
	const sender = { id: from, phone: digitsOf(from), lid: null, name: null, isMe: true };
	return draft(wire, element, chatOf(wire, wire.to ?? wire.to_user_id), sender);
}

function chatOf(wire: WireMessage, other: string | undefined): Chat | null {
	if (wire.group_id !== undefined) return { id: wire.group_id, type: 'group' };
	return other === undefined ? null : { id: other, type: 'individual' };
}

/** Null without a chat: a message nobody wrote anywhere is none. */
function draft(
	wire: WireMessage,
	element: unknown,
	chat: Chat | null,
	sender: Sender | null,
): Draft | null {
	if (!chat) return null;
	const common = { timestamp: fromUnixSeconds(wire.timestamp), chat, sender };
	const { reaction, edit, revoke } = wire;
	if (wire.type === 'reaction' && reaction) {
		const set = { messageId: reaction.message_id, emoji: orNull(reaction.emoji) };
		return {
			...common,
			event: 'message.reaction',
			message: messageOf({ ...about(wire), id: wire.id, type: 'reaction', reaction: set }),
		};
	}
	if (wire.type === 'revoke' && revoke) {
		return {
			...common,
			event: 'message.deleted',
			message: messageOf({ id: revoke.original_message_id, deletedFor: 'everyone' }),
		};
	}
	if (wire.type === 'edit' && edit) {
		const content = contentOf(edit.message.type, innerMessage(element));
		return {
			...common,
			event: 'message.edited',
			// The edit is a message of its own.
			editId: wire.id,
			message: messageOf({ ...about(edit.message), ...content, id: edit.original_message_id }),
		};
	}
	const content = contentOf(wire.type, element);
	if (isNoMessage(wire, content)) {
		return { ...common, event: 'other', identity: [wire.type ?? null, wire.id] };
	}
	// What is echoed was written in the WhatsApp Business app or on a device linked to it.
	const sentBy = sender?.isMe ? 'person' : null;
	return {
		...common,
		event: sender?.isMe ? 'message.sent' : 'message.received',
		message: messageOf({ ...about(wire), ...content, id: wire.id, sentBy }),
	};
}

/** What was done to another message, where WhatsApp does not say which. */
const DONE_TO_ANOTHER = new Set(['pin', 'keep_in_chat', 'edit', 'poll_update', 'reaction']);

/**
 * Whether nobody wrote it: somebody opened the chat for the first time (`request_welcome`), a notice
 * without words, something done to a message that WhatsApp cannot hand on.
 */
function isNoMessage({ type, unsupported }: WireMessage, content: Partial<Message>): boolean {
	if (type === 'request_welcome') return true;
	if (type === 'unsupported') return DONE_TO_ANOTHER.has(unsupported?.type ?? '');
	return content.type === 'system' && !content.text;
}

/** The edited message as it came, with the blocks only its content knows how to read. */
function innerMessage(element: unknown): unknown {
	return (element as { edit: { message: unknown } }).edit.message;
}

/** What a message says of itself beside its content. */
function about({
	context,
	referral,
}: Pick<WireMessage, 'context'> & Partial<Pick<WireMessage, 'referral'>>): Partial<Message> {
	return {
		quoted: context?.id
			? { messageId: context.id, senderId: context.from ?? null, text: null }
			: null,
		mentions: context?.mentions ?? [],
		isForwarded: (context?.forwarded || context?.frequently_forwarded) ?? false,
		referral: referralOf(referral, context?.referred_product),
	};
}
