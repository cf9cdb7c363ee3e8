/** The event `message`: what somebody wrote, its edits, reactions and pins. */
import * as z from 'zod/v4';

import { messageOf, type Draft } from '../../../compose';
import type { Message } from '../../../event';
import { flag, id, list, orNull, part, text } from '../../../payload/schema';
import { fromIsoText } from '../../../payload/time';
import { person } from '../../../whatsapp/jid';
import { AD_CARD, originIn, referralFrom } from '../../../whatsapp/referral';
import { CONTENT_FIELDS, contentOf } from './content';
import { eventReader } from './event-reader';
import { chatOf, identity, maybeSomebody } from './people';

const message = z.object({
	id,
	chatId: id,
	sender: identity,
	time: text,
	isGroup: flag,
	isStatus: flag,
	...CONTENT_FIELDS,
	replyTo: part({ id: text, sender: maybeSomebody, text }),
	pin: part({ pinned: flag }),
	isEdit: flag,
	edit: part({ originalMessageId: id }),
	mentions: list(z.string()),
	isForwarded: flag,
	// Not in the open server; WSAPI's Python SDK has it (AdReferral).
	adReferral: part({ ...AD_CARD, conversionSource: text }),
});
type WireMessage = z.infer<typeof message>;

export const readMessage = eventReader(message, (wire) => [draftOf(wire)]);

function draftOf(wire: WireMessage): Draft {
	const timestamp = fromIsoText(wire.time);
	const sender = person(wire.sender);
	const common = { timestamp, chat: chatOf(wire.chatId, wire), sender };
	const content = contentOf(wire);
	// A pin is told as it came, for whoever asks for it: nobody wrote it.
	if (wire.pin && content.type === undefined) {
		return { ...common, event: 'other', identity: [wire.chatId, wire.id, sender.id] };
	}

	const said = messageOf({ ...content, ...aboutOf(wire), id: wire.id });
	if (said.reaction) return { ...common, event: 'message.reaction', message: said };
	if (wire.isEdit) {
		const editedId = wire.edit?.originalMessageId ?? null;
		// An edit has an id of its own, by which it differs from an earlier one to the same text.
		const editId = wire.id === editedId ? timestamp : wire.id;
		return { ...common, event: 'message.edited', message: { ...said, id: editedId }, editId };
	}
	return { ...common, event: sender.isMe ? 'message.sent' : 'message.received', message: said };
}

/** What a message answers, whom it mentions and where it came from. */
function aboutOf({ replyTo, mentions, isForwarded, adReferral }: WireMessage): Partial<Message> {
	return {
		quoted: replyTo?.id
			? {
					messageId: replyTo.id,
					senderId: replyTo.sender?.id ?? null,
					text: orNull(replyTo.text),
				}
			: null,
		mentions: mentions ?? [],
		isForwarded: isForwarded ?? false,
		referral: referralFrom(adReferral, originIn(adReferral?.conversionSource)),
	};
}
