/** Who an event speaks of, and where it happened. */
import * as z from 'zod/v4';

import type { Chat } from '../../../event';
import { flag, id, lenient, optionalId } from '../../../payload/schema';
import { chatTypeOf } from '../../../whatsapp/jid';

/** Identity = `{id, lid?, phone?, device?}`; Sender = Identity + `isMe`. */
export const identity = z.object({ id, lid: optionalId, phone: optionalId, isMe: flag });

/** Where WhatsApp names nobody, the server writes an identity whose id is empty: absent. */
export const maybeSomebody = lenient(identity);

/** `said`: what the event itself says of the chat, which its id may not show. */
export function chatOf(
	chatId: string,
	said: { isGroup?: boolean | undefined; isStatus?: boolean | undefined } = {},
): Chat {
	const type = said.isStatus ? 'status' : said.isGroup ? 'group' : chatTypeOf(chatId);
	return { id: chatId, type };
}
