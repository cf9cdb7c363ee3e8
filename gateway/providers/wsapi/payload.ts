/**
 * WSAPI's two envelopes, told apart by themselves: the server's own (`eventType`, `eventData`) and
 * the one of its published guide (`event`, `data`).
 */
import * as z from 'zod/v4';

import { id, lenient } from '../../border';
import { normaliseWhatsmeow } from '../../dialects/whatsmeow';
import type { Origin } from '../../compose';
import { reader, type Reading } from '../../provider';
import { guideEnvelope, normaliseGuide } from './guide-format';

const serverEnvelope = z.object({
	eventType: z.string().min(1),
	eventData: z.unknown().nonoptional(),
	eventId: lenient(id),
	instanceId: lenient(id),
});

export const read = reader(z.union([serverEnvelope, guideEnvelope]), (envelope, body): Reading => {
	const instance = envelope.instanceId ?? null;
	const origin: Origin = { provider: 'wsapi', instance };
	if (!('eventType' in envelope)) {
		return { instance, events: [normaliseGuide(origin, envelope, body)] };
	}
	const { eventType, eventId = null, eventData: data } = envelope;
	return { instance, events: normaliseWhatsmeow(origin, { eventType, eventId, data, raw: body }) };
});
