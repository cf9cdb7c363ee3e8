import * as z from 'zod/v4';

import { amount, flag, list, lookUp, text } from '../../border';
import { hashOf, type Draft } from '../../compose';
import type { Presence } from '../../event';
import { chatTypeOf, person } from '../jid';
import { wid } from './ids';
import { timeOf } from './time';

const presence = z.object({
	id: wid,
	chatstate: text,
	isOnline: flag,
	lastSeen: amount,
	typingParticipants: list(wid),
	recordingParticipants: list(wid),
	hasData: flag,
});

const STATES: Readonly<Record<string, Presence['state']>> = {
	available: 'online',
	typing: 'typing',
	recording_audio: 'recording',
	unavailable: 'offline',
};

/**
 * Who is typing, recording or online: one person, or several members of a group, one event each.
 * Source: WaAPI openapi v1.7.0, chatPresence.
 */
export function readPresence(value: unknown): Draft[] | null {
	const parsed = presence.safeParse(value);
	// Without data the state is unknown, which is not "offline".
	if (!parsed.success || !parsed.data.id || parsed.data.hasData === false) return null;
	const { id, chatstate = '', isOnline, lastSeen, ...members } = parsed.data;
	const chat = { id, type: chatTypeOf(id) };
	const reading = (state: Presence['state'], who: string | null): Draft => ({
		event: 'presence.updated',
		chat,
		sender: who === null ? null : person({ id: who }),
		presence: { state, lastSeen: timeOf(lastSeen) },
		identity: [id, who, state, hashOf(parsed.data)],
	});

	const active = [
		...(members.typingParticipants ?? []).map((who) => ['typing', who] as const),
		...(members.recordingParticipants ?? []).map((who) => ['recording', who] as const),
	].flatMap(([state, who]) => (who ? [reading(state, who)] : []));
	if (active.length > 0) return active;

	const known = lookUp(STATES, chatstate);
	const state = known ?? (isOnline === undefined ? null : isOnline ? 'online' : 'offline');
	return state && [reading(state, chat.type === 'individual' ? id : null)];
}
