/**
 * Whose chat a message is of, in one spelling for all versions. A person's chat comes by LID with
 * the phone number beside it (before 2.3.7), by phone number alone (2.3.7), or by phone number with
 * the LID beside it (2.4). Here it is always as in 2.4, because by the phone number it can be
 * answered and marked read in every version.
 */
import * as z from 'zod/v4';

import { text } from '../../payload/schema';
import { lidOf, phoneOf } from '../../whatsapp/jid';

/** `senderPn`: the name in versions before 2.3.5. */
const key = z.looseObject({ remoteJid: z.string(), remoteJidAlt: text, senderPn: text });
const record = z.looseObject({ key });

/** A record with the phone number's id as its chat, where that is told; else as it is. */
export function phoneFirst(value: unknown): unknown {
	const parsed = record.safeParse(value);
	return parsed.success ? { ...parsed.data, key: swapped(parsed.data.key) } : value;
}

function swapped(found: z.infer<typeof key>): z.infer<typeof key> {
	const { remoteJid, remoteJidAlt, senderPn } = found;
	const phone = phoneOf(remoteJidAlt) ?? phoneOf(senderPn);
	if (lidOf(remoteJid) === null || phone === null) return found;
	return { ...found, remoteJid: `${phone}@s.whatsapp.net`, remoteJidAlt: remoteJid };
}
