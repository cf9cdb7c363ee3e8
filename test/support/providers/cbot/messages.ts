/** Cbot's message and media calls, on premises and cloud. */
import { createHash } from 'node:crypto';
import type { CbotHosting } from './server';
import type { Fields } from '../fields';
import { fieldsOf, numberOf, textOf } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import type { StoredMedium } from '../simulated-provider';
import type { SentKind, SentMessage, WhatsAppLedger } from '../whatsapp-ledger';
import { sentMedia, sentMessage } from '../whatsapp-ledger';

interface Setup {
	hosting: CbotHosting;
	whatsapp: WhatsAppLedger;
	media: Map<string, StoredMedium>;
	unknownMessages: Set<string>;
	honoursContext: boolean;
	origin: () => string;
	/** Whether media are said to be at Meta's own host, as 360dialog does. */
	metaUrls: boolean;
	error: (status: number, details: string) => Answer;
}

/** "OPUS codecs only; base audio/ogg not supported" (Meta's table of supported media). */
const BARE_OGG = 'audio/ogg';

const MEDIA_KINDS: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'];

export function newCbotMessages(setup: Setup) {
	const { hosting, whatsapp, media, unknownMessages, error } = setup;
	const isCloud = hosting === 'cloud';
	return {
		routes: isCloud
			? {
					'POST /messages': postCloud,
					'POST /media': uploadForm,
					'GET /media-content/:id': downloadMedium,
					'GET /whatsapp_business/attachments/': downloadAttachment,
					'GET /:id': describeMedium,
				}
			: {
					'POST /v1/messages': ({ body }: ProviderRequest) => send(fieldsOf(body)),
					'PUT /v1/messages/:id': markReadOnPremises,
					'POST /v1/media': uploadMedium,
					'GET /v1/media/:id': downloadMedium,
				},
	};

	/** One path for everything; `status: read` is what makes a body a read receipt. */
	function postCloud({ body }: ProviderRequest): Answer {
		const fields = fieldsOf(body);
		if (fields['messaging_product'] !== 'whatsapp') {
			return error(400, 'The parameter messaging_product is required.');
		}
		return fields['status'] === undefined ? send(fields) : markReadCloud(fields);
	}

	function send(body: Fields): Answer {
		const to = textOf(body['to']) ?? (isCloud ? textOf(body['recipient']) : null);
		if (!to) return error(400, 'Parameter to is required');
		const type = textOf(body['type']) ?? 'text';
		const content = fieldsOf(body[type]);
		if (type === 'reaction') return react(to, content);
		const read = contentOf(type, content);
		if (typeof read === 'string') return error(400, read);
		const quoted = textOf(fieldsOf(body['context'])['message_id']);
		if (quoted && unknownMessages.has(quoted)) return error(400, `Unknown message ${quoted}`);
		const id = newMessageId();
		const quotedId = isCloud || setup.honoursContext ? quoted : null;
		whatsapp.sent.push(sentMessage({ id, chatId: to, quotedId, ...read }));
		return accepted(to, id);
	}

	function react(to: string, content: Fields): Answer {
		const messageId = textOf(content['message_id']);
		if (!messageId || typeof content['emoji'] !== 'string') {
			return error(400, 'Parameters reaction.message_id and reaction.emoji are required');
		}
		const emoji = textOf(content['emoji']);
		whatsapp.reactions.push({ chatId: to, messageId, emoji, senderId: null });
		return accepted(to, newMessageId());
	}

	function contentOf(type: string, content: Fields): Partial<SentMessage> | string {
		if (type === 'text') {
			const text = textOf(content['body']);
			return text ? { text } : 'Parameter text.body is required';
		}
		if (MEDIA_KINDS.includes(type)) {
			const id = textOf(content['id']);
			const url = textOf(content['link']);
			if ((id === null) === (url === null)) return `${type} needs exactly one of id and link`;
			if (id && !media.has(id)) return `Unknown medium ${id}`;
			return {
				kind: type as SentKind,
				text: textOf(content['caption']),
				media: sentMedia({ id, url, fileName: textOf(content['filename']) }),
			};
		}
		if (type === 'location') {
			const latitude = numberOf(content['latitude']);
			const longitude = numberOf(content['longitude']);
			if (latitude === null || longitude === null) return 'location needs numbers';
			const name = textOf(content['name']);
			const address = textOf(content['address']);
			return { kind: 'location', location: { latitude, longitude, name, address } };
		}
		return `Parameter value is not valid: type ${type}`;
	}

	/** On-Premises API: the id is in the path, 200 with an empty object, 404 for an unknown one. */
	function markReadOnPremises({ params, body }: ProviderRequest): Answer {
		if (fieldsOf(body)['status'] !== 'read') return error(400, 'status must be read');
		const messageId = params['id'] ?? '';
		if (unknownMessages.has(messageId)) return error(404, 'Message not found');
		return readMark(messageId, {});
	}

	function markReadCloud(body: Fields): Answer {
		const messageId = textOf(body['message_id']);
		if (body['status'] !== 'read' || !messageId) {
			return error(400, 'A read receipt needs status read and message_id');
		}
		if (unknownMessages.has(messageId)) return error(404, 'Message ID is invalid.');
		if (fieldsOf(body['typing_indicator'])['type'] === 'text') {
			whatsapp.typing.push({ chatId: null, messageId, state: 'typing' });
		}
		return readMark(messageId, { success: true });
	}

	function readMark(messageId: string, body: Fields): Answer {
		const mark = { chatId: null, messageId, senderId: null, receipt: 'read' };
		whatsapp.read.push({ scope: 'message', ...mark });
		return { status: 200, body };
	}

	function uploadMedium({ rawBody, headers }: ProviderRequest): Answer {
		const mimeType = textOf(headers['content-type']);
		if (rawBody.length === 0 || !mimeType) return error(400, 'A medium needs bytes and a type');
		if (mimeType === BARE_OGG) return error(400, `Unsupported type ${mimeType}`);
		const id = `media-${media.size + 1}`;
		media.set(id, { bytes: rawBody, mimeType, fileName: null });
		return { status: 201, body: { media: [{ id }] } };
	}

	/** Cloud: a form with the file and messaging_product (360dialog, messaging/media). */
	function uploadForm({ rawBody, headers }: ProviderRequest): Answer {
		const form = readForm(rawBody, String(headers['content-type']));
		if (form.get('messaging_product')?.bytes.toString() !== 'whatsapp') {
			return error(400, 'The parameter messaging_product is required.');
		}
		const file = form.get('file');
		if (!file?.type || file.bytes.length === 0)
			return error(400, 'The parameter file is required.');
		if (form.get('type')?.bytes.toString() !== file.type || file.type === BARE_OGG) {
			return error(400, `Param file must be a file with one of the types: not ${file.type}`);
		}
		const id = String(1_000_000 + media.size);
		media.set(id, { bytes: file.bytes, mimeType: file.type, fileName: file.fileName });
		return { status: 200, body: { id } };
	}

	function downloadAttachment({ query }: ProviderRequest): Answer {
		const id = query.get('mid') ?? '';
		if (query.get('hash') !== attachmentHash(id)) return error(401, 'Invalid signature');
		const medium = media.get(id);
		if (!medium) return error(404, 'Media not found');
		return { status: 200, body: medium.bytes, headers: { 'content-type': medium.mimeType } };
	}

	function downloadMedium({ params }: ProviderRequest): Answer {
		const medium = media.get(params['id'] ?? '');
		if (!medium) return error(404, 'Media not found');
		return { status: 200, body: medium.bytes, headers: { 'content-type': medium.mimeType } };
	}

	/** Cloud: the id gives a short-lived URL, which wants the same key. */
	function describeMedium({ params }: ProviderRequest): Answer {
		const id = params['id'] ?? '';
		const medium = media.get(id);
		if (!medium) return error(404, 'Media not found');
		return {
			status: 200,
			body: {
				messaging_product: 'whatsapp',
				id,
				url: setup.metaUrls
					? `https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=${id}&ext=1&hash=${attachmentHash(id)}`
					: `${setup.origin()}/media-content/${id}`,
				mime_type: medium.mimeType,
				sha256: createHash('sha256').update(medium.bytes).digest('hex'),
				file_size: medium.bytes.length,
			},
		};
	}

	function accepted(to: string, id: string): Answer {
		return isCloud
			? {
					status: 200,
					body: {
						messaging_product: 'whatsapp',
						contacts: [{ input: to, wa_id: to }],
						messages: [{ id }],
					},
				}
			: {
					status: 201,
					body: {
						messages: [{ id }],
						meta: { api_status: 'stable', version: '2.45.1' },
					},
				};
	}

	function newMessageId(): string {
		return isCloud ? `wamid.${whatsapp.nextId()}` : `gBEG${whatsapp.nextId()}`;
	}
}

function attachmentHash(id: string): string {
	return createHash('sha256').update(`attachment ${id}`).digest('base64url');
}

interface FormPart {
	bytes: Buffer;
	type: string | null;
	fileName: string | null;
}

/** A multipart form's fields by name (RFC 7578). */
function readForm(body: Buffer, contentType: string): Map<string, FormPart> {
	const parts = new Map<string, FormPart>();
	const boundary = /boundary=(.+)$/.exec(contentType)?.[1];
	if (!boundary) return parts;
	const text = body.toString('latin1');
	for (const part of text.split(`--${boundary}`).slice(1, -1)) {
		const [head = '', ...rest] = part.slice(2).split('\r\n\r\n');
		const name = /name="([^"]*)"/.exec(head)?.[1];
		if (name === undefined) continue;
		parts.set(name, {
			bytes: Buffer.from(rest.join('\r\n\r\n').slice(0, -2), 'latin1'),
			type: /content-type: *([^\r\n]+)/i.exec(head)?.[1] ?? null,
			fileName: /filename="([^"]*)"/.exec(head)?.[1] ?? null,
		});
	}
	return parts;
}
