/** What became of a message that was sent: one element of `statuses`. */
import * as z from 'zod/v4';

import { amount, id, list, optionalId, part, text } from '../../payload/schema';
import type { Draft } from '../../compose';
import { STATUS_STATES, type StatusState } from '../../event';
import { fromUnixSeconds } from '../../payload/time';
import { errorOf, wireError } from './error';
import { personOf, type Contact } from './people';

const status = z.object({
	id,
	// The API's words are the contract's. A payment's (captured, …) are not among them.
	status: z.enum(STATUS_STATES),
	/** `message`, or `payment`: what became of a payment is no state of the message that asked for it. */
	type: text,
	timestamp: amount,
	recipient_id: optionalId,
	recipient_user_id: optionalId,
	recipient_type: text,
	/** In a group: whom of them this is about. */
	recipient_participant_id: optionalId,
	recipient_participant_user_id: optionalId,
	/** Later on-premises clients repeat the recipient in here. */
	message: part({ recipient_id: optionalId }),
	errors: list(wireError),
});

/** Done by the recipient; everything else is done by WhatsApp. */
const BY_RECIPIENT: ReadonlySet<StatusState> = new Set(['delivered', 'read', 'played']);

export function readStatus(element: unknown, contact: Contact | undefined): Draft | null {
	const parsed = status.safeParse(element);
	if (!parsed.success) return null;
	const wire = parsed.data;
	if (wire.type === 'payment') return null;
	const participant = wire.recipient_participant_id ?? wire.recipient_participant_user_id;
	const chatId = wire.recipient_id ?? wire.message?.recipient_id ?? wire.recipient_user_id;
	const isGroup = wire.recipient_type === 'group' || participant !== undefined;
	const recipient = isGroup
		? { phone: wire.recipient_participant_id, userId: wire.recipient_participant_user_id }
		: { phone: wire.recipient_id ?? wire.message?.recipient_id, userId: wire.recipient_user_id };
	return {
		event: 'message.status',
		timestamp: fromUnixSeconds(wire.timestamp),
		chat: chatId === undefined ? null : { id: chatId, type: isGroup ? 'group' : 'individual' },
		sender: BY_RECIPIENT.has(wire.status) ? personOf(recipient, contact) : null,
		status: {
			messageId: wire.id,
			state: wire.status,
			recipientId: participant ?? chatId ?? null,
			errors: (wire.errors ?? []).map(errorOf),
		},
	};
}
