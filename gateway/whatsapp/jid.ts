/**
 * WhatsApp's own ids (JIDs), as all providers that speak WhatsApp Web write them:
 * `<digits>@s.whatsapp.net` or `<digits>@c.us` a phone number, `<digits>@lid` a privacy-preserving
 * id, `@g.us` a group, `@newsletter` a channel, `status@broadcast` the status posts, any other
 * `@broadcast` a broadcast list. Accounts whose messages Meta hosts have `@hosted` and `@hosted.lid`
 * instead (whatsmeow types/jid.go). A `:device` may stand before the `@`.
 */
import type { ChatType } from '../event';

const PHONE_JID = /^(\d+)(?:[.:_]\d+)*@(?:s\.whatsapp\.net|c\.us|hosted)$/;
const LID_JID = /^(\d+)(?:[.:_]\d+)*@(?:hosted\.)?lid$/;

/**
 * WhatsApp allows 25 characters. A stranger's payload may hold megabytes, and a delivery of many
 * messages by one sender would repeat them in each.
 */
export const LONGEST_NAME = 256;

export function chatTypeOf(jid: string): ChatType {
	if (jid.endsWith('@g.us')) return 'group';
	if (jid.endsWith('@newsletter')) return 'channel';
	if (jid === 'status@broadcast') return 'status';
	if (jid.endsWith('@broadcast')) return 'broadcast';
	return 'individual';
}

/** The digits of a phone-number JID, without `:device`; null for any other id. */
export function phoneOf(jid: string | null | undefined): string | null {
	return PHONE_JID.exec(jid ?? '')?.[1] ?? null;
}

/** `<digits>@lid` of a LID JID, without `:device`; null for any other id. */
export function lidOf(jid: string | null | undefined): string | null {
	const digits = LID_JID.exec(jid ?? '')?.[1];
	return digits === undefined ? null : `${digits}@lid`;
}

/** Digits of a phone a provider states in a field of its own ("+1 555…" or "1555…"). */
export function digitsOf(phone: string | null | undefined): string | null {
	const digits = (phone ?? '').replace(/[\s+().-]/g, '');
	return /^\d{5,20}$/.test(digits) ? digits : null;
}

/** Who a person is, from whichever ids the provider gives for them. */
export function person(ids: {
	id: string;
	/** The same person's other id: a LID beside a phone number or the other way round. */
	alt?: string | null | undefined;
	phone?: string | null | undefined;
	lid?: string | null | undefined;
	name?: string | null | undefined;
	isMe?: boolean | undefined;
}) {
	return {
		id: ids.id,
		phone: phoneOf(ids.id) ?? phoneOf(ids.alt) ?? digitsOf(ids.phone),
		lid: lidOf(ids.id) ?? lidOf(ids.alt) ?? lidOf(ids.lid),
		name: ids.name ? ids.name.slice(0, LONGEST_NAME) : null,
		isMe: ids.isMe ?? false,
	};
}
