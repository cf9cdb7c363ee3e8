/**
 * A message as whatsapp-web.js reports it. What it does not lift to the top lies in `_data`, the
 * message as WhatsApp Web itself keeps it. Source: whatsapp-web.js structures/Message.
 */
import * as z from 'zod/v4';

import { lenient } from '../../payload/schema';
import type { Chat, Sender } from '../../event';
import { chatTypeOf, person } from '../../whatsapp/jid';
import type { MessageKey } from './ids';
import { fields } from './wire';

/** The fields of a message, with the id it cannot do without. */
export type WebMessage = z.infer<typeof fields> & {
	id: MessageKey;
	/** Only the top's `body` is text: in `_data` a file has its thumbnail there. */
	shownBody: string | undefined;
};

const holder = z.object({ _data: lenient(fields) });

/** The message, what its top says before what `_data` says; null when it has no id. */
export function readMessage(value: unknown): WebMessage | null {
	const top = fields.safeParse(value);
	if (!top.success) return null;
	const inner = holder.safeParse(value).data?._data ?? {};
	const stated = Object.entries(top.data).filter(([, field]) => field !== undefined);
	const merged: z.infer<typeof fields> = { ...inner, ...Object.fromEntries(stated) };
	const { id } = merged;
	return id ? { ...merged, id, shownBody: top.data.body } : null;
}

export function isFromMe({ fromMe, id }: WebMessage): boolean {
	return fromMe ?? id.fromMe ?? false;
}

/** The chat is whoever is on the other side; a status post is in everybody's. */
export function chatOf(message: WebMessage): Chat | null {
	const { id, from, to, isStatus } = message;
	if (isStatus) return { id: 'status@broadcast', type: 'status' };
	const chatId = (isFromMe(message) ? to : from) ?? id.chatId;
	return chatId ? { id: chatId, type: chatTypeOf(chatId) } : null;
}

/** `me`: what the account is called where the message does not name it. */
export function senderOf(message: WebMessage, me: string): Sender | null {
	const { id, from, author, notifyName: name } = message;
	const isMe = isFromMe(message);
	const known = [author, id.participant, from, isMe ? me : null];
	const sender = known.find(isPersonal);
	return sender ? person({ id: sender, name, isMe }) : null;
}

/** The account's own id, as far as the message names it. */
export function accountOf(message: WebMessage, me: string): string {
	const { author, from, to } = message;
	return (isFromMe(message) ? [author, from] : [to]).find(isPersonal) ?? me;
}

/** Neither a group nor the place where status posts are kept: somebody, or a channel. */
function isPersonal(id: string | null | undefined): id is string {
	return Boolean(id) && /^(individual|channel)$/.test(chatTypeOf(id ?? ''));
}
