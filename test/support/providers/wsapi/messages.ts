/** WSAPI's message, chat and media calls (the open server's OpenAPI and handlers). */
import type { Fields } from '../fields';
import { fieldsOf, numberOf, textOf } from '../fields';
import type { Answer, ProviderRequest, Route } from '../routes';
import type { StoredMedium } from '../simulated-provider';
import type { SentKind, SentMessage, WhatsAppLedger } from '../whatsapp-ledger';
import { sentMedia, sentMessage } from '../whatsapp-ledger';
import type { WsapiEdition } from './server';

interface Setup {
	edition: WsapiEdition;
	whatsapp: WhatsAppLedger;
	media: Map<string, StoredMedium>;
	error: (status: number, detail: string) => Answer;
}

const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
const RECEIPTS = ['delivered', 'sender', 'read', 'played'];
const PRESENCES = ['typing', 'paused', 'recording'] as const;

export function newWsapiMessages({ edition, whatsapp, media, error }: Setup) {
	const mediaRoutes = Object.fromEntries(
		MEDIA_KINDS.map((kind): [string, Route['answer']] => [
			`POST /messages/${kind}`,
			({ body }) => sendMedia(kind, fieldsOf(body)),
		]),
	);
	const readMethod = edition === 'v1' ? 'PUT' : 'POST';
	return {
		routes: {
			'POST /messages/text': ({ body }: ProviderRequest) => sendText(fieldsOf(body)),
			...mediaRoutes,
			'POST /messages/location': ({ body }: ProviderRequest) => sendLocation(fieldsOf(body)),
			[`${readMethod} /messages/:id/read`]: markRead,
			'POST /messages/:id/reaction': react,
			'PUT /chats/:chat/read': markChatRead,
			'PUT /chats/:chat/presence': setPresence,
			'GET /media/download': download,
		},
	};

	function sendText(body: Fields): Answer {
		const text = textOf(body['text']);
		return required(body, 'to', 'text') ?? send(body, { text });
	}

	function sendMedia(kind: SentKind, body: Fields): Answer {
		const missing = required(body, 'to', ...(kind === 'document' ? ['filename'] : []));
		if (missing) return missing;
		const url = textOf(body['url']);
		const base64 = textOf(body['data']);
		if (url && base64) return error(400, 'data and url cannot be given together');
		if (!url && !base64) return error(400, 'one of data and url is required');
		if (url && !URL.canParse(url)) return error(400, 'validation error: url');
		const medium = sentMedia({
			url,
			base64,
			fileName: textOf(body['filename']),
			mimeType: textOf(body['mimeType']),
		});
		return send(body, { kind, text: textOf(body['caption']), media: medium });
	}

	function sendLocation(body: Fields): Answer {
		// Go's zero value: a coordinate that is left out is 0, and only one out of range is refused.
		const latitude = numberOf(body['latitude']) ?? 0;
		const longitude = numberOf(body['longitude']) ?? 0;
		if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
			return error(400, 'validation error: latitude or longitude out of range');
		}
		const name = textOf(body['name']);
		const address = textOf(body['address']);
		return (
			required(body, 'to') ??
			send(
				{ to: body['to'] },
				{ kind: 'location', location: { latitude, longitude, name, address } },
			)
		);
	}

	function send(body: Fields, content: Partial<SentMessage>): Answer {
		const id = whatsapp.nextId();
		whatsapp.sent.push(
			sentMessage({
				id,
				chatId: recipient(String(body['to'])),
				quotedId: textOf(body['replyTo']),
				quotedSenderId: textOf(body['replyToSenderId']),
				...content,
			}),
		);
		return { status: 201, body: edition === 'v1' ? { messageId: id } : { id } };
	}

	/** All three fields, and a chat id that is a JID: bare digits are refused here. */
	function markRead({ params, body }: ProviderRequest): Answer {
		const fields = fieldsOf(body);
		const missing = required(fields, 'chatId', 'senderId', 'receiptType');
		if (missing) return missing;
		const chatId = String(fields['chatId']);
		const receipt = String(fields['receiptType']);
		if (!RECEIPTS.includes(receipt)) return error(400, 'validation error: receiptType');
		if (!chatId.includes('@')) return invalidJid(chatId);
		const senderId = recipient(String(fields['senderId']));
		const messageId = params['id'] ?? null;
		whatsapp.read.push({ scope: 'message', chatId, messageId, senderId, receipt });
		return { status: 204 };
	}

	function markChatRead({ params }: ProviderRequest): Answer {
		const chatId = params['chat'] ?? '';
		if (!chatId.includes('@')) return invalidJid(chatId);
		const mark = { chatId, messageId: null, senderId: null, receipt: 'read' };
		whatsapp.read.push({ scope: 'chat', ...mark });
		return { status: 204 };
	}

	function setPresence({ params, body }: ProviderRequest): Answer {
		const state = PRESENCES.find((known) => known === fieldsOf(body)['state']);
		if (!state) return error(400, 'validation error: state');
		const chatId = params['chat'] ?? '';
		if (!chatId.includes('@')) return invalidJid(chatId);
		whatsapp.typing.push({ chatId, messageId: null, state });
		return { status: 204 };
	}

	/** An empty reaction takes it away; answered with 200, not 201. */
	function react({ params, body }: ProviderRequest): Answer {
		const fields = fieldsOf(body);
		const missing = required(fields, 'to');
		if (missing) return missing;
		const sender = textOf(fields['senderId']);
		whatsapp.reactions.push({
			chatId: recipient(String(fields['to'])),
			messageId: params['id'] ?? '',
			emoji: textOf(fields['reaction']),
			senderId: sender && recipient(sender),
		});
		return { status: 200, body: { id: whatsapp.nextId() } };
	}

	function download({ query }: ProviderRequest): Answer {
		const id = query.get('id');
		if (!id) return error(400, 'missing required query parameter: id');
		const medium = media.get(id);
		if (!medium) return error(404, 'media not found');
		const fileName = medium.fileName ?? 'download.bin';
		return {
			status: 200,
			body: medium.bytes,
			headers: {
				'content-type': medium.mimeType,
				'content-disposition': `attachment; filename="${fileName}"`,
			},
		};
	}

	function required(body: Fields, ...names: string[]): Answer | null {
		const wrong = names.find((name) => body[name] !== undefined && typeof body[name] !== 'string');
		if (wrong) return error(400, `invalid request body: ${wrong} must be a string`);
		const missing = names.find((name) => textOf(body[name]) === null);
		return missing ? error(400, `validation error: ${missing} is required`) : null;
	}

	function invalidJid(id: string): Answer {
		return error(400, `invalid JID "${id}": must be in user@server format`);
	}
}

/** `to` and `senderId` also take digits, with or without a plus (jid.go). */
function recipient(to: string): string {
	const plain = to.replace(/^\+/, '');
	return plain.includes('@') ? plain : `${plain}@s.whatsapp.net`;
}
