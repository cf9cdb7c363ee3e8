/** Cbot's two hostings: where their calls go, and whom they send to. */
import { digitsOf, phoneOf } from '../../whatsapp/jid';
import { UnsupportedError } from '../../errors';
import type { Credential } from '../../credential';

export function isCloud({ extra }: Credential): boolean {
	return extra.hosting === 'cloud';
}

/** A path below /v1, which the customer's URL may already end with. */
export function v1({ baseUrl }: Credential, path: string): string {
	return baseUrl.endsWith('/v1') ? path : `/v1${path}`;
}

export function messagesPath(credential: Credential): string {
	return isCloud(credential) ? '/messages' : v1(credential, '/messages');
}

/** `<country>.<alphanumeric>`: a business-scoped user id, also of a parent business. */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]+$/;

/** Groups of the On-Premises API: the founder's number and the unix time of the founding. */
const FOUNDED_GROUP = /^\d{5,15}-\d{9,10}$/;

/**
 * Whom to send to. The user id goes into `recipient` (Meta, business-scoped user ids, 2026: certain;
 * that Cbot passes it on: likely). An id that is neither that nor a number is a group's.
 */
export function recipientOf(credential: Credential, chatId: string): Record<string, string> {
	const [id = '', server] = chatId.split('@');
	if (server === 'g.us' || FOUNDED_GROUP.test(id)) return { recipient_type: 'group', to: id };
	const phone = phoneOf(chatId) ?? (server === undefined ? digitsOf(id) : null);
	if (phone !== null) return { recipient_type: 'individual', to: phone };
	if (server !== undefined) {
		throw new UnsupportedError(
			`Cbot cannot send to ${chatId}: it takes phone numbers, user IDs and its own groups`,
			'Use the chat ID of an event that came from Cbot, or a phone number with country code.',
		);
	}
	if (!USER_ID.test(id)) return { recipient_type: 'group', to: id };
	const field = isCloud(credential) ? 'recipient' : 'to';
	return { recipient_type: 'individual', [field]: id };
}
