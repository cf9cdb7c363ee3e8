/** The event `message_delete`. */
import * as z from 'zod/v4';

import { messageOf } from '../../../compose';
import { flag, id, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { person } from '../../../whatsapp/jid';
import { eventReader } from './event-reader';
import { chatOf, maybeSomebody } from './people';

const deletion = z.object({
	id,
	chatId: id,
	// Of a message deleted for me, WhatsApp names the author in groups only (whatsmeow appstate.go).
	sender: maybeSomebody,
	time: text,
	isDeletedForAll: flag,
	isStatus: flag,
});

export const readDeletion = eventReader(deletion, (wire) => [
	{
		event: 'message.deleted',
		timestamp: fromIsoText(wire.time),
		chat: chatOf(wire.chatId, wire),
		sender: wire.sender ? person(wire.sender) : null,
		message: messageOf({ id: wire.id, deletedFor: wire.isDeletedForAll ? 'everyone' : 'me' }),
	},
]);
