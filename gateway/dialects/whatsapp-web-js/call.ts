import * as z from 'zod/v4';

import { amount, flag, id } from '../../payload/schema';
import type { Draft } from '../../compose';
import { person, chatTypeOf } from '../../whatsapp/jid';
import { wid } from './ids';
import { timeOf } from './time';

const call = z.object({
	id,
	from: wid,
	timestamp: amount,
	isVideo: flag,
	isGroup: flag,
	fromMe: flag,
});

/** A call that is coming in; no other moment of it is reported. Source: whatsapp-web.js Call. */
export function readCall(value: unknown): Draft | null {
	const parsed = call.safeParse(value);
	if (!parsed.success) return null;
	const { from, timestamp, isVideo = false, isGroup = false, fromMe = false } = parsed.data;
	return {
		event: 'call.updated',
		timestamp: timeOf(timestamp),
		chat: from ? { id: from, type: chatTypeOf(from) } : null,
		// `from` is the other side, also of an own call.
		sender: from && !fromMe && chatTypeOf(from) === 'individual' ? person({ id: from }) : null,
		call: { id: parsed.data.id, state: 'offered', isVideo, isGroup },
		identity: [parsed.data.id, 'offered'],
	};
}
