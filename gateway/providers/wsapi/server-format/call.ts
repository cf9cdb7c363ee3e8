/** The events `call_offer`, `call_accept` and `call_terminate`. */
import * as z from 'zod/v4';

import type { Draft } from '../../../compose';
import type { Call } from '../../../event';
import { flag, id, lookUp, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { person } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';
import { chatOf, identity } from './people';

const call = z.object({
	id,
	caller: identity,
	chatId: text,
	isGroup: flag,
	isVideo: flag,
	time: text,
	reason: text,
});

/** By `reason`. The open server writes rejected, ended and unknown. */
const ENDINGS: Readonly<Record<string, Call['state']>> = {
	rejected: 'rejected',
	timeout: 'missed',
};

export const readOffer = eventReader(call, (wire) => [draftOf(wire, 'offered')]);
export const readAcceptance = eventReader(call, (wire) => [draftOf(wire, 'accepted')]);
export const readTermination = eventReader(call, (wire) => [
	draftOf(wire, lookUp(ENDINGS, wire.reason ?? '') ?? 'ended'),
]);

function draftOf(wire: z.infer<typeof call>, state: Call['state']): Draft {
	const { isGroup = false, isVideo = false } = wire;
	return {
		event: 'call.updated',
		timestamp: fromIsoText(wire.time),
		// Only an offer names the chat; later events of the call are in the caller's own.
		chat: chatOf(wire.chatId || wire.caller.id, { isGroup }),
		sender: person(wire.caller),
		call: { id: wire.id, state, isVideo, isGroup },
		identity: [wire.id, state],
	};
}
