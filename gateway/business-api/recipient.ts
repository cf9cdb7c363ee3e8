import { UnsupportedError } from '../errors';
import { digitsOf, phoneOf } from '../whatsapp/jid';
import type { Hosting } from './hosting';

/** `<country>.<alphanumeric>`: a business-scoped user id, also of a parent business. */
const USER_ID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]+$/;

/** Groups of the On-Premises API: the founder's number and the unix time of the founding. */
const FOUNDED_GROUP = /^\d{5,15}-\d{9,10}$/;

/**
 * The fields of a body that say whom it is sent to: a phone number, a user id (Meta, business-scoped
 * user ids, 2026) or, what is neither, a group's id. Throws `UnsupportedError` for the ids of
 * WhatsApp Web that are none of these.
 */
export function recipientOf(
	{ displayName, userIdField }: Pick<Hosting, 'displayName' | 'userIdField'>,
	chatId: string,
): Record<string, string> {
	const [id = '', server] = chatId.split('@');
	if (server === 'g.us' || FOUNDED_GROUP.test(id)) return { recipient_type: 'group', to: id };
	const phone = phoneOf(chatId) ?? (server === undefined ? digitsOf(id) : null);
	if (phone !== null) return { recipient_type: 'individual', to: phone };
	if (server !== undefined) {
		throw new UnsupportedError(
			`${displayName} cannot send to ${chatId}: it takes phone numbers, user IDs and its own groups`,
			`Use the chat ID of an event that came from ${displayName}, or a phone number with country code.`,
		);
	}
	if (!USER_ID.test(id)) return { recipient_type: 'group', to: id };
	return { recipient_type: 'individual', [userIdField]: id };
}
