/** Calls to Chatlevel. Source: its OpenAPI document v1.0.0, api-reference/openapi.json. */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { digitsOf, phoneOf } from '../../whatsapp/jid';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
import { base64Of } from '../../media/outgoing-file';
import { MEGABYTE } from '../../media/size';
import type { Api, Problem, ProviderAnswer, Sending, Sent } from '../../provider';
import { devicePath } from './access';

const sent = z.object({ messageId: id });

export const send: Sending = {
	quotes: [],
	...WEB_TEXTS,
	text: async (api, { chatId, text }) =>
		await post(api, 'text', { ...recipientOf(chatId), message: text }),
	media: async (api, { chatId, url, file, caption }) =>
		await post(api, 'media', {
			...recipientOf(chatId),
			...(url === null ? { mediaBase64: await base64Of(file) } : { mediaUrl: url }),
			...(caption === null ? {} : { mediaCaption: caption }),
		}),
	mediaRules: {
		image: {
			largest: 10 * MEGABYTE,
			types: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
		},
	},
};

/** Two shapes: 401 is `{status: "error", error: {code, message}}`, the others `{status: {code, message}}`. */
const details = z.object({ code: z.number().optional().catch(undefined), message: z.string() });
const refused = z.object({ status: z.literal('error'), error: details });
const failed = z.object({ status: details });

const NEXT_STEPS: ReadonlyMap<number, string> = new Map([
	[
		408,
		'It was not tried again, because the message may have been sent. Look into the chat before you run this again.',
	],
	[413, 'Send an image of at most 10 MB, or a link to it as text.'],
]);

export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	const unauthorized = refused.safeParse(body);
	if (status < 400 && !unauthorized.success) return null;
	const other = failed.safeParse(body);
	const said = unauthorized.data?.error ?? other.data?.status;
	return {
		code: said?.code ?? null,
		message: said?.message ?? null,
		about: aboutOf(status, said?.message ?? ''),
		nextStep: NEXT_STEPS.get(status),
	};
}

/** 422: "not fully authenticated". 404 is a device that is unknown, or one that is not connected. */
function aboutOf(status: number, message: string): Problem['about'] {
	if (status === 422) return 'connection';
	if (status !== 404) return undefined;
	if (/not connected/i.test(message)) return 'connection';
	return /device/i.test(message) ? 'instance' : undefined;
}

async function post(api: Api, kind: string, body: Record<string, unknown>): Promise<Sent> {
	const path = `${devicePath(api)}/messages/${kind}`;
	const answer = await api.call({ effect: 'send', method: 'POST', path, body });
	const parsed = sent.safeParse(answer.body);
	return { messageId: parsed.success ? parsed.data.messageId : null };
}

/** Exactly one of the two: `toNumber` takes 8 to 15 digits, `to` a whole JID (a LID, a group). */
function recipientOf(chatId: string): { toNumber: string } | { to: string } {
	const phone = phoneOf(chatId) ?? (chatId.includes('@') ? null : digitsOf(chatId));
	return phone !== null && /^\d{8,15}$/.test(phone) ? { toNumber: phone } : { to: chatId };
}
