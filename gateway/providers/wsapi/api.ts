/**
 * Calls to WSAPI, cloud and self-hosted. Source: WSAPI server, openapi/wsapi-api.yml v2.0.0, which
 * docs.wsapi.chat mirrors.
 */
import * as z from 'zod/v4';

import { id } from '../../payload/schema';
import { WEB_TEXTS } from '../../whatsapp/text-limits';
import { ProviderError } from '../../errors';
import type { Downloads } from '../../provider';
import { base64Of } from '../../media/outgoing-file';
import { ANY_MEDIA } from '../../media/rules';
import { queryValue, segment } from '../../calls/path';
import { present } from '../../calls/present';
import type {
	Api,
	OutgoingMedia,
	Problem,
	ProviderAnswer,
	ProviderCall,
	Quote,
	ReadTarget,
	Sending,
	Sent,
} from '../../provider';

/** `messageId` is what the API of 2025 answered, `id` what it answers since v2. */
const sent = z.union([z.object({ id }), z.object({ messageId: id })]);

export const send: Sending = {
	quotes: ['text', 'media'],
	...WEB_TEXTS,
	text: async (api, { chatId, text, quote }) =>
		await post(api, '/messages/text', { to: chatId, text, ...quoting(quote) }),
	media: async (api, media) => await post(api, `/messages/${media.kind}`, await mediaBody(media)),
	// The server's own limit is 50 MB for what it fetches from a URL; for base64 none is published.
	mediaRules: ANY_MEDIA,
	location: async (api, { chatId, latitude, longitude, name, address }) =>
		await post(
			api,
			'/messages/location',
			present({ to: chatId, latitude, longitude, name, address }),
		),
	reaction: async (api, { chatId, messageId, senderId, emoji }) =>
		await post(api, `/messages/${messagePart(messageId)}/reaction`, {
			to: jidOf(chatId),
			senderId: jidOf(senderId ?? chatId),
			reaction: emoji,
		}),
};

/** All three fields are required, and a `chatId` without "@" is refused. */
export async function markRead(
	api: Api,
	{ chatId, messageId, senderId }: ReadTarget,
): Promise<void> {
	const call: ProviderCall = {
		effect: 'change',
		method: 'POST',
		path: `/messages/${messagePart(messageId ?? '')}/read`,
		body: { chatId: jidOf(chatId), senderId: jidOf(senderId ?? chatId), receiptType: 'read' },
	};
	try {
		await api.call(call);
	} catch (error) {
		// The API of 2025 (v1) has PUT on the same path.
		if (!(error instanceof ProviderError) || error.details.status !== 405) throw error;
		await api.call({ ...call, method: 'PUT' });
	}
}

export async function showTyping(api: Api, { chatId }: ReadTarget): Promise<void> {
	await api.call({
		effect: 'change',
		method: 'PUT',
		path: `/chats/${segment(jidOf(chatId), 'Chat ID', AS_IT_STANDS)}/presence`,
		body: { state: 'typing' },
	});
}

/** The answer is the file; the id in an event holds all the server needs to find it at WhatsApp. */
export const media = {
	open: async (from: Downloads, id: string) =>
		await from.file({
			effect: 'read',
			method: 'GET',
			path: `/media/download?id=${queryValue(id, 'media ID')}`,
		}),
};

/** Every error is `{status, detail}`. */
const problem = z.object({ status: z.number(), detail: z.string() });

export function problemIn({ status, body }: ProviderAnswer): Problem | null {
	if (status < 400) return null;
	const parsed = problem.safeParse(body);
	if (!parsed.success) return { code: null, message: null };
	const { detail } = parsed.data;
	return { code: null, message: detail, about: aboutOf(status, detail), ...hint(status, detail) };
}

/** Not paired is 409 by the server's code and 403 in the example of its specification. */
function aboutOf(status: number, detail: string): Problem['about'] {
	if (status === 409 || /not paired/i.test(detail)) return 'connection';
	return status === 404 && /instance/i.test(detail) ? 'instance' : undefined;
}

function hint(status: number, detail: string): Pick<Problem, 'nextStep'> {
	if (status !== 400 || !/x-instance-id/i.test(detail)) return {};
	return { nextStep: 'Fill in the Instance ID in the credential.' };
}

async function post(api: Api, path: string, body: Record<string, unknown>): Promise<Sent> {
	const answer = await api.call({ effect: 'send', method: 'POST', path, body });
	const parsed = sent.safeParse(answer.body);
	if (!parsed.success) return { messageId: null };
	return { messageId: 'id' in parsed.data ? parsed.data.id : parsed.data.messageId };
}

/** The id of the message and, always with it, who wrote it: without it groups show no quote. */
function quoting(quote: Quote | null) {
	if (!quote) return {};
	return present({ replyTo: quote.messageId, replyToSenderId: quote.senderId });
}

async function mediaBody(media: OutgoingMedia): Promise<Record<string, unknown>> {
	const { chatId: to, url, file, mimeType, caption, fileName, kind, quote } = media;
	const data = await base64Of(file);
	const described = kind === 'sticker' || kind === 'voice' || kind === 'audio' ? {} : { caption };
	// A document without a file name is a 400.
	const named = kind === 'document' ? { filename: fileName ?? 'document' } : {};
	return { ...present({ to, url, data, mimeType, ...described }), ...named, ...quoting(quote) };
}

/** The server takes an id in a path as it stands: "%40" would not be read as "@" again. */
const AS_IT_STANDS = { plain: '@:' };

function messagePart(id: string): string {
	return segment(id, 'Message ID', AS_IT_STANDS);
}

/** Bare digits of the guide's format and of manual input, as the JID of a phone number. */
function jidOf(chatId: string): string {
	return chatId.includes('@') ? chatId : `${chatId.replace(/^\+/, '')}@s.whatsapp.net`;
}
