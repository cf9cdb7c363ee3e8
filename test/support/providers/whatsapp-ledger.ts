/**
 * What really reached WhatsApp. Tests assert these outcomes rather than requests: a request may
 * have been answered with success and still have reached nobody (eazeWA), or may have failed after
 * the message had left (a lost answer).
 */
export type SentKind =
	| 'text'
	| 'image'
	| 'video'
	| 'audio'
	| 'voice'
	| 'document'
	| 'sticker'
	| 'location'
	| 'contact';

export interface SentMedia {
	url: string | null;
	base64: string | null;
	/** The id of a medium uploaded before (Cbot). */
	id: string | null;
	fileName: string | null;
	mimeType: string | null;
}

export interface SentLocation {
	latitude: number;
	longitude: number;
	name: string | null;
	address: string | null;
}

export interface SentMessage {
	id: string;
	/** As WhatsApp addresses it, so digits are completed to a JID where the provider does so. */
	chatId: string;
	kind: SentKind;
	/** The text, or a medium's caption. */
	text: string | null;
	quotedId: string | null;
	quotedSenderId: string | null;
	media: SentMedia | null;
	location: SentLocation | null;
}

export interface ReadMark {
	scope: 'message' | 'chat';
	chatId: string | null;
	messageId: string | null;
	senderId: string | null;
	/** The receipt's name where the provider has several (WSAPI: read, delivered, played). */
	receipt: string;
}

export interface TypingSignal {
	chatId: string | null;
	/** The message it was shown for, where the call names one (Cbot cloud). */
	messageId: string | null;
	state: 'typing' | 'recording' | 'paused';
}

export interface SentReaction {
	chatId: string | null;
	messageId: string;
	/** Null when the reaction was taken away. */
	emoji: string | null;
	senderId: string | null;
}

export interface WhatsAppLedger {
	readonly sent: SentMessage[];
	/** Accepted by the provider, delivered to nobody. */
	readonly lost: SentMessage[];
	readonly read: ReadMark[];
	readonly typing: TypingSignal[];
	readonly reactions: SentReaction[];
	/** A message id no other message of this simulation has. */
	nextId(): string;
}

export function newLedger(): WhatsAppLedger {
	let count = 0;
	return {
		sent: [],
		lost: [],
		read: [],
		typing: [],
		reactions: [],
		nextId: () => `3EB0F${String(++count).padStart(15, '0')}`,
	};
}

/** A text message with everything else empty; kinds with more content override. */
export function sentMessage(
	base: Pick<SentMessage, 'id' | 'chatId'> & Partial<SentMessage>,
): SentMessage {
	return {
		kind: 'text',
		text: null,
		quotedId: null,
		quotedSenderId: null,
		media: null,
		location: null,
		...base,
	};
}

export function sentMedia(media: Partial<SentMedia>): SentMedia {
	return { url: null, base64: null, id: null, fileName: null, mimeType: null, ...media };
}
