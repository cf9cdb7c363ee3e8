/**
 * What a message says. Where WhatsApp Web keeps the words of each type: whatsapp-web.js
 * structures/Message, and WhatsApp Web's own getters for the text of a message (2026).
 */
import { orNull } from '../../payload/schema';
import type { MediaKind, Message, MessageType } from '../../event';
import { readVcard } from '../../whatsapp/vcard';
import { answerOf } from './answer';
import { kindOf } from './kinds';
import type { WebMessage } from './message';
import { referralOf } from './referral';
import { spoken, wordsOfCard, wordsOfOffer } from './words';

/** A file as it can come beside its message: base64, alone or with what it is. */
export interface AttachedFile {
	data: string;
	mimetype?: string | undefined;
	filename?: string | undefined;
	/** Bytes. */
	filesize?: number | undefined;
}

/** What the message says, with what it answers, mentions and began from. */
export function contentOf(message: WebMessage, file: AttachedFile | null): Partial<Message> {
	const type = kindOf(message.type);
	return { type, ...aboutOf(message), ...contentByType[type]?.(message, file) };
}

/** What a message of one type says, beyond what every type can. */
type ContentReader = (message: WebMessage, file: AttachedFile | null) => Partial<Message>;

const contentByType: Readonly<Partial<Record<MessageType, ContentReader>>> = {
	text: ({ body, shownBody, ctwaContext }) => ({
		text: orNull(shownBody) ?? orNull(body) ?? orNull(ctwaContext?.greetingMessageBody),
	}),
	image: (message, file) => fileOf('image', message, file),
	video: (message, file) => fileOf('video', message, file),
	audio: (message, file) => fileOf('audio', message, file),
	voice: (message, file) => fileOf('voice', message, file),
	document: (message, file) => fileOf('document', message, file),
	sticker: (message, file) => fileOf('sticker', message, file),
	location,
	contacts,
	poll,
	selection: answerOf,
	interactive: (message) => ({ text: wordsOfOffer(message) }),
	order: (message) => ({
		text: orNull(message.message) ?? spoken(message) ?? orNull(message.orderTitle),
		order: {
			id: orNull(message.orderId),
			token: orNull(message.token),
			title: orNull(message.orderTitle),
			itemCount: message.itemCount ?? null,
			sellerId: orNull(message.sellerJid),
			total: message.totalAmount1000 === undefined ? null : message.totalAmount1000 / 1000,
			currency: orNull(message.totalCurrencyCode),
		},
	}),
	unsupported: (message) => ({ text: wordsOfCard(message) }),
};

function fileOf(kind: MediaKind, message: WebMessage, file: AttachedFile | null): Partial<Message> {
	return {
		text: orNull(message.caption) ?? spoken(message),
		media: {
			kind,
			// download-media asks for the message, not for the file.
			id: message.id.id,
			url: null,
			mimeType: orNull(file?.mimetype) ?? orNull(message.mimetype),
			fileName: orNull(file?.filename) ?? orNull(message.filename),
			size: message.size ?? file?.filesize ?? null,
			sha256: orNull(message.filehash),
			duration: message.duration ?? null,
			width: message.width ?? null,
			height: message.height ?? null,
			...(file ? { base64: file.data } : {}),
		},
	};
}

function location(message: WebMessage): Partial<Message> {
	const { location: place, lat, lng, loc, clientUrl, comment } = message;
	const [name, address] = loc?.split('\n') ?? [];
	return {
		text: orNull(comment),
		location: {
			latitude: place?.latitude ?? lat ?? null,
			longitude: place?.longitude ?? lng ?? null,
			name: orNull(place?.name) ?? orNull(name) ?? orNull(place?.description),
			address: orNull(place?.address) ?? orNull(address),
			url: orNull(place?.url) ?? orNull(clientUrl),
		},
	};
}

function contacts(message: WebMessage): Partial<Message> {
	const { vCards, vcardList, vcardFormattedName, body } = message;
	const only = body?.startsWith('BEGIN:VCARD')
		? [{ vcard: body, displayName: vcardFormattedName }]
		: [];
	const listed = vcardList ?? only;
	const cards = vCards?.length ? vCards.map((vcard) => readVcard(vcard)) : null;
	return {
		contacts: cards ?? listed.map(({ vcard, displayName }) => readVcard(vcard, displayName)),
	};
}

/** A poll, or its result, which is told with the same options. */
function poll(message: WebMessage): Partial<Message> {
	const question = orNull(message.pollName) ?? spoken(message);
	const options = message.pollOptions ?? message.pollVotesSnapshot?.pollVotes;
	return {
		text: question,
		poll: { question, options: (options ?? []).map(({ name }) => name), selected: [] },
	};
}

function aboutOf(message: WebMessage): Partial<Message> {
	const { quotedMsg, quotedStanzaID, quotedParticipant, isForwarded = false } = message;
	const quotes = quotedMsg !== undefined || Boolean(quotedStanzaID);
	// A quoted file has its thumbnail for a body.
	const quotedText = quotedMsg?.type === 'chat' ? quotedMsg.body : quotedMsg?.caption;
	return {
		quoted: quotes
			? {
					messageId: quotedMsg?.id?.id ?? orNull(quotedStanzaID),
					senderId: orNull(quotedParticipant),
					text: orNull(quotedText),
				}
			: null,
		mentions: (message.mentionedIds ?? message.mentionedJidList ?? []).flatMap((id) => id ?? []),
		isForwarded,
		referral: referralOf(message),
	};
}
