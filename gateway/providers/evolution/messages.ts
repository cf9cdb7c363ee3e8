/** What happens to messages, by the five events that Evolution tells it with. */
import * as z from 'zod/v4';

import { messageOf, type Draft } from '../../compose';
import { readBaileys } from '../../dialects/baileys';
import { readBaileysChange, type BaileysChange } from '../../dialects/baileys/change';
import { chatOf, senderOf } from '../../dialects/baileys/people';
import { readRecord } from '../../dialects/baileys/record';
import type { Message, Sender } from '../../event';
import { isFields } from '../../payload/fields';
import { fromUnixSeconds } from '../../payload/time';
import { chatTypeOf, person, phoneOf } from '../../whatsapp/jid';
import { phoneFirst } from './key';

/** A message that came, or that the account sent from the phone or another linked device. */
export function upserted(data: unknown, me: string): Draft {
	return recorded(data, me, 'person');
}

/** A message that the account sent through the API: only those come as `send.message`. */
export function sent(data: unknown, me: string): Draft {
	return recorded(data, me, 'workflow');
}

function recorded(data: unknown, me: string, by: NonNullable<Message['sentBy']>): Draft {
	const draft = readBaileys({ data: phoneFirst(data), me });
	const { message, sender, event } = draft;
	return {
		...draft,
		...(sender && { sender: withoutMadeUpName(sender) }),
		...(message && {
			message: withMediaId({ ...message, sentBy: event === 'message.sent' ? by : null }),
		}),
	};
}

/** The server's word for "you", whatever language the account speaks (`prepareMessage`). */
function withoutMadeUpName(sender: Sender): Sender {
	return sender.isMe && sender.name === 'Você' ? { ...sender, name: null } : sender;
}

/** A file is fetched by the id of its message. */
function withMediaId(message: Message): Message {
	const { id, media } = message;
	return media ? { ...message, media: { ...media, id } } : message;
}

const withContent = z.object({ message: z.custom<object>(isFields) });

/**
 * A delivery state, or a poll's tally. With a content it is an edit, which `messages.edited` has told
 * already, with its time: null, so that it does not run twice.
 */
export function updated(data: unknown, me: string): Draft | null {
	return withContent.safeParse(data).success ? null : readBaileys({ data, me });
}

/**
 * A protocol message alone, which is mostly an edit. A message taken back is told by
 * `messages.delete` as well, and better: from here only where the chat can be known. `byApi`: it is
 * the account's own for certain. Null: neither of the two.
 */
export function edited(data: unknown, me: string, byApi: boolean): Draft | null {
	const change = readBaileysChange(data);
	if (!change) return null;
	const place = placeOf(change.key, me, byApi);
	if (change.kind === 'revocation') {
		if (!place.chat) return null;
		return { ...place, event: 'message.deleted', message: change.message };
	}
	const { message, time } = change;
	return {
		...place,
		event: 'message.edited',
		timestamp: fromUnixSeconds(time === null ? null : time / 1_000),
		message: withMediaId(message),
		editId: time,
	};
}

type Place = Pick<Draft, 'chat' | 'sender'>;

/**
 * In a chat of two the key stands as the author's phone has it: `fromMe` whoever that is, and for
 * what the other one changed the chat is our own number (Evolution issues 1367 and 1647). Which chat
 * it was then nothing says; of a LID, not even whether it is ours.
 */
function placeOf(key: BaileysChange['key'], me: string, byApi: boolean): Place {
	const { remoteJid, fromMe = false, participant } = key;
	const own = person({ id: me, isMe: true });
	if (!remoteJid) return { chat: null, sender: byApi ? own : null };
	const chat = { id: remoteJid, type: chatTypeOf(remoteJid) };
	if (byApi) return { chat, sender: own };
	if (chat.type !== 'individual') {
		const isMe = own.phone !== null && phoneOf(participant) === own.phone;
		return { chat, sender: participant ? person({ id: participant, isMe }) : null };
	}
	if (!fromMe) return { chat, sender: person({ id: remoteJid }) };
	const other = phoneOf(remoteJid);
	const isOurs = other !== null && own.phone !== null && other !== own.phone;
	return isOurs ? { chat, sender: own } : { chat: null, sender: null };
}

const whole = z.object({ key: z.unknown().nonoptional() });

/** The key alone where somebody took a message back, the stored record where the API did. */
export function deleted(data: unknown, me: string): Draft | null {
	const key = whole.safeParse(data).data?.key ?? data;
	const record = readRecord(phoneFirst({ key }));
	if (!record) return null;
	return {
		event: 'message.deleted',
		chat: chatOf(record),
		sender: senderOf(record, me),
		message: messageOf({ id: record.key.id, deletedFor: 'everyone' }),
	};
}
