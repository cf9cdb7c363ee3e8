/** Content inside content: disappearing, view-once, captioned, edited, sent from another device. */
import { content, type Content } from './wire';

/** WhatsApp nests two or three; a payload that goes on is nobody's message. */
const MAX_WRAPPERS = 8;

/**
 * The content without its wrappers, and whether one of them marks it as an edit. Every wrapper is
 * `{<name>: {message: …}}` (WAProto `FutureProofMessage`, `DeviceSentMessage`), so those WhatsApp
 * will add are opened like those it has.
 */
export function unwrap(wrapped: Content): { content: Content; isEdit: boolean } {
	let inner = wrapped;
	let isEdit = false;
	for (let opened = 0; opened < MAX_WRAPPERS; opened++) {
		const found = firstWrapper(inner);
		if (!found) break;
		isEdit ||= found.name === 'editedMessage';
		inner = found.message;
	}
	return { content: inner, isEdit };
}

function firstWrapper(outer: Content): { name: string; message: Content } | null {
	for (const name in outer) {
		const message = messageIn(outer[name]);
		if (message) return { name, message };
	}
	return null;
}

/** Next to no part is a wrapper, and a stranger's content may have a hundred thousand: look first. */
function messageIn(part: unknown): Content | null {
	if (typeof part !== 'object' || part === null || !('message' in part)) return null;
	return content.safeParse(part.message).data ?? null;
}
