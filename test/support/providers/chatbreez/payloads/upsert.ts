/**
 * ChatBreez's one event, messages.upsert: the thin published shape, and the same with the fields
 * Evolution v2 (which it is built on) is known to add.
 */
import type { ExpectedEvent, ExpectedMessage } from '../../fixture';
import { ANA, AT, AT_SECONDS, ME } from '../../people';

export const CHATBREEZ_INSTANCE = 'shop-main';
export const CHATBREEZ_MESSAGE_ID = '3EB0AAAA0000BBBB1111';
export const ANA_JID = `${ANA}@s.whatsapp.net`;
export const ME_JID = `${ME}@s.whatsapp.net`;

type Content = Record<string, unknown>;

export interface UpsertOverrides {
	key?: Content;
	/** Beside `key` and `message`. */
	data?: Content;
	/** Beside `event`, `instance` and `data`, or instead of them. */
	envelope?: Content;
}

/** The published shape: three fields, nothing more. */
export function publishedUpsert(message: unknown, { key, data, envelope }: UpsertOverrides = {}) {
	return {
		event: 'messages.upsert',
		instance: CHATBREEZ_INSTANCE,
		data: {
			key: { remoteJid: ANA_JID, fromMe: false, id: CHATBREEZ_MESSAGE_ID, ...key },
			message,
			...data,
		},
		...envelope,
	};
}

/** With the name and the time Evolution adds inside `data`. */
export function upsert(message: unknown, overrides: UpsertOverrides = {}) {
	const messageType =
		typeof message === 'object' && message !== null
			? (Object.keys(message).at(-1) ?? 'unknown')
			: 'unknown';
	return publishedUpsert(message, {
		...overrides,
		data: {
			pushName: 'Ana',
			status: 'DELIVERY_ACK',
			messageType,
			messageTimestamp: AT_SECONDS,
			instanceId: '00000000-0000-4000-8000-000000000001',
			source: 'android',
			...overrides.data,
		},
	});
}

/** Ana, in a chat with her alone. */
export const FROM_ANA = {
	provider: 'chatbreez',
	instance: CHATBREEZ_INSTANCE,
	timestamp: AT,
	chat: { id: ANA_JID, type: 'individual' },
	sender: { id: ANA_JID, phone: ANA, lid: null, name: 'Ana', isMe: false },
} satisfies ExpectedEvent;

export const REPLY_TO_ANA = {
	provider: 'chatbreez',
	instance: CHATBREEZ_INSTANCE,
	chatId: ANA_JID,
	messageId: CHATBREEZ_MESSAGE_ID,
	senderId: ANA_JID,
	fromMe: false,
};

/** One received message from Ana with this content. */
export function receivedFromAna(message: ExpectedMessage): ExpectedEvent {
	return {
		event: 'message.received',
		...FROM_ANA,
		message: { id: CHATBREEZ_MESSAGE_ID, ...message },
	};
}
