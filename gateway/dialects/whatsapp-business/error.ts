/** Errors as the WhatsApp Business API writes them, in a status, a message or on their own. */
import * as z from 'zod/v4';

import { lenient, orNull, part, text } from '../../payload/schema';
import type { Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import type { AccountError } from '../../event';
import { fromUnixSeconds } from '../../payload/time';
import type { Contact } from './people';

/** On premises: `title` and `details`. Cloud: `title`, `message` and `error_data.details`. */
export const wireError = z.object({
	code: lenient(z.union([z.number(), z.string()])),
	title: text,
	message: text,
	details: text,
	error_data: part({ details: text }),
});

export function errorOf(wire: z.infer<typeof wireError>): AccountError {
	const message = orNull(wire.message);
	const title = orNull(wire.title) ?? message;
	return {
		code: wire.code ?? null,
		title,
		details:
			orNull(wire.error_data?.details) ??
			orNull(wire.details) ??
			(message === title ? null : message),
	};
}

/** An error outside of any message. It has no id, so its content (and the entry's time) is one. */
export function readError(
	element: unknown,
	_contact: Contact | undefined,
	time: number | null,
): Draft | null {
	const parsed = wireError.safeParse(element);
	if (!parsed.success) return null;
	const error = errorOf(parsed.data);
	if (error.code === null && error.title === null && error.details === null) return null;
	const identity = [hashOf(element), time];
	return { event: 'account.error', timestamp: fromUnixSeconds(time), error, identity };
}
