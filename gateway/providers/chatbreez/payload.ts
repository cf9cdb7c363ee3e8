/**
 * ChatBreez's envelope, `{event, instance, data}`. It documents one event, `messages.upsert`, and
 * prints it in two spellings. Source: docs.chatbreez.com/webhook.html.
 */
import * as z from 'zod/v4';

import { id, lenient, LONGEST_ID } from '../../payload/schema';
import type { Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import { readBaileys } from '../../dialects/baileys';
import { isBatch, withoutCredentials } from '../../dialects/baileys/envelope';
import { deliveryReader } from '../../provider';

const envelope = z.object({
	event: z.string().min(1),
	instance: id,
	data: z.unknown().refine((data) => data !== undefined),
	// Evolution, which ChatBreez is built on, puts the account's own JID here.
	sender: lenient(z.string().max(LONGEST_ID)),
});

export const read = deliveryReader(
	envelope,
	function* ({ event, instance, data, sender }, body): Generator<Draft> {
		const whole = () => withoutCredentials(body);
		if (!/^messages[._-]upsert$/i.test(event)) {
			yield { event: 'other', identity: [event, hashOf(data)], instance, raw: whole };
			return;
		}
		// In a chat of two nothing else says who "me" is: then the account is its instance.
		const me = sender || instance;
		if (!isBatch(data)) {
			yield { ...readBaileys({ data, me }), instance, raw: whole };
			return;
		}
		for (const one of data) {
			const raw = () => ({ event, instance, data: one });
			yield { ...readBaileys({ data: one, me }), instance, raw };
		}
	},
);
