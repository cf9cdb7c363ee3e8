/** Calls to Chatlevel. Source: its OpenAPI document v1.0.0, api-reference/openapi.json. */
import * as z from 'zod/v4';

import { id } from '../../border';
import { digitsOf, phoneOf } from '../../dialects/jid';
import { UnsupportedError } from '../../errors';
import type { Api, OutgoingMedia, Problem, ProviderAnswer, Sending, Sent } from '../../provider';

const sent = z.object({ messageId: id });

export const send: Sending = {
	quotes: [],
	text: async (api, { chatId, text }) =>
		await post(api, 'text', { ...recipientOf(chatId), message: text }),
	media: async (api, media) => {
		assertImage(media);
		const { chatId, url, base64, caption } = media;
		return await post(api, 'media', {
			...recipientOf(chatId),
			...(url === null ? { mediaBase64: base64 } : { mediaUrl: url }),
			...(caption === null ? {} : { mediaCaption: caption }),
		});
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
	[422, 'Scan the QR code of the device in the Chatlevel app, then run this again.'],
]);

export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	const unauthorized = refused.safeParse(body);
	if (status < 400 && !unauthorized.success) return null;
	const other = failed.safeParse(body);
	const said = unauthorized.data?.error ?? other.data?.status;
	return {
		code: said?.code ?? null,
		message: said?.message ?? null,
		nextStep: NEXT_STEPS.get(status),
	};
}

/** A device's path. */
export function devicePath({ credential }: Api): string {
	return `/devices/${encodeURIComponent(credential.instanceId)}`;
}

async function post(api: Api, kind: string, body: Record<string, unknown>): Promise<Sent> {
	const path = `${devicePath(api)}/messages/${kind}`;
	const answer = await api.call({ method: 'POST', path, body });
	const parsed = sent.safeParse(answer.body);
	return { messageId: parsed.success ? parsed.data.messageId : null };
}

/** Exactly one of the two: `toNumber` takes 8 to 15 digits, `to` a whole JID (a LID, a group). */
function recipientOf(chatId: string): { toNumber: string } | { to: string } {
	const phone = phoneOf(chatId) ?? (chatId.includes('@') ? null : digitsOf(chatId));
	return phone !== null && /^\d{8,15}$/.test(phone) ? { toNumber: phone } : { to: chatId };
}

const IMAGES = /^image\/(png|jpe?g|gif|webp)\b/i;
const LARGEST_IMAGE_BYTES = 10 * 1024 * 1024;

function assertImage({ kind, mimeType, base64 }: OutgoingMedia) {
	if (kind !== 'image' || (mimeType !== null && !IMAGES.test(mimeType))) {
		throw new UnsupportedError(
			'Chatlevel sends no media but images: PNG, JPEG, GIF and WebP',
			'Send a text with a link to the file instead.',
		);
	}
	if (base64 !== null && bytesIn(base64) > LARGEST_IMAGE_BYTES) {
		throw new UnsupportedError(
			'Chatlevel takes images of at most 10 MB, and this one is larger',
			'Make the image smaller, or send a text with a link to it.',
		);
	}
}

/** Bytes that base64 stands for, without decoding it. */
function bytesIn(base64: string): number {
	const data = base64.slice(base64.indexOf(',') + 1);
	const padding = data.endsWith('==') ? 2 : data.endsWith('=') ? 1 : 0;
	return Math.floor((data.length * 3) / 4) - padding;
}
