/**
 * WSAPI's two envelopes, told apart by themselves: the server's own (`eventType`, `eventData`) and
 * the one of its published guide (`event`, `data`).
 */
import * as z from 'zod/v4';

import { id, lenient } from '../../border';
import { eachOf } from '../../compose';
import { readWhatsmeow } from '../../dialects/whatsmeow';
import { reader } from '../../provider';
import { guideEnvelope, readGuide } from './guide-format';

const serverEnvelope = z.object({
	eventType: z.string().min(1),
	eventData: z.unknown().nonoptional(),
	eventId: lenient(id),
	instanceId: z.unknown(),
});

export const read = reader(z.union([serverEnvelope, guideEnvelope]), (envelope) => {
	const { instanceId: instance } = envelope;
	if (!('eventType' in envelope)) return [{ ...readGuide(envelope), instance }];
	const { eventType, eventId = null, eventData: data } = envelope;
	return eachOf(readWhatsmeow({ eventType, eventId, data }), { instance });
});
