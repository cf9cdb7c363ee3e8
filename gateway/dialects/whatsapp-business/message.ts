/**
 * One element of `messages` (somebody wrote) or `message_echoes` (the business wrote with the
 * WhatsApp Business app). Sources: Meta's webhook reference, messages/edit,
 * messages/revoke, messages/group and smb_message_echoes (2026).
 */
import * as z from 'zod/v4';

import { amount, flag, id, list, orNull, part, text } from '../../border';
import { messageOf, type Draft } from '../../compose';
import type { Chat, Message, Sender } from '../../event';
import { digitsOf } from '../jid';
import { fromUnixSeconds } from '../../time';
import { contentOf } from './content';
import { optionalId, personOf, type Contact } from './people';

const context = part({
	id: optionalId,
	from: optionalId,
	forwarded: flag,
	frequently_forwarded: flag,
	mentions: list(id),
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
			message: messageOf({ ...about(edit.message), ...content, id: edit.original_message_id }),
		};
	}
	return {
		...common,
		event: sender?.isMe ? 'message.sent' : 'message.received',
		message: messageOf({ ...about(wire), ...contentOf(wire.type, element), id: wire.id }),
	};
}

/** The edited message as it came, with the blocks only its content knows how to read. */
function innerMessage(element: unknown): unknown {
	return (element as { edit: { message: unknown } }).edit.message;
}

/** What a message says of itself beside its content. */
function about({ context }: Pick<WireMessage, 'context'>): Partial<Message> {
	return {
		quoted: context?.id
			? { messageId: context.id, senderId: context.from ?? null, text: null }
			: null,
		mentions: context?.mentions ?? [],
		isForwarded: (context?.forwarded || context?.frequently_forwarded) ?? false,
	};
}
