/**
 * Calls to ChatBreez. One is published: POST /whatsapp/send-text/{instance}, answered with 201
 * (docs.chatbreez.com/overview.html). Its bodies are not; they are those of Evolution v2, which
 * ChatBreez is built on.
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { digitsOf, phoneOf } from '../../whatsapp/jid';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
import { segment } from '../../calls/path';
import type { Sending } from '../../provider';

const sent = z.object({ key: z.object({ id }) });

export const send: Sending = {
	// Nothing says whether ChatBreez passes Evolution's `quoted` on, and a quote that is silently
	// left out would be reported as sent.
	quotes: [],
	...WEB_TEXTS,
	text: async (api, { chatId, text }) => {
		const answer = await api.call({
			effect: 'send',
			method: 'POST',
			path: `/whatsapp/send-text/${segment(api.credential.instanceId, 'Instance Name')}`,
			body: { number: numberOf(chatId), text },
		});
		const parsed = sent.safeParse(answer.body);
		return { messageId: parsed.success ? parsed.data.key.id : null };
	},
};

/** A person by the digits of the phone, everybody else (group, LID) by the whole id. */
function numberOf(chatId: string): string {
	return phoneOf(chatId) ?? digitsOf(chatId) ?? chatId;
}
