/**
 * Chats as Evolution's calls take them. A JID is taken as it is; of bare digits it makes one,
 * completing or shortening Brazilian, Mexican and Argentinian numbers (v2.3.7, createJid.ts).
 */
import { ProviderError } from '../../errors';
import { chatTypeOf, digitsOf, lidOf, phoneOf } from '../../whatsapp/jid';

/** Whom to write to. The digits of a phone number stay digits: WhatsApp may know it by others. */
export function numberOf(chatId: string): string {
	return phoneJidOf(chatId) ?? digitsOf(chatId) ?? chatId;
}

/** The chat of a message that is there, by its JID. */
export function chatJidOf(chatId: string): string {
	const digits = digitsOf(chatId);
	return phoneJidOf(chatId) ?? (digits === null ? chatId : `${digits}@s.whatsapp.net`);
}

/**
 * The chat as marking a message read takes it. Up to 2.3.7 anything but a group and a phone number
 * is answered with success and left as it was (`markMessageAsRead`), so nothing else is sent.
 */
export function readableJidOf(chatId: string, senderId: string | null): string {
	const jid = chatJidOf(chatId);
	if (chatTypeOf(jid) === 'group' || phoneOf(jid) !== null) return jid;
	const phone = lidOf(jid) === null ? null : phoneJidOf(senderId);
	if (phone !== null) return phone;
	throw new ProviderError(`Evolution API cannot mark messages of the chat "${jid}" as read`, {
		kind: 'refused',
		status: null,
		nextStep:
			lidOf(jid) === null
				? 'Nothing was sent. It marks messages of people and groups only: put a Filter node before this one.'
				: 'Nothing was sent. WhatsApp hides the number of this person behind a LID, and the server would do nothing and say that it had. If you know the phone number, set Target to Another Chat or Phone Number and enter it with the message ID.',
	});
}

/** A phone number's JID in the one spelling Evolution looks for; null for any other id. */
function phoneJidOf(id: string | null): string | null {
	const phone = phoneOf(id);
	return phone === null ? null : `${phone}@s.whatsapp.net`;
}
