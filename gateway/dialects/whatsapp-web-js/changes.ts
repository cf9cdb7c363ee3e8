/** What happens to a message after it was there. Source: whatsapp-web.js Client events. */
import * as z from 'zod/v4';

import { amount, lenient, orNull, text } from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import type { StatusState } from '../../event';
import { chatTypeOf, person } from '../../whatsapp/jid';
import { contentOf } from './content';
import { messageKey, wid } from './ids';
import { kindOf } from './kinds';
import { accountOf, chatOf, isFromMe, readMessage, senderOf } from './message';
import { isThumbnail } from './thumbnail';
import { timeOf } from './time';

const edit = z.object({ message: z.unknown(), newBody: text });

/** The library gives the new body beside the message. */
export function readEdit(data: unknown, me: string): Draft | null {
	const parsed = edit.safeParse(data);
	const message = parsed.success ? readMessage(parsed.data.message) : null;
	if (!parsed.success || !message) return null;
	// Every change of the body is told, also when the thumbnail of a file comes or goes.
	if (kindOf(message.type) !== 'text' && isThumbnail(parsed.data.newBody)) return null;
	const said = contentOf(message, null);
	const words = orNull(parsed.data.newBody) ?? said.text ?? null;
	return {
		event: 'message.edited',
		editId: message.latestEditMsgKey?.id ?? message.latestEditSenderTimestampMs ?? null,
		// The message's own time is when it was sent.
		timestamp: timeOf(message.latestEditSenderTimestampMs),
		chat: chatOf(message),
		sender: senderOf(message, me),
		message: messageOf({ ...said, id: message.id.id, text: words }),
	};
}

const revocation = z.object({ message: z.unknown(), after: z.unknown(), before: z.unknown() });

/**
 * What is left of the message can be another one, that names the revoked in `protocolMessageKey`;
 * what it was before is not always known.
 */
export function readRevocation(data: unknown, me: string): Draft | null {
	const parsed = revocation.safeParse(data);
	if (!parsed.success) return null;
	const before = readMessage(parsed.data.before);
	const after = readMessage(parsed.data.message) ?? readMessage(parsed.data.after);
	const known = after ?? before;
	if (!known) return null;
	const revoked = after?.protocolMessageKey ?? before?.id ?? known.id;
	const sentAsMessage = after?.protocolMessageKey ? (after.timestamp ?? after.t) : undefined;
	return {
		event: 'message.deleted',
		timestamp: timeOf(known.revokeTimestamp ?? sentAsMessage),
		chat: chatOf(known),
		sender: senderOf(known, me),
		message: messageOf({ id: revoked.id, deletedFor: 'everyone' }),
	};
}

/** Deleted by the account for itself alone, whoever wrote it. */
export function readRemoval(data: unknown, me: string): Draft | null {
	const message = readMessage(z.object({ message: z.unknown() }).safeParse(data).data?.message);
	if (!message) return null;
	return {
		event: 'message.deleted',
		chat: chatOf(message),
		sender: person({ id: accountOf(message, me), isMe: true }),
		message: messageOf({ id: message.id.id, deletedFor: 'me' }),
	};
}

/** `MessageAck`: one lower than Baileys' and WSAPI's numbers. */
const STATES: ReadonlyMap<number | undefined, StatusState> = new Map([
	[-1, 'failed'],
	[0, 'pending'],
	[1, 'sent'],
	[2, 'delivered'],
	[3, 'read'],
	[4, 'played'],
]);

const ack = z.object({ ack: amount, message: z.unknown() });

export function readAck(data: unknown): Draft | null {
	const parsed = ack.safeParse(data);
	const message = parsed.success ? readMessage(parsed.data.message) : null;
	if (!parsed.success || !message) return null;
	const state = STATES.get(parsed.data.ack ?? message.ack);
	if (!state) return null;
	const chat = chatOf(message);
	return {
		event: 'message.status',
		chat,
		status: {
			messageId: message.id.id,
			state,
			recipientId: message.to ?? (isFromMe(message) ? (chat?.id ?? null) : null),
			errors: [],
		},
	};
}

const reaction = z.object({
	id: lenient(messageKey),
	msgId: messageKey,
	reaction: text,
	senderId: wid,
	timestamp: amount,
});

/** An empty reaction is one that was taken back. */
export function readReaction(value: unknown, me: string): Draft | null {
	const parsed = reaction.safeParse(value);
	if (!parsed.success) return null;
	const { id, msgId, reaction: emoji, senderId, timestamp } = parsed.data;
	const isMe = id?.fromMe ?? false;
	const chatId = msgId.chatId ?? id?.chatId ?? null;
	const sender = senderId ?? id?.participant ?? (isMe ? me : null);
	return {
		event: 'message.reaction',
		timestamp: timeOf(timestamp),
		chat: chatId === null ? null : { id: chatId, type: chatTypeOf(chatId) },
		sender: sender === null ? null : person({ id: sender, isMe }),
		message: messageOf({
			id: id?.id ?? null,
			type: 'reaction',
			reaction: { emoji: orNull(emoji), messageId: msgId.id },
		}),
	};
}
