/** The event `message_read`: one receipt, which can be of many messages. */
import * as z from 'zod/v4';

import type { Draft } from '../../../compose';
import type { StatusState } from '../../../event';
import { framing } from '../../../payload/own-part';
import { flag, id, isId, lookUp, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { person } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';
import { chatOf, identity } from './people';

const receipt = z.object({
	chatId: id,
	sender: identity,
	isGroup: flag,
	messageIds: z.custom<Array<string | number>>(
		(ids) => Array.isArray(ids) && ids.length > 0 && ids.every(isId),
	),
	time: text,
	receiptType: z.string(),
});

/**
 * The server's words for whatsmeow's receipt types. `retry` asks for the message again; `inactive` is
 * of a device that sleeps.
 */
const STATES: Readonly<Record<string, StatusState>> = {
	delivered: 'delivered',
	inactive: 'delivered',
	read: 'read',
	readSelf: 'read',
	played: 'played',
	sender: 'sent',
	retry: 'pending',
	serverError: 'failed',
};

export const readReceipt = eventReader(receipt, (wire, _eventId, data) => {
	const state = lookUp(STATES, wire.receiptType);
	return state ? eachMessage(wire, state, data) : null;
});

/** One event for each message the receipt is of. */
function* eachMessage(
	wire: z.infer<typeof receipt>,
	state: StatusState,
	data: unknown,
): Generator<Draft> {
	const timestamp = fromIsoText(wire.time);
	const chat = chatOf(wire.chatId, wire);
	const sender = person(wire.sender);
	const frame = framing(data, ['messageIds']);
	const isOnly = wire.messageIds.length === 1;
	for (const messageId of wire.messageIds) {
		const status = { messageId: String(messageId), state, recipientId: sender.id, errors: [] };
		const raw = () => frame({ messageIds: [messageId] });
		yield { event: 'message.status', timestamp, chat, sender, status, ...(isOnly ? {} : { raw }) };
	}
}
