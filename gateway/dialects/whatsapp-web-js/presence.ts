import * as z from 'zod/v4';

import { amount, flag, lenient, lookUp, text } from '../../payload/schema';
import type { Draft } from '../../compose';
import type { Presence } from '../../event';
import { hashOf } from '../../payload/hash';
import { framing } from '../../payload/own-part';
import { chatTypeOf, person } from '../../whatsapp/jid';
import { wid, widOf } from './ids';
import { timeOf } from './time';

const members = lenient(z.custom<unknown[]>(Array.isArray));

const presence = z.object({
	id: wid,
	chatstate: text,
	isOnline: flag,
	lastSeen: amount,
	typingParticipants: members,
	recordingParticipants: members,
	hasData: flag,
});

const STATES: Readonly<Record<string, Presence['state']>> = {
	available: 'online',
	typing: 'typing',
	recording_audio: 'recording',
	unavailable: 'offline',
};

/** Where the members of a group stand who are doing something. */
const ACTIVE = [
	['typingParticipants', 'typing'],
	['recordingParticipants', 'recording'],
] as const;

/**
 * Who is typing, recording or online: one person, or several members of a group, one event each.
 * Source: WaAPI openapi v1.7.0, chatPresence.
 */
export function readPresence(value: unknown): Iterable<Draft> | null {
	const parsed = presence.safeParse(value);
	// Without data the state is unknown, which is not "offline".
	if (!parsed.success || !parsed.data.id || parsed.data.hasData === false) return null;
	const { id, chatstate = '', isOnline, lastSeen, ...active } = parsed.data;
	const chat = { id, type: chatTypeOf(id) };
	const said = hashOf(parsed.data);
	const draftOf = (state: Presence['state'], who: string | null): Draft => ({
		event: 'presence.updated',
		chat,
		sender: who === null ? null : person({ id: who }),
		presence: { state, lastSeen: timeOf(lastSeen) },
		identity: [id, who, state, said],
	});
	if (Object.values(active).some((list) => Array.isArray(list) && list.some(isSomebody))) {
		return membersOf(value, active, draftOf);
	}
	const known = lookUp(STATES, chatstate);
	const state = known ?? (isOnline === undefined ? null : isOnline ? 'online' : 'offline');
	return state && [draftOf(state, chat.type === 'individual' ? id : null)];
}

function* membersOf(
	value: unknown,
	active: Partial<Record<(typeof ACTIVE)[number][0], unknown[] | undefined>>,
	draftOf: (state: Presence['state'], who: string) => Draft,
): Generator<Draft> {
	const lists = ACTIVE.map(([list]) => list);
	const isOnly = lists.reduce((sum, list) => sum + (active[list]?.length ?? 0), 0) === 1;
	const frame = framing(value, lists);
	for (const [list, state] of ACTIVE) {
		for (const member of active[list] ?? []) {
			const who = widOf(member);
			if (who === undefined) continue;
			const raw = () => frame({ [list]: [member] });
			yield { ...draftOf(state, who), ...(isOnly ? {} : { raw }) };
		}
	}
}

function isSomebody(member: unknown): boolean {
	return widOf(member) !== undefined;
}
