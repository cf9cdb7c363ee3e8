/** Calls as they stand in a chat: logs of WhatsApp's, and a note of Baileys' own. */
import * as z from 'zod/v4';

import { flag, list, lookUp } from '../../payload/schema';
import type { Call } from '../../event';
import { chatOf } from './people';
import type { BaileysRecord } from './record';
import { enumeration, type Content } from './wire';

/** WAProto `CallLogMessage.CallOutcome`, by number and by name. */
const OUTCOMES: Readonly<Record<string, Call['state']>> = {
	0: 'ended',
	1: 'missed',
	2: 'ended',
	3: 'rejected',
	4: 'accepted',
	5: 'offered',
	6: 'missed',
	7: 'missed',
	CONNECTED: 'ended',
	MISSED: 'missed',
	FAILED: 'ended',
	REJECTED: 'rejected',
	ACCEPTED_ELSEWHERE: 'accepted',
	ONGOING: 'offered',
	SILENCED_BY_DND: 'missed',
	SILENCED_UNKNOWN_CALLER: 'missed',
};

const log = z.object({
	isVideo: flag,
	callOutcome: enumeration,
	participants: list(z.unknown()),
});
const note = z.object({ callKey: z.unknown().nonoptional() });

/** The call a content tells of; null when it tells of none. The message's id stands for the call's. */
export function callIn(content: Content, record: BaileysRecord): Call | null {
	const { id } = record.key;
	// WAProto misspells the name; a server may mend it.
	const logged = log.safeParse(content.callLogMesssage ?? content.callLogMessage);
	if (logged.success) {
		const { isVideo = false, callOutcome, participants = [] } = logged.data;
		const state = lookUp(OUTCOMES, String(callOutcome)) ?? 'ended';
		const isGroup = chatOf(record).type === 'group' || participants.length > 1;
		return { id, state, isVideo, isGroup };
	}
	// Baileys notes so that a group is called, and nothing else (Socket/messages-recv).
	if (!note.safeParse(content.call).success) return null;
	return { id, state: 'offered', isVideo: false, isGroup: true };
}
