/** Content inside content: disappearing, view-once, captioned, edited, sent from another device. */
import * as z from 'zod/v4';

import { content, type Content } from './wire';

/** WhatsApp nests two or three; a payload that goes on is nobody's message. */
const MAX_WRAPPERS = 8;

const wrapper = z.object({ message: content });

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
	for (const [name, value] of Object.entries(outer)) {
		const parsed = wrapper.safeParse(value);
		if (parsed.success) return { name, message: parsed.data.message };
	}
	return null;
}
