/**
 * Calls to Evolution API: POST /message/{what}/{instance} and /chat/{what}/{instance}, answered
 * with 201. Source: Evolution v2.3.7 and v2.4.0-rc2, validate/*.schema.ts and
 * whatsapp.baileys.service.ts.
 */
import * as z from 'zod/v4';

import { id, part } from '../../payload/schema';
import { present } from '../../calls/present';
import { base64Of } from '../../media/outgoing-file';
import { extensionOf } from '../../media/extensions';
import { ANY_MEDIA } from '../../media/rules';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
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
import { chatJidOf, numberOf, readableJidOf } from './address';

export const send: Sending = {
	quotes: ['text', 'media', 'location'],
	...WEB_TEXTS,
	text: async (api, { chatId, text, quote }) =>
		await post(api, 'sendText', { number: numberOf(chatId), text, ...quoting(chatId, quote) }),
	media: async (api, media) => await sendFile(api, media),
	// A body may have 136 MB (main.ts); what WhatsApp takes of each kind, the server does not check.
	mediaRules: ANY_MEDIA,
	location: async (api, { chatId, latitude, longitude, name, address, quote }) =>
		await post(api, 'sendLocation', {
			number: numberOf(chatId),
			latitude,
			longitude,
			// Both have to be there, if only as empty texts.
			name: name ?? '',
			address: address ?? '',
			...quoting(chatId, quote),
		}),
	reaction: async (api, { emoji, ...message }) =>
		await post(api, 'sendReaction', { key: keyOf(message), reaction: emoji }),
};

/** The server leaves out who wrote, so that in a group the ticks may not turn blue. */
export async function markRead(api: Api, target: ReadTarget): Promise<void> {
	const remoteJid = readableJidOf(target.chatId, target.senderId);
	const read = { remoteJid, fromMe: target.fromMe, id: target.messageId ?? '' };
	await call(api, 'change', '/chat/markMessageAsRead', { readMessages: [read] });
}

/** The call lasts as long as the typing does: the server stops it before it answers. */
const TYPING_MS = 3_000;

export async function showTyping(api: Api, { chatId }: ReadTarget): Promise<void> {
	const typing = { number: numberOf(chatId), presence: 'composing', delay: TYPING_MS };
	await call(api, 'change', '/chat/sendPresence', typing);
}

async function call(
	api: Api,
	effect: Effect,
	path: string,
	body: Record<string, unknown>,
): Promise<ProviderAnswer> {
	return await api.call({
		effect,
		method: 'POST',
		path: instancePath(path, api.credential),
		body,
	});
}

const sent = z.object({ key: z.object({ id }) });

async function post(api: Api, what: string, body: Record<string, unknown>): Promise<Sent> {
	return sentIn(await call(api, 'send', `/message/${what}`, body));
}

function sentIn({ body }: ProviderAnswer): Sent {
	return { messageId: sent.safeParse(body).data?.key.id ?? null };
}

async function sendFile(api: Api, media: OutgoingMedia): Promise<Sent> {
	const { chatId, kind, url, file, quote } = media;
	const source = url ?? (await base64Of(file));
	const common = { number: numberOf(chatId), ...quoting(chatId, quote) };
	if (kind === 'sticker') return await post(api, 'sendSticker', { ...common, sticker: source });
	if (kind === 'voice') {
		const voice = { ...common, audio: source };
		const answer = await call(api, 'send', '/message/sendWhatsAppAudio', voice);
		return { ...sentIn(answer), ...(quote && hasNoQuote(answer) ? { quoted: false } : {}) };
	}
	const { mimeType: mimetype, caption } = media;
	return await post(api, 'sendMedia', {
		...common,
		mediatype: kind,
		media: source,
		...present({ mimetype, caption, fileName: fileNameOf(media) }),
	});
}

/** Base64 has no name of its own; a document without one is refused. */
function fileNameOf({ fileName, file, mimeType, kind }: OutgoingMedia): string | null {
	if (fileName !== null || file === null) return fileName;
	return `${kind}.${extensionOf(mimeType, kind)}`;
}

const voiceSent = z.object({
	message: z.object({ audioMessage: z.object({ contextInfo: part({ stanzaId: id }) }) }),
});

/** Before 2.4 voice messages are sent without the quote. The answer holds what was sent. */
function hasNoQuote({ body }: ProviderAnswer): boolean {
	const parsed = voiceSent.safeParse(body);
	return parsed.success && parsed.data.message.audioMessage.contextInfo?.stanzaId === undefined;
}

/**
 * Without the words of the message the server looks for them in its database, and sends without a
 * quote where it has none. Other kinds than texts it shows as they were, so those are left to it.
 */
function quoting(chatId: string, quote: Quote | null) {
	if (!quote) return {};
	const message = quote.text ? { message: { conversation: quote.text } } : {};
	return { quoted: { key: keyOf({ ...quote, chatId }), ...message } };
}

/** A message's key as Baileys has it. In a group it says who wrote; elsewhere the chat does. */
function keyOf({ chatId, messageId, senderId, fromMe }: Quote & { chatId: string }) {
	const remoteJid = chatJidOf(chatId);
	const participant = remoteJid.endsWith('@g.us') && senderId !== null && !fromMe;
	return {
		id: messageId,
		remoteJid,
		fromMe,
		...(participant ? { participant: chatJidOf(senderId) } : {}),
	};
}
