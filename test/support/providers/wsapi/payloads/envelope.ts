/** WSAPI's envelope and identities, as the open server writes them (internal/event/types.go). */
import type { ExpectedEvent, ExpectedMessage } from '../../fixture';
import { ANA, ANA_LID, BEN, ME } from '../../people';

export const WSAPI_INSTANCE = 'ins_AAAA';
export const WSAPI_MESSAGE_ID = '3EB0AAAA';
export const WSAPI_EVENT_ID = 'evt_1779151904816_a1b2c3d4e5f60708';
/** When the message was written; the envelope's own time is later. */
export const TIME = '2026-05-19T00:51:44.816Z';
const RECEIVED_AT = '2026-05-19T00:51:45.001Z';

type Content = Record<string, unknown>;

export const jid = (digits: string) => `${digits}@s.whatsapp.net`;
export const ANA_JID = jid(ANA);
export const LID_JID = `${ANA_LID}@lid`;

/** Identity: `{id, lid?, phone?, device?}`. */
export const anaIdentity = { id: ANA_JID, lid: LID_JID, phone: ANA };
export const benIdentity = { id: jid(BEN), phone: BEN };
/** Sender: an identity and `isMe`. */
export const ana = { ...anaIdentity, isMe: false };
export const ben = { ...benIdentity, isMe: false };
export const me = { id: jid(ME), phone: ME, device: 12, isMe: true };
export const lidOnly = { id: LID_JID, lid: LID_JID, isMe: false };

export function envelope(eventType: string, eventData: Content, eventId = WSAPI_EVENT_ID) {
	return { eventId, instanceId: WSAPI_INSTANCE, eventType, receivedAt: RECEIVED_AT, eventData };
}

/** The same event under a new id and time: what WSAPI mints for each emission. */
export function reminted<Envelope extends ReturnType<typeof envelope>>(event: Envelope): Envelope {
	return {
		...event,
		eventId: 'evt_1779151909999_ffffffffffffffff',
		receivedAt: '2026-05-19T00:51:50.000Z',
	};
}

export function messageData(content: Content = {}) {
	return {
		id: WSAPI_MESSAGE_ID,
		chatId: ANA_JID,
		sender: ana,
		isGroup: false,
		time: TIME,
		type: 'text',
		...content,
	};
}

export function message(content: Content = {}, eventId = WSAPI_EVENT_ID) {
	return envelope('message', messageData(content), eventId);
}

export const BASE = { provider: 'wsapi', instance: WSAPI_INSTANCE } as const;
export const CHAT_WITH_ANA = { id: ANA_JID, type: 'individual' } as const;
/** WSAPI's messages carry no name. */
export const EXPECTED_ANA = {
	id: ANA_JID,
	phone: ANA,
	lid: LID_JID,
	name: null,
	isMe: false,
} as const;
export const EXPECTED_BEN = {
	id: jid(BEN),
	phone: BEN,
	lid: null,
	name: null,
	isMe: false,
} as const;

export function receivedFromAna(expected: ExpectedMessage): ExpectedEvent {
	return {
		event: 'message.received',
		...BASE,
		timestamp: TIME,
		chat: CHAT_WITH_ANA,
		sender: EXPECTED_ANA,
		message: { id: WSAPI_MESSAGE_ID, ...expected },
	};
}

export function replyTo(chatId: string, senderId: string, messageId = WSAPI_MESSAGE_ID) {
	return { ...BASE, chatId, messageId, senderId, fromMe: false };
}

/** What every event that is no message has in common here. */
export const OTHER: ExpectedEvent = { event: 'other', ...BASE, raw: {} };
