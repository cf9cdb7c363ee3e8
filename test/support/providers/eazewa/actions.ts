/** eazeWA's client actions: POST /instances/{id}/client/action/{action}. */
import type { EazeWaInstance } from './server';
import { fieldsOf, numberOf, textOf } from '../fields';
import type { Fields } from '../fields';
import type { Answer, ProviderRequest } from '../routes';
import type { StoredMedium } from '../simulated-provider';
import type { SentKind, SentMessage, TypingSignal, WhatsAppLedger } from '../whatsapp-ledger';
import { sentMedia, sentMessage } from '../whatsapp-ledger';

interface Setup {
	instance: EazeWaInstance;
	whatsapp: WhatsAppLedger;
	media: Map<string, StoredMedium>;
	unknownMessages: Set<string>;
	envelope: 'nested' | 'flat';
	notReady: 'error200' | 'conflict409';
	error: (status: number, message: string) => Answer;
	invalid: (reasons: Record<string, string>) => Answer;
}

/** Suffixes that lead somewhere. Any other is taken with success and reaches nobody. */
const REACHABLE = /@(c\.us|g\.us|newsletter|lid)$/;
/** `{fromMe}_{chatId}_{hash}`, with the author behind it in groups. */
const SERIALIZED = /^(true|false)_([^_]+@[^_]+)_[^_]+(_.+)?$/;

