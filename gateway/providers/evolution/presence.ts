import * as z from 'zod/v4';

import type { Draft } from '../../compose';
import type { Presence } from '../../event';
import { isFields, type Fields } from '../../payload/fields';
import { framing } from '../../payload/own-part';
import { amount, id, isId, lookUp, tried } from '../../payload/schema';
import { fromUnixSeconds } from '../../payload/time';
import { chatTypeOf, person } from '../../whatsapp/jid';

const update = z.object({ id, presences: z.custom<Fields>(isFields) });
const known = z.object({ lastKnownPresence: z.string(), lastSeen: amount });

const STATES: Readonly<Record<string, Presence['state']>> = {
	composing: 'typing',
	recording: 'recording',
	paused: 'paused',
	available: 'online',
	unavailable: 'offline',
};

/**
 * Who is typing, recording or online: `{id, presences: {jid: {lastKnownPresence, lastSeen}}}`, one
 * event each. Source: Baileys' `PresenceData`. `at`: what tells two equal ones apart.
 */
export function readPresence(data: unknown, at: string): Iterable<Draft> | null {
	const parsed = update.safeParse(data);
	if (!parsed.success) return null;
	const { id: chatId, presences } = parsed.data;
	const isAny = statesIn(presences).next().done !== true;
	return isAny ? draftsOf(chatId, presences, at, framing(data, ['presences'])) : null;
}

function* draftsOf(
	chatId: string,
	presences: Fields,
	at: string,
	frame: (own: Fields) => Fields,
): Generator<Draft> {
	const chat = { id: chatId, type: chatTypeOf(chatId) };
	for (const { jid, presence } of statesIn(presences)) {
		yield {
			event: 'presence.updated',
			chat,
			sender: person({ id: jid }),
			presence,
			identity: [chatId, jid, presence.state, at],
			raw: () => frame({ presences: { [jid]: presences[jid] } }),
		};
	}
}

function* statesIn(presences: Fields): Generator<{ jid: string; presence: Presence }> {
	for (const jid in presences) {
		// There may be a hundred thousand, and what is wrong with each nobody reads.
		const said = isFields(presences[jid]) ? tried(known, presences[jid]) : undefined;
		const state = said && lookUp(STATES, said.lastKnownPresence);
		if (!state || !isId(jid)) continue;
		yield { jid, presence: { state, lastSeen: fromUnixSeconds(said.lastSeen) } };
	}
}
