/**
 * What a message says, by its `type`. Source: whatsapp-web.js util/Constants, MessageTypes; a type
 * that is not named here leaves the message `unsupported`.
 */
import { lookUp, orNull } from '../../border';
import type { MediaKind, Message, MessageType } from '../../event';
import { readVcard } from '../vcard';
import type { WebMessage } from './message';

/** A file as it can come beside its message: base64, alone or with what it is. */
export interface AttachedFile {
	data: string;
	mimetype?: string | undefined;
	filename?: string | undefined;
	/** Bytes. */
	filesize?: number | undefined;
}

const KINDS: Readonly<Record<string, MessageType>> = {
	chat: 'text',
	image: 'image',
	video: 'video',
	ptv: 'video',
	audio: 'audio',
	ptt: 'voice',
	document: 'document',
	sticker: 'sticker',
	location: 'location',
	live_location: 'location',
	vcard: 'contacts',
	multi_vcard: 'contacts',
	reaction: 'reaction',
	poll_creation: 'poll',
	list_response: 'selection',
	buttons_response: 'selection',
	template_button_reply: 'selection',
	interactive_response: 'selection',
	order: 'order',
	list: 'interactive',
	buttons: 'interactive',
	interactive: 'interactive',
	native_flow: 'interactive',
	hsm: 'interactive',
	product: 'interactive',
	// What WhatsApp itself writes into a chat, and messages that are no longer there.
	broadcast_notification: 'system',
	call_log: 'system',
	e2e_notification: 'system',
	gp2: 'system',
	group_notification: 'system',
	notification: 'system',
	notification_template: 'system',
	pinned_message: 'system',
	protocol: 'system',
	revoked: 'system',
};

/** What the message says, with what it answers and mentions. */
export function contentOf(message: WebMessage, file: AttachedFile | null): Partial<Message> {
	const type = lookUp(KINDS, message.type ?? '') ?? 'unsupported';
	return { type, ...aboutOf(message), ...contentByType[type]?.(message, file) };
}

type Reader = (message: WebMessage, file: AttachedFile | null) => Partial<Message>;

const words: Reader = ({ body, shownBody }) => ({ text: orNull(shownBody) ?? orNull(body) });

const contentByType: Readonly<Partial<Record<MessageType, Reader>>> = {
	text: words,
	image: (message, file) => fileOf('image', message, file),
	video: (message, file) => fileOf('video', message, file),
	audio: (message, file) => fileOf('audio', message, file),
	voice: (message, file) => fileOf('voice', message, file),
	document: (message, file) => fileOf('document', message, file),
	sticker: (message, file) => fileOf('sticker', message, file),
	location,
	contacts,
	poll: (message) => ({
		text: orNull(message.pollName) ?? orNull(message.shownBody),
		poll: {
			question: orNull(message.pollName) ?? orNull(message.shownBody),
			options: (message.pollOptions ?? []).map(({ name }) => name),
			selected: [],
		},
	}),
	selection,
	interactive: (message) => ({
		text: orNull(message.shownBody) ?? orNull(message.description) ?? orNull(message.title),
	}),
	order: (message) => ({
		text: orNull(message.shownBody) ?? orNull(message.orderTitle),
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
	unsupported: ({ shownBody }) => ({ text: orNull(shownBody) }),
};

function fileOf(kind: MediaKind, message: WebMessage, file: AttachedFile | null): Partial<Message> {
	return {
		text: orNull(message.caption) ?? orNull(message.shownBody),
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

function location({ location: place, lat, lng, loc, clientUrl }: WebMessage): Partial<Message> {
	const [name, address] = loc?.split('\n') ?? [];
	return {
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

function selection(message: WebMessage): Partial<Message> {
	const { selectedButtonId, selectedId, selectedRowId, listResponse, shownBody, body } = message;
	const title = orNull(listResponse?.title) ?? orNull(shownBody) ?? orNull(body);
	return {
		text: title,
		selection: {
			id:
				orNull(selectedButtonId) ??
				orNull(selectedId) ??
				orNull(selectedRowId) ??
				orNull(listResponse?.singleSelectReply?.selectedRowId),
			title,
			description: orNull(listResponse?.description),
		},
	};
}

function aboutOf(message: WebMessage): Pick<Message, 'quoted' | 'mentions' | 'isForwarded'> {
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
	};
}
