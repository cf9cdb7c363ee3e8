/**
 * eazeWA's envelope, `{event, instanceId, data}`; the instance is a number in its samples and a
 * string in its documentation. Source: waapi.readme.io/reference/webhooks; WaAPI Make app.
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { eachOf } from '../../compose';
import { readWhatsAppWeb } from '../../dialects/whatsapp-web-js';
import { framing } from '../../payload/own-part';
import { deliveryReader } from '../../provider';

const envelope = z.object({
	event: z.string().min(1),
	instanceId: id,
	data: z.unknown().refine((data) => data !== undefined),
});

export const read = deliveryReader(envelope, ({ event, instanceId: instance, data }, body) => {
	const frame = framing(body, ['data']);
	// Where an event does not name the account's own number, the account is its instance.
	return eachOf(readWhatsAppWeb({ event, data, me: instance }), {
		instance,
		wrap: (own) => frame({ data: own }),
	});
});
