/**
 * Calls to Cbot. Sending is published (docs.cbot.ai/Business/Basics); the rest follows 360dialog,
 * the On-Premises API (`/v1/messages`) and the Cloud API (`/messages`).
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { BUSINESS_TEXTS } from '../../whatsapp/text-limits';
import { UnsupportedError } from '../../errors';
import { segment } from '../../calls/path';
import { present } from '../../calls/present';
import type { Api, OutgoingMedia, Quote, ReadTarget, Sending, Sent } from '../../provider';
import { isCloud, messagesPath, recipientOf, v1 } from './hosting';
import { mediaRules } from './media-rules';
import { upload } from './upload';

const sent = z.object({ messages: z.tuple([z.object({ id })], z.unknown()) });

/** Quoting is certain in the cloud; whether on premises honours `context` on sending is not. */
export const send: Sending = {
	quotes: ['text', 'media', 'location'],
	...BUSINESS_TEXTS,
	text: async (api, { chatId, text, quote }) =>
		await post(api, chatId, { type: 'text', text: { body: text } }, quote),
	media: async (api, media) =>
		await post(api, media.chatId, await mediaBody(api, media), media.quote),
	mediaRules,
	location: async (api, { chatId, latitude, longitude, name, address, quote }) => {
		const location = present({ latitude, longitude, name, address });
		return await post(api, chatId, { type: 'location', location }, quote);
	},
	reaction: async (api, { chatId, messageId, emoji }) => {
		const reaction = { message_id: messageId, emoji };
		return await post(api, chatId, { type: 'reaction', reaction }, null);
	},
};

/** Earlier messages of the chat become read as well. */
export async function markRead(api: Api, { messageId }: ReadTarget): Promise<void> {
	const read = required(messageId, 'mark a chat as read, only a message');
	if (isCloud(api.credential)) {
		await receipt(api, read, {});
		return;
	}
	await api.call({
		effect: 'change',
		method: 'PUT',
		path: v1(api.credential, `/messages/${segment(read, 'Message ID')}`),
		body: { status: 'read' },
	});
}

/** Vanishes with the answer or after 25 seconds, and marks the message as read. */
export async function showTyping(api: Api, { messageId }: ReadTarget): Promise<void> {
	if (!isCloud(api.credential)) {
		throw new UnsupportedError(
			'Cbot cannot show that you are typing with the hosting On-Premises',
			'Remove this node from the workflow. If your number is in the cloud, change Hosting in the credential.',
		);
	}
	const answered = required(messageId, 'show typing without a message that is answered');
	await receipt(api, answered, { typing_indicator: { type: 'text' } });
}

async function receipt(api: Api, messageId: string, more: Record<string, unknown>) {
	await api.call({
		effect: 'change',
		method: 'POST',
		path: messagesPath(api.credential),
		body: { messaging_product: 'whatsapp', status: 'read', message_id: messageId, ...more },
	});
}

function required(messageId: string | null, what: string): string {
	if (messageId) return messageId;
	throw new UnsupportedError(`Cbot cannot ${what}`, 'Give the ID of a message that was received.');
}

async function post(
	api: Api,
	chatId: string,
	content: Record<string, unknown>,
	quote: Quote | null,
): Promise<Sent> {
	const answer = await api.call({
		effect: 'send',
		method: 'POST',
		path: messagesPath(api.credential),
		body: {
			...(isCloud(api.credential) ? { messaging_product: 'whatsapp' } : {}),
			...recipientOf(api.credential, chatId),
			...(quote ? { context: { message_id: quote.messageId } } : {}),
			...content,
		},
	});
	const parsed = sent.safeParse(answer.body);
	return { messageId: parsed.success ? parsed.data.messages[0].id : null };
}

async function mediaBody(api: Api, media: OutgoingMedia): Promise<Record<string, unknown>> {
	const { kind, url, file, caption, fileName } = media;
	const source = file === null ? { link: url } : { id: await upload(api, media, file) };
	// There is no sending of voice messages apart from audio.
	const type = kind === 'voice' ? 'audio' : kind;
	const described = type === 'audio' || type === 'sticker' ? {} : { caption };
	const named = type === 'document' ? { filename: fileName } : {};
	return { type, [type]: present({ ...source, ...described, ...named }) };
}
