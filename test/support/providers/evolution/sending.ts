/** What Evolution sends and shows: POST /message/… and /chat/…, answered with 201. */
import { fieldsOf, numberOf, textOf, type Fields } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import type { StoredMedium } from '../simulated-provider';
import {
	sentMedia,
	sentMessage,
	type SentKind,
	type SentMessage,
	type WhatsAppLedger,
} from '../whatsapp-ledger';

interface Setup {
	version: '2.3.7' | '2.4.0';
	whatsapp: WhatsAppLedger;
	media: Map<string, StoredMedium>;
	unknownMessages: Set<string>;
	/** Numbers nobody has on WhatsApp. */
	strangers: Set<string>;
	isConnected: () => boolean;
	error: (status: number, ...reasons: unknown[]) => Answer;
}

const KINDS: Record<string, SentKind> = {
	image: 'image',
	video: 'video',
	audio: 'audio',
	document: 'document',
};
/** Under which part of the message each kind is shown in the answer. */
const PARTS: Record<string, string> = { voice: 'audioMessage', text: 'conversation' };

export function newEvolutionSending(setup: Setup) {
	const { version, whatsapp, media, unknownMessages, strangers, isConnected, error } = setup;
	return {
		sendText: taken(['number', 'text'], (body) =>
			send(body, { kind: 'text', text: textOf(body['text']) }),
		),
		sendMedia: taken(['number', 'mediatype'], sendMedia),
		sendSticker: taken(['number'], (body) => sendFile(body, 'sticker', 'sticker')),
		sendWhatsAppAudio: taken(['number'], (body) => sendFile(body, 'audio', 'voice')),
		sendLocation: taken(['number', 'latitude', 'longitude', 'name', 'address'], sendLocation),
		sendReaction: taken(['key', 'reaction'], react),
		sendPresence: taken(['number', 'presence', 'delay'], showPresence),
		markMessageAsRead: taken(['readMessages'], markRead),
		getBase64FromMediaMessage: taken(['message'], fetchMedia),
	};

	/** The required properties are there, and the instance is connected. */
	function taken(required: string[], answer: (body: Fields) => Answer) {
		return (request: ProviderRequest): Answer => {
			const body = fieldsOf(request.body);
			const missing = required.filter((name) => body[name] === undefined || body[name] === null);
			if (missing.length > 0) {
				return error(
					400,
					missing.map((name) => `requires property "${name}"`),
				);
			}
			return isConnected() ? answer(body) : error(400, 'Error: Connection Closed');
		};
	}

	function sendMedia(body: Fields): Answer {
		const kind = KINDS[String(body['mediatype'])];
		if (!kind) return error(400, ['mediatype is not one of enum values']);
		if (kind === 'document' && !body['fileName'] && !isUrl(body['media'])) {
			return error(400, 'For base64 the file name must be informed.');
		}
		return sendFile(body, 'media', kind);
	}

	function sendFile(body: Fields, field: string, kind: SentKind): Answer {
		const source = textOf(body[field]);
		if (source === null || !(isUrl(source) || isBase64(source))) {
			return error(400, 'Owned media must be a url or base64');
		}
		const from = isUrl(source) ? { url: source } : { base64: source };
		const named = { fileName: textOf(body['fileName']), mimeType: textOf(body['mimetype']) };
		return send(body, {
			kind,
			text: textOf(body['caption']),
			media: sentMedia({ ...from, ...named }),
		});
	}

	function sendLocation(body: Fields): Answer {
		const latitude = numberOf(body['latitude']);
		const longitude = numberOf(body['longitude']);
		if (latitude === null || longitude === null) {
			return error(400, ['latitude is not of a type(s) number']);
		}
		const [name, address] = [textOf(body['name']), textOf(body['address'])];
		return send(body, { kind: 'location', location: { latitude, longitude, name, address } });
	}

	function send(body: Fields, content: Partial<SentMessage>): Answer {
		const chatId = jidOf(String(body['number']));
		const unknown = notOnWhatsApp(chatId, body['number']);
		if (unknown) return unknown;
		const kind = content.kind ?? 'text';
		const quoted = kind === 'voice' && version === '2.3.7' ? null : quotedIn(body['quoted']);
		const id = whatsapp.nextId();
		whatsapp.sent.push(
			sentMessage({
				id,
				chatId,
				...content,
				quotedId: quoted?.id ?? null,
				quotedSenderId: quoted?.participant ?? null,
			}),
		);
		return { status: 201, body: answerOf({ id, chatId, kind, quotedId: quoted?.id ?? null }) };
	}

	/** Up to 2.3.7 also for whoever is known by a LID alone. */
	function notOnWhatsApp(jid: string, number: unknown): Answer | null {
		const isHidden = jid.endsWith('@lid') && version === '2.3.7';
		if (!isHidden && !strangers.has(jid.split('@')[0] ?? '')) return null;
		return error(400, { exists: false, jid, number });
	}

	/** Without the original's content, an original the server does not have is silently not quoted. */
	function quotedIn(quoted: unknown): { id: string; participant: string | null } | null {
		const { key, message } = fieldsOf(quoted);
		const { id: given, participant } = fieldsOf(key);
		const id = textOf(given);
		if (id === null || (message === undefined && unknownMessages.has(id))) return null;
		return { id, participant: textOf(participant) };
	}

	function react(body: Fields): Answer {
		const { id, remoteJid, participant } = fieldsOf(body['key']);
		const [messageId, chatId] = [textOf(id), textOf(remoteJid)];
		if (messageId === null || chatId === null) return error(400, ['requires property "id"']);
		const unknown = notOnWhatsApp(chatId, chatId);
		if (unknown) return unknown;
		const emoji = textOf(body['reaction']);
		whatsapp.reactions.push({ chatId, messageId, emoji, senderId: textOf(participant) });
		const sentId = whatsapp.nextId();
		return { status: 201, body: answerOf({ id: sentId, chatId, kind: 'text', quotedId: null }) };
	}

	/** The server answers when the time is over; here time does not pass. */
	function showPresence(body: Fields): Answer {
		const chatId = jidOf(String(body['number']));
		const { presence } = body;
		const unknown = notOnWhatsApp(chatId, body['number']);
		if (unknown) return unknown;
		if (typeof body['delay'] !== 'number') return error(400, ['delay is not of a type(s) number']);
		whatsapp.typing.push({
			chatId,
			messageId: null,
			state: presence === 'recording' ? 'recording' : 'typing',
		});
		return { status: 201, body: { presence } };
	}

	/** Success whatever was named: up to 2.3.7 only groups and phone numbers are passed on. */
	function markRead(body: Fields): Answer {
		const messages = Array.isArray(body['readMessages']) ? body['readMessages'] : [];
		for (const message of messages) {
			const { remoteJid, id, fromMe } = fieldsOf(message);
			if (!textOf(remoteJid) || !textOf(id) || typeof fromMe !== 'boolean') {
				return error(400, ['readMessages[0] requires property "id"']);
			}
			if (!isReadable(String(remoteJid))) continue;
			whatsapp.read.push({
				scope: 'message',
				chatId: String(remoteJid),
				messageId: String(id),
				senderId: null,
				receipt: 'read',
			});
		}
		return { status: 201, body: { message: 'Read messages', read: 'success' } };
	}

	function isReadable(jid: string): boolean {
		return version === '2.3.7'
			? /@(g\.us|s\.whatsapp\.net)$/.test(jid)
			: !/@(broadcast|newsletter)$/.test(jid);
	}

	function fetchMedia(body: Fields): Answer {
		const id = textOf(fieldsOf(fieldsOf(body['message'])['key'])['id']);
		const medium = id === null ? undefined : media.get(id);
		if (!medium) return error(400, 'Message not found');
		const { bytes, mimeType, fileName } = medium;
		return {
			status: 201,
			body: {
				mediaType: 'audioMessage',
				fileName: fileName ?? `${id}.oga`,
				size: { fileLength: { low: bytes.length, high: 0, unsigned: true } },
				mimetype: mimeType,
				base64: bytes.toString('base64'),
				buffer: null,
			},
		};
	}
}

