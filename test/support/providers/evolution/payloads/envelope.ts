/** Evolution's envelope and its records, as v2.3.7 writes them. */
import type { ExpectedEvent, ExpectedMessage } from '../../fixture';
import { ANA, AT, AT_SECONDS, ME } from '../../people';

export const INSTANCE = 'shop';
export const MESSAGE_ID = '3EB0AAAA0000BBBB1111';
export const ANA_JID = `${ANA}@s.whatsapp.net`;
export const ME_JID = `${ME}@s.whatsapp.net`;
const INSTANCE_ID = '00000000-0000-4000-8000-000000000001';

/** The instance's key, which the server puts into every delivery where it is set to. */
export const EVOLUTION_KEY = 'F00DFACE0000DEAD0000BEEF00001234';
/** Local time in São Paulo, with a "Z" that is not true. */
export const DATE_TIME = '2026-01-15T07:30:01.123Z';

type Fields = Record<string, unknown>;

export function envelope(event: string, data: unknown, more: Fields = {}) {
	return {
		event,
		instance: INSTANCE,
		data,
		destination: 'https://n8n.example.com/webhook/a/webhook?secret=destination-secret',
		date_time: DATE_TIME,
		sender: ME_JID,
		server_url: 'https://evolution.example.com',
		apikey: EVOLUTION_KEY,
		...more,
	};
}

export interface RecordOverrides {
	key?: Fields;
	/** Beside `key` and `message`. */
	data?: Fields;
}

/** One message as the server keeps it. */
export function record(message: unknown, { key, data }: RecordOverrides = {}) {
	return {
		key: { remoteJid: ANA_JID, fromMe: false, id: MESSAGE_ID, ...key },
		pushName: 'Ana',
		status: 'DELIVERY_ACK',
		message,
		messageType: Object.keys(message ?? {})[0] ?? 'unknown',
		messageTimestamp: AT_SECONDS,
		instanceId: INSTANCE_ID,
		source: 'android',
		...data,
	};
}

export function upsert(
	message: unknown,
	{ envelope: around, ...overrides }: RecordOverrides & { envelope?: Fields } = {},
) {
	return envelope('messages.upsert', record(message, overrides), around);
}

/** Ana, in a chat with her alone. */
export const FROM_ANA = {
	provider: 'evolution',
	instance: INSTANCE,
	timestamp: AT,
	chat: { id: ANA_JID, type: 'individual' },
	sender: { id: ANA_JID, phone: ANA, lid: null, name: 'Ana', isMe: false },
} satisfies ExpectedEvent;

export const BY_ME = { id: ME_JID, phone: ME, lid: null, name: null, isMe: true };

export const REPLY_TO_ANA = {
	provider: 'evolution',
	instance: INSTANCE,
	chatId: ANA_JID,
	messageId: MESSAGE_ID,
	senderId: ANA_JID,
	fromMe: false,
};

/** One received message from Ana with this content. */
export function receivedFromAna(message: ExpectedMessage): ExpectedEvent {
	return { event: 'message.received', ...FROM_ANA, message: { id: MESSAGE_ID, ...message } };
}
