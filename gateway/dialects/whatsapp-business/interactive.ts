/**
 * What somebody did with a message that offers something: pressed a button, chose a row, filled in a
 * form, gave an address, allowed calls. Sources: Meta's webhook reference (messages/interactive),
 * WhatsApp Flows (receiving a response), address messages, the calling API (2026).
 */
import * as z from 'zod/v4';

import { lenient, orNull, part, text } from '../../payload/schema';
import type { Message } from '../../event';
import { fieldsOf } from '../../payload/fields';
import { readForm } from '../../whatsapp/form';

const choice = lenient(z.object({ id: text, title: text, description: text }));

const interactive = z.object({
	button_reply: choice,
	list_reply: choice,
	nfm_reply: part({ body: text, response_json: z.unknown() }),
	call_permission_reply: z.unknown(),
	/** What is offered itself: somebody shares a product, or the business wrote it in its own app. */
	body: part({ text }),
	header: part({ text }),
});

export function readInteractive(block: unknown): Partial<Message> | null {
	const parsed = interactive.safeParse(block);
	if (!parsed.success) return null;
	const { button_reply, list_reply, nfm_reply, body, header } = parsed.data;
	const chosen = button_reply ?? list_reply;
	if (chosen) return selection(chosen);
	if (nfm_reply) return filledIn(orNull(nfm_reply.body), readForm(nfm_reply.response_json));
	const permission = fieldsOf(parsed.data.call_permission_reply);
	// All that is told of it is one word, "accept" or "reject", and for how long.
	if (permission) return filledIn(orNull(text.parse(permission.response)), permission);
	return { type: 'interactive', text: orNull(body?.text) ?? orNull(header?.text) };
}

/** `title`: what the person sees of the answers in the chat. */
function filledIn(title: string | null, form: Message['form']): Partial<Message> {
	return { ...selection({ title }), form };
}

/** The answer to a button or a row. */
export function selection(chosen: {
	id?: string | undefined;
	title?: string | null | undefined;
	description?: string | undefined;
}): Partial<Message> {
	const title = orNull(chosen.title);
	const description = orNull(chosen.description);
	return {
		type: 'selection',
		text: title,
		selection: { id: orNull(chosen.id), title, description },
	};
}
