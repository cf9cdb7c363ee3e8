/**
 * A fixture: one delivery as a provider writes it, and beside it what it must become. The
 * expectations are written from the event contract, not from the product's code, and are partial:
 * what they leave out, the contract leaves open (`note` then says why).
 */
export interface ExpectedMessage {
	id?: string | null;
	type?:
		| 'text'
		| 'image'
		| 'video'
		| 'audio'
		| 'voice'
		| 'document'
		| 'sticker'
		| 'location'
		| 'contacts'
		| 'reaction'
		| 'poll'
		| 'selection'
		| 'order'
		| 'interactive'
		| 'system'
		| 'unsupported';
	text?: string | null;
	media?: {
		kind: 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker';
		id?: string | null;
		url?: string | null;
		mimeType?: string | null;
		fileName?: string | null;
		/** Bytes. */
		size?: number | null;
		sha256?: string | null;
		/** Seconds. */
		duration?: number | null;
		/** Pixels. */
		width?: number | null;
		height?: number | null;
		base64?: string;
	} | null;
	location?: {
		latitude: number;
		longitude: number;
		name?: string | null;
		address?: string | null;
		url?: string | null;
	} | null;
	contacts?: Array<{ name: string | null; phones?: string[]; vcard?: string | null }> | null;
	reaction?: { emoji: string | null; messageId: string } | null;
	selection?: { id: string | null; title: string | null; description: string | null } | null;
	poll?: { question?: string | null; options?: string[]; selected?: string[] } | null;
	/** Its fields are the provider's; the contract names none. */
	order?: Record<string, unknown> | null;
	quoted?: { messageId: string | null; senderId?: string | null; text?: string | null } | null;
	mentions?: string[];
	isForwarded?: boolean;
	sentBy?: 'workflow' | 'person' | null;
	referral?: {
		sourceType: 'ad' | 'post' | 'product' | 'other';
		sourceId: string | null;
		sourceUrl: string | null;
		headline: string | null;
		body: string | null;
		clickId: string | null;
	} | null;
	/** Its fields are the form's own. */
	form?: Record<string, unknown> | null;
	deletedFor?: 'everyone' | 'me';
}

export interface ExpectedEvent {
	/** Absent: one item comes out, under a name the contract leaves open. */
	event?:
		| 'message.received'
		| 'message.sent'
		| 'message.edited'
		| 'message.deleted'
		| 'message.reaction'
		| 'message.status'
		| 'presence.updated'
		| 'group.joined'
		| 'group.left'
		| 'group.updated'
		| 'call.updated'
		| 'connection.updated'
		| 'media.uploaded'
		| 'account.error'
		| 'other';
	provider?: string;
	instance?: string | null;
	timestamp?: string | null;
	chat?: { id?: string; type: 'individual' | 'group' | 'channel' | 'status' | 'broadcast' } | null;
	sender?: {
		id?: string;
		phone?: string | null;
		lid?: string | null;
		name?: string | null;
		isMe: boolean;
	} | null;
	message?: ExpectedMessage | null;
	replyTo?: {
		provider: string;
		instance: string | null;
		chatId: string;
		messageId: string | null;
		senderId: string | null;
		fromMe: boolean;
	} | null;
	status?: {
		messageId?: string | null;
		state?: 'failed' | 'pending' | 'sent' | 'delivered' | 'read' | 'played' | 'deleted' | 'warning';
		recipientId?: string | null;
		errors?: Array<{
			code?: number | string | null;
			title?: string | null;
			details?: string | null;
		}>;
	};
	presence?: {
		state: 'typing' | 'recording' | 'paused' | 'online' | 'offline';
		lastSeen?: string | null;
	};
	group?: {
		id: string;
		action?:
			| 'join'
			| 'leave'
			| 'promote'
			| 'demote'
			| 'name'
			| 'description'
			| 'picture'
			| 'setting'
			| 'other';
		participants?: string[];
		value?: string | null;
	};
	call?: {
		id: string;
		state: 'offered' | 'ringing' | 'accepted' | 'rejected' | 'missed' | 'ended';
		isVideo?: boolean;
		isGroup?: boolean;
	};
	connection?: {
		state:
			| 'connecting'
			| 'qr'
			| 'pairing'
			| 'authenticated'
			| 'open'
			| 'closed'
			| 'timeout'
			| 'logged_out'
			| 'auth_failed';
		qrCode?: string | null;
		pairingCode?: string | null;
		reason?: string | null;
		phone?: string | null;
	};
	error?: { code: number | string | null; title: string | null; details?: string | null };
	/** `{}`: whatever the provider sent, as an object. */
	raw?: Record<string, unknown>;
}

export interface Fixture {
	/** Readable, and unique within its provider. */
	name: string;
	payload: unknown;
	/** One entry per item, in order. */
	expected: ExpectedEvent[];
	/** Strings that may stand nowhere in what comes out, `raw` included. */
	secrets?: string[];
	/** Why an expectation says less than it might. */
	note?: string;
}

/** Two deliveries, and whether they are the same event (equal `eventId`) or not. */
export interface IdentityCase {
	name: string;
	first: unknown;
	second: unknown;
	same: boolean;
}

/** The fixtures with their payloads as they are once they have crossed the wire as JSON. */
export function wired(fixtures: readonly Fixture[]): Fixture[] {
	return fixtures.map((fixture) => ({
		...fixture,
		payload: JSON.parse(JSON.stringify(fixture.payload)) as unknown,
	}));
}

/** Every fixture's payload by name, a fresh copy for each call. */
export function eventsOf(fixtures: readonly Fixture[]): Record<string, () => unknown> {
	return Object.fromEntries(
		fixtures.map(({ name, payload }) => [name, () => structuredClone(payload)]),
	);
}

/** What a plain message has in the blocks that are not its own. */
export const EMPTY_BLOCKS = {
	media: null,
	location: null,
	contacts: null,
	reaction: null,
	selection: null,
	poll: null,
	order: null,
	quoted: null,
	mentions: [],
	isForwarded: false,
	sentBy: null,
	referral: null,
	form: null,
} satisfies ExpectedMessage;

/** A text message and nothing else. */
export function plainText(id: string, text: string): ExpectedMessage {
	return { ...EMPTY_BLOCKS, id, type: 'text', text };
}
