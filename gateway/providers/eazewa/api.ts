/**
 * Calls to eazeWA, which is WaAPI: POST /instances/{id}/client/action/{action}. Source: WaAPI
 * openapi v1.6.0 and v1.7.0.
 */
import * as z from 'zod/v4';

import { flag, part } from '../../payload/schema';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
import { messageKey } from '../../dialects/whatsapp-web-js/ids';
import { ProviderError } from '../../errors';
import { base64Of } from '../../media/outgoing-file';
import { ANY_MEDIA } from '../../media/rules';
import { present } from '../../calls/present';
import type { Credential } from '../../credential';
import type {
	Api,
	Effect,
	OutgoingMedia,
	ProviderAnswer,
	Quote,
	ReadTarget,
	Sending,
	Sent,
} from '../../provider';
import { instancePath } from './access';
import { chatIdOf, messageIdOf } from './chat-id';
import { fileNameOf } from './file-name';

export const send: Sending = {
	quotes: ['text', 'media'],
	...WEB_TEXTS,
	text: async (api, { chatId, text, quote }) =>
		await post(api, 'send-message', {
			chatId: chatIdOf(chatId),
			message: text,
			...quoting(chatId, quote),
		}),
	media: async (api, media) => await post(api, 'send-media', await mediaBody(media)),
	// "Images: jpg, jpeg, png, gif; videos: mp4, 3gp, mov; …; documents: pdf, doc, …, etc", and no size.
	mediaRules: ANY_MEDIA,
	location: async (api, { chatId, latitude, longitude, name, address }) =>
		await post(api, 'send-location', {
			chatId: chatIdOf(chatId),
			latitude,
			longitude,
			options: present({ name, address }),
		}),
	reaction: async (api, { emoji, ...message }) => {
		// An empty reaction takes it away. The answer names the message reacted to, none of its own.
		await run(api, 'send', 'react-to-message', {
			messageId: messageIdOf(message),
			reaction: emoji,
		});
		return { messageId: null };
	},
};

const seen = z.object({ data: part({ seenSend: flag, data: part({ seenSend: flag }) }) });

/** Marks the whole chat: there is no call for one message. */
export async function markRead(api: Api, { chatId }: ReadTarget): Promise<void> {
	const answer = await run(api, 'change', 'send-seen', { chatId: chatIdOf(chatId) });
	const data = seen.safeParse(answer.body).data?.data;
	if ((data?.seenSend ?? data?.data?.seenSend) !== false) return;
	throw new ProviderError('eazeWA did not mark the chat as read', {
		kind: 'refused',
		status: answer.status,
		nextStep: 'Check that the chat exists on the instance of the credential.',
	});
}

export async function showTyping(api: Api, { chatId }: ReadTarget): Promise<void> {
	await run(api, 'change', 'send-typing', { chatId: chatIdOf(chatId) });
}

/** Where an action of the credential's instance is called. */
export function actionPath(credential: Credential, action: string): string {
	return `${instancePath(credential)}/client/action/${action}`;
}

async function run(
	api: Api,
	effect: Effect,
	action: string,
	body: Record<string, unknown>,
): Promise<ProviderAnswer> {
	const path = actionPath(api.credential, action);
	return await api.call({ effect, method: 'POST', path, body });
}

async function post(api: Api, action: string, body: Record<string, unknown>): Promise<Sent> {
	return { messageId: sentId((await run(api, 'send', action, body)).body) };
}

const sentMessage = z.object({ id: messageKey });
const level = z.object({ _data: z.unknown(), data: z.unknown() });

/** The message is in `data`, older answers, or in `data.data`; its id in its `_data` or itself. */
function sentId(body: unknown): string | null {
	const outer = level.safeParse(body).data?.data;
	for (const holder of [outer, level.safeParse(outer).data?.data]) {
		for (const message of [level.safeParse(holder).data?._data, holder]) {
			const parsed = sentMessage.safeParse(message);
			if (parsed.success) return parsed.data.id.id;
		}
	}
	return null;
}

async function mediaBody(media: OutgoingMedia): Promise<Record<string, unknown>> {
	const { chatId, kind, url: mediaUrl, file, caption: mediaCaption, quote } = media;
	const mediaBase64 = await base64Of(file);
	return {
		...present({ chatId: chatIdOf(chatId), mediaUrl, mediaBase64, mediaCaption }),
		...present({ mediaName: fileNameOf(media) }),
		...(kind === 'sticker' ? { asSticker: true } : {}),
		...(kind === 'voice' ? { asVoice: true } : {}),
		...(kind === 'document' ? { asDocument: true } : {}),
		...quoting(chatId, quote),
	};
}

function quoting(chatId: string, quote: Quote | null) {
	return quote ? { replyToMessageId: messageIdOf({ chatId, ...quote }) } : {};
}
