import * as z from 'zod/v4';

import type { Draft } from '../../compose';
import type { Call } from '../../event';
import { flag, id, lookUp, text } from '../../payload/schema';
import { fromIsoText } from '../../payload/time';
import { chatTypeOf, lidOf, person, phoneOf } from '../../whatsapp/jid';

const call = z.object({
	id,
	from: text,
	/** The caller's phone number, where `from` is a LID. */
	callerPn: text,
	chatId: text,
	groupJid: text,
	/** ISO 8601, and truly in UTC. */
	date: text,
	status: z.string(),
	isVideo: flag,
	isGroup: flag,
});

const STATES: Readonly<Record<string, Call['state']>> = {
	offer: 'offered',
	ringing: 'ringing',
	accept: 'accepted',
	reject: 'rejected',
	timeout: 'missed',
	terminate: 'ended',
};

/** Source: Baileys' `WACallEvent`. Null: a state that means nothing to a person, or not a call. */
export function readCall(data: unknown): Draft | null {
	const parsed = call.safeParse(data);
	const state = parsed.success && lookUp(STATES, parsed.data.status);
	if (!state) return null;
	const { from, callerPn, groupJid, isVideo = false } = parsed.data;
	const isGroup = parsed.data.isGroup ?? Boolean(groupJid);
	const phone = phoneOf(callerPn);
	const isHidden = phone !== null && lidOf(from) !== null;
	// By the number where it is told: every version can write to that, and not all to a LID.
	const caller = isHidden ? `${phone}@s.whatsapp.net` : from;
	const chatId = isGroup ? groupJid || parsed.data.chatId : caller || parsed.data.chatId;
	return {
		event: 'call.updated',
		timestamp: fromIsoText(parsed.data.date),
		chat: chatId ? { id: chatId, type: chatTypeOf(chatId) } : null,
		sender: caller ? person({ id: caller, alt: isHidden ? from : callerPn }) : null,
		call: { id: parsed.data.id, state, isVideo, isGroup },
		identity: [parsed.data.id, state],
	};
}