export function newEazeWaActions(setup: Setup) {
	const { instance, whatsapp, media, unknownMessages, error, invalid } = setup;
	const actions: Record<string, (body: Fields) => Answer> = {
		'send-message': (body) =>
			required(body, 'chatId', 'message') ??
			send(body, { kind: 'text', text: textOf(body['message']) }),
		'send-media': sendMedia,
		'send-location': sendLocation,
		'send-seen': (body) =>
			required(body, 'chatId') ??
			inChat(body, (chatId) => {
				whatsapp.read.push({
					scope: 'chat',
					chatId,
					messageId: null,
					senderId: null,
					receipt: 'read',
				});
				return done({ seenSend: true });
			}),
		'send-typing': (body) => typing(body, 'typing', { sendTyping: true }),
		'send-stop-typing': (body) => typing(body, 'paused', { sendStopTyping: true }),
		'react-to-message': react,
		'download-media': downloadMedia,
	};
	return { run };

	function run({ params, body }: ProviderRequest): Answer {
		const action = actions[params['action'] ?? ''];
		if (!action) return error(404, 'The requested action does not exist.');
		if (instance.status === 'ready') return action(fieldsOf(body));
		if (setup.notReady === 'conflict409') return error(409, 'instance not ready');
		return { status: 200, body: { status: 'error', message: 'instance not ready' } };
	}

	function sendMedia(body: Fields): Answer {
		const url = textOf(body['mediaUrl']);
		const base64 = textOf(body['mediaBase64']);
		const fileName = textOf(body['mediaName']);
		const missing = required(body, 'chatId');
		if (missing) return missing;
		if ((url === null) === (base64 === null)) {
			return invalid({ mediaUrl: 'Either mediaUrl or mediaBase64 is required, not both.' });
		}
		if (base64 && !fileName) {
			return invalid({ mediaName: 'The media name field is required with mediaBase64.' });
		}
		return send(body, {
			kind: mediaKind(body, fileName ?? url ?? ''),
			text: textOf(body['mediaCaption']),
			media: sentMedia({ url, base64, fileName }),
		});
	}

	function sendLocation(body: Fields): Answer {
		const latitude = numberOf(body['latitude']);
		const longitude = numberOf(body['longitude']);
		const missing = required(body, 'chatId');
		if (missing) return missing;
		if (latitude === null || longitude === null) {
			return invalid({ latitude: 'The latitude and longitude fields must be numbers.' });
		}
		// The OpenAPI nests name and address in `options`; WaAPI's own Make app sends title and address.
		const options = fieldsOf(body['options']);
		const name = textOf(options['name']) ?? textOf(body['title']);
		const address = textOf(options['address']) ?? textOf(body['address']);
		return send(body, { kind: 'location', location: { latitude, longitude, name, address } });
	}

	function send(body: Fields, content: Partial<SentMessage>): Answer {
		const quotedId = textOf(body['replyToMessageId']);
		return inChat(body, (chatId) => {
			if (quotedId !== null && (!SERIALIZED.test(quotedId) || unknownMessages.has(quotedId))) {
				return failed('Could not get the quoted message.', `"${quotedId}" is no known message.`);
			}
			const id = `true_${chatId}_${whatsapp.nextId()}`;
			const list = REACHABLE.test(chatId) ? whatsapp.sent : whatsapp.lost;
			list.push(sentMessage({ id, chatId, quotedId, ...content }));
			return done({
				_data: {
					id: { fromMe: true, remote: chatId, id: id.split('_')[2], _serialized: id },
					body: content.text ?? '',
					type: content.kind === 'text' ? 'chat' : content.kind,
					t: Math.floor(Date.now() / 1000),
					ack: 0,
				},
			});
		});
	}

	function typing(body: Fields, state: TypingSignal['state'], answer: Fields): Answer {
		return (
			required(body, 'chatId') ??
			inChat(body, (chatId) => {
				whatsapp.typing.push({ chatId, messageId: null, state });
				return done(answer);
			})
		);
	}

	function react(body: Fields): Answer {
		const messageId = textOf(body['messageId']);
		const reaction = body['reaction'];
		if (!messageId || typeof reaction !== 'string') {
			return invalid({ messageId: 'The message id and reaction fields are required.' });
		}
		const chatId = SERIALIZED.exec(messageId)?.[2];
		if (!chatId || unknownMessages.has(messageId)) return failed('message not found', messageId);
		const emoji = reaction === '' ? null : reaction;
		whatsapp.reactions.push({ chatId, messageId, emoji, senderId: null });
		return done({ reacted: emoji !== null, reactedWith: emoji, messageId });
	}

	/** The answer's shape is not published: whatsapp-web.js' medium, where an action's payload sits. */
	function downloadMedia(body: Fields): Answer {
		const messageId = textOf(body['messageId']);
		if (!messageId) return invalid({ messageId: 'The message id field is required.' });
		const medium = media.get(messageId);
		if (!medium) return failed('media not found', messageId);
		return done({
			mimetype: medium.mimeType,
			data: medium.bytes.toString('base64'),
			filename: medium.fileName,
			filesize: medium.bytes.length,
		});
	}

	function inChat(body: Fields, answer: (chatId: string) => Answer): Answer {
		const chatId = String(body['chatId']);
		return chatId.includes('@')
			? answer(chatId)
			: failed('incorrect chatId format.', `"${chatId}" is missing a domain, expected <id>@c.us.`);
	}

	function required(body: Fields, ...names: string[]): Answer | null {
		const missing = names.filter((name) => textOf(body[name]) === null);
		return missing.length === 0
			? null
			: invalid(
					Object.fromEntries(missing.map((name) => [name, `The ${name} field is required.`])),
				);
	}

	function done(data: Fields): Answer {
		const instanceId = String(instance.id);
		const body =
			setup.envelope === 'nested'
				? { status: 'success', links: {}, data: { status: 'success', instanceId, data } }
				: { status: 'success', links: {}, instanceId, data };
		return { status: 200, body };
	}

	/** The instance would not do it; in the nested envelope the outer status stays `success`. */
	function failed(message: string, explanation: string): Answer {
		const body =
			setup.envelope === 'nested'
				? { status: 'success', links: {}, data: { status: 'error', message, explanation } }
				: { status: 'error', message, explanation };
		return { status: 200, body };
	}
}

function mediaKind(body: Fields, name: string): SentKind {
	if (body['asSticker'] === true) return 'sticker';
	if (body['asVoice'] === true) return 'voice';
	if (body['asDocument'] === true) return 'document';
	if (/\.(jpe?g|png|gif|webp)$/i.test(name)) return 'image';
	if (/\.(mp4|3gp|mov)$/i.test(name)) return 'video';
	if (/\.(mp3|wav|ogg|m4a)$/i.test(name)) return 'audio';
	return 'document';
}
