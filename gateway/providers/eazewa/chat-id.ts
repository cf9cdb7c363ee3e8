/**
 * Ids as eazeWA's calls want them. A chat id with the wrong suffix is taken with success and
 * reaches nobody (WaAPI TS SDK, README), so none is passed on unchecked.
 */
import { serialize } from '../../dialects/whatsapp-web-js/ids';
import { chatTypeOf, digitsOf, phoneOf } from '../../whatsapp/jid';

/** The id of an older group without its suffix: who made it and when. Two numbers, no phone. */
const BARE_GROUP = /^\d{9,}-\d{10}$/;

/** A person as `<digits>@c.us`; a group, a channel or a LID as it is. */
export function chatIdOf(chatId: string): string {
	if (BARE_GROUP.test(chatId)) return `${chatId}@g.us`;
	const digits = phoneOf(chatId) ?? digitsOf(chatId);
	return digits === null ? chatId : `${digits}@c.us`;
}

/** The serialized id of a message; a bare one becomes one. */
export function messageIdOf(message: {
	chatId: string;
	messageId: string;
	senderId: string | null;
	fromMe: boolean;
}): string {
	const chatId = chatIdOf(message.chatId);
	const inGroup = chatTypeOf(chatId) === 'group' && message.senderId !== null;
	return serialize(message.messageId, {
		chatId,
		participant: inGroup ? chatIdOf(message.senderId ?? '') : null,
		fromMe: message.fromMe,
	});
}
