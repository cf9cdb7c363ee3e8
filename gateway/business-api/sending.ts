/** What can be sent in Meta's Business format, and how its bodies say it. */
import * as z from 'zod/v4';

import { present } from '../calls/present';
import { id } from '../payload/schema';
import type { Api, OutgoingMedia, Quote, Sending, Sent } from '../provider';
import type { Hosting, HostingOf } from './hosting';
import { mediaRules } from './media-rules';
import { recipientOf } from './recipient';
import { BUSINESS_TEXTS } from './text-limits';
import { upload } from './upload';

/** A provider's `send`, for which every credential says where and how by its hosting. */
export function createSending(hostingOf: HostingOf): Sending {
	return {
		quotes: ['text', 'media', 'location'],
		...BUSINESS_TEXTS,
		text: async (api, message) => {
			const content = { type: 'text', text: { body: message.text } };
			return await post(api, hostingOf(api.credential), message, content);
		},
		media: async (api, media) => {
			const hosting = hostingOf(api.credential);
			return await post(api, hosting, media, await mediaContent(api, hosting, media));
		},
		mediaRules,
		location: async (api, { latitude, longitude, name, address, ...to }) => {
			const location = present({ latitude, longitude, name, address });
			return await post(api, hostingOf(api.credential), to, { type: 'location', location });
		},
		reaction: async (api, { chatId, messageId, emoji }) => {
			const content = { type: 'reaction', reaction: { message_id: messageId, emoji } };
			return await post(api, hostingOf(api.credential), { chatId, quote: null }, content);
		},
	};
}

const sent = z.object({ messages: z.tuple([z.object({ id })], z.unknown()) });

async function post(
	api: Api,
	hosting: Hosting,
	{ chatId, quote }: { chatId: string; quote: Quote | null },
	content: Record<string, unknown>,
): Promise<Sent> {
	const answer = await api.call({
		effect: 'send',
		method: 'POST',
		path: hosting.messagesPath,
		body: {
			...hosting.product,
			...recipientOf(hosting, chatId),
			...(quote ? { context: { message_id: quote.messageId } } : {}),
			...content,
		},
	});
	const parsed = sent.safeParse(answer.body);
	return { messageId: parsed.success ? parsed.data.messages[0].id : null };
}

async function mediaContent(
	api: Api,
	hosting: Hosting,
	media: OutgoingMedia,
): Promise<Record<string, unknown>> {
	const { kind, url, file, caption, fileName } = media;
	const source = file === null ? { link: url } : { id: await upload(api, hosting, media, file) };
	// There is no sending of voice messages apart from audio.
	const type = kind === 'voice' ? 'audio' : kind;
	const described = type === 'audio' || type === 'sticker' ? {} : { caption };
	const named = type === 'document' ? { filename: fileName } : {};
	return { type, [type]: present({ ...source, ...described, ...named }) };
}
