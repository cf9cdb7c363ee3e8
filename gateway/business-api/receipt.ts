/** What is said of a message that was received: read, or being answered. The Cloud API's way. */
import { UnsupportedError } from '../errors';
import type { Api, ReadTarget } from '../provider';
import type { Hosting } from './hosting';

/** Earlier messages of the chat become read as well. */
export async function markRead(api: Api, hosting: Hosting, target: ReadTarget): Promise<void> {
	await post(api, hosting, readMessageIn(target, hosting), {});
}

/** Vanishes with the answer or after 25 seconds, and marks the message as read. */
export async function showTyping(
	api: Api,
	hosting: Hosting,
	{ messageId }: ReadTarget,
): Promise<void> {
	const answered = required(messageId, hosting, 'show typing without a message that is answered');
	await post(api, hosting, answered, { typing_indicator: { type: 'text' } });
}

/** The message that is to be marked as read. Throws `UnsupportedError` where only its chat is named. */
export function readMessageIn(
	{ messageId }: ReadTarget,
	hosting: Pick<Hosting, 'displayName'>,
): string {
	return required(messageId, hosting, 'mark a chat as read, only a message');
}

function required(
	messageId: string | null,
	{ displayName }: Pick<Hosting, 'displayName'>,
	what: string,
): string {
	if (messageId) return messageId;
	throw new UnsupportedError(
		`${displayName} cannot ${what}`,
		'Give the ID of a message that was received.',
	);
}

async function post(
	api: Api,
	{ messagesPath, product }: Hosting,
	messageId: string,
	more: Record<string, unknown>,
): Promise<void> {
	await api.call({
		effect: 'change',
		method: 'POST',
		path: messagesPath,
		body: { ...product, status: 'read', message_id: messageId, ...more },
	});
}
