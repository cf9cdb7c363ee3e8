/** The events `chat_presence` (what somebody does in a chat) and `user_presence` (who is there). */
import * as z from 'zod/v4';

import type { Draft } from '../../../compose';
import type { Chat, Presence, Sender } from '../../../event';
import { id, lookUp, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { person } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';
import { chatOf, identity } from './people';

const inChat = z.object({ id, sender: identity, state: z.string() });
const ofUser = z.object({ user: identity, status: z.string(), lastSeen: text });

const STATES: Readonly<Record<string, Presence['state']>> = {
	typing: 'typing',
	recording: 'recording',
	paused: 'paused',
	available: 'online',
	unavailable: 'offline',
};

export const readChatPresence = eventReader(inChat, (wire, eventId) =>
	presence({ word: wire.state, lastSeen: null }, chatOf(wire.id), person(wire.sender), eventId),
);

export const readUserPresence = eventReader(ofUser, (wire, eventId) => {
	// Go writes its zero time, the year 1, for "not known": no time of ours.
	const said = { word: wire.status, lastSeen: fromIsoText(wire.lastSeen) };
	return presence(said, chatOf(wire.user.id), person(wire.user), eventId);
});

function presence(
	{ word, lastSeen }: { word: string; lastSeen: string | null },
	chat: Chat,
	sender: Sender,
	eventId: string | null,
): Draft[] | null {
	const state = lookUp(STATES, word);
	if (!state) return null;
	const identity = [eventId ?? `${chat.id} ${sender.id} ${state}`];
	return [{ event: 'presence.updated', chat, sender, presence: { state, lastSeen }, identity }];
}
