/**
 * WSAPI's two envelopes, told apart by themselves: the server's own (`eventType`, `eventData`) and
 * the one of its published guide (`event`, `data`).
 */
import * as z from 'zod/v4';

import { optionalId } from '../../payload/schema';
import { eachOf } from '../../compose';
import { framing } from '../../payload/own-part';
import { deliveryReader } from '../../provider';
import { guideEnvelope, readGuide } from './guide-format';
import { readServerEvent } from './server-format';

const serverEnvelope = z.object({
	eventType: z.string().min(1),
	eventData: z.unknown().nonoptional(),
	eventId: optionalId,
	instanceId: z.unknown(),
});

export const read = deliveryReader(z.union([serverEnvelope, guideEnvelope]), (envelope, body) => {
	const { instanceId: instance } = envelope;
	if (!('eventType' in envelope)) return [{ ...readGuide(envelope), instance }];
	const { eventType, eventId = null, eventData: data } = envelope;
	const frame = framing(body, ['eventData']);
	return eachOf(readServerEvent({ eventType, eventId, data }), {
		instance,
		wrap: (own) => frame({ eventData: own }),
	});
});