interface Answered {
	id: string;
	chatId: string;
	kind: SentKind;
	quotedId: string | null;
}

/** The message as it was sent; a quote stands in the part that holds the content. */
function answerOf({ id, chatId, kind, quotedId }: Answered) {
	const messageType = PARTS[kind] ?? `${kind}Message`;
	const contextInfo = quotedId === null ? undefined : { stanzaId: quotedId };
	const part = messageType === 'conversation' ? '' : { contextInfo };
	return {
		key: { remoteJid: chatId, fromMe: true, id },
		pushName: 'Você',
		status: 'PENDING',
		message: { [messageType]: part },
		contextInfo,
		messageType,
		messageTimestamp: Math.floor(Date.now() / 1000),
		instanceId: '00000000-0000-4000-8000-000000000001',
		source: 'unknown',
	};
}

/** A JID stands; digits become a person's, 18 and more a group's. */
function jidOf(number: string): string {
	if (/@(g\.us|s\.whatsapp\.net|lid|newsletter|broadcast)$/.test(number)) {
		return number.replace(/:\d+/, '');
	}
	const bare = number.split('@')[0] ?? '';
	if (bare.includes('-') && bare.length >= 24) return `${bare}@g.us`;
	const digits = bare.replace(/\D/g, '');
	return digits.length >= 18 ? `${digits}@g.us` : `${digits}@s.whatsapp.net`;
}

function isUrl(value: unknown): boolean {
	return typeof value === 'string' && /^https?:\/\/[\w.-]+\.\w+/.test(value);
}

function isBase64(value: string): boolean {
	return value.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(value);
}
