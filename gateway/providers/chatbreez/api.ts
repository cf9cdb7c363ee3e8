/**
 * Calls to ChatBreez. One is published: POST /whatsapp/send-text/{instance}, answered with 201
 * (docs.chatbreez.com/overview.html). Its bodies are not; they are those of Evolution v2, which
 * ChatBreez is built on.
 */
import * as z from 'zod/v4';

import { id, orNull, part, text } from '../../payload/schema';
import { digitsOf, phoneOf } from '../../whatsapp/jid';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
import { segment } from '../../calls/path';
import type { Problem, ProviderAnswer, Sending } from '../../provider';

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

const reasons = z.union([
	z.string().transform((reason) => [reason]),
	z.array(
		z.union([
			z.string(),
			// Evolution's answer for a number without WhatsApp.
			z
				.object({ exists: z.literal(false), number: text, jid: text })
				.transform(({ number, jid }) => `${number ?? jid ?? 'this number'} is not on WhatsApp`),
			z.unknown().transform(() => null),
		]),
	),
]);

const problem = z.object({
	message: reasons.optional().catch(undefined),
	error: text,
	response: part({ message: reasons.optional().catch(undefined) }),
});

/** Evolution's `{status, error, response: {message: […]}}`, or whatever of it is there. */
export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	if (status < 400) return null;
	const parsed = problem.safeParse(body);
	if (!parsed.success) return { code: null, message: null };
	const { response, message, error } = parsed.data;
	const said = (response?.message ?? message ?? []).filter((reason) => reason).join('; ');
	return { code: null, message: orNull(said) ?? orNull(error), about: aboutOf(status, said) };
}

/** Evolution's words for an instance that it does not have. */
function aboutOf(status: number, said: string): Problem['about'] {
	return status === 404 && /instance/i.test(said) ? 'instance' : undefined;
}
