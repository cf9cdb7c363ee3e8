import * as z from 'zod/v4';

import { amount, lenient, list, orNull } from '../../payload/schema';
import { messageOf, type Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import { chatTypeOf, person } from '../../whatsapp/jid';
import { messageKey, wid } from './ids';
import { accountOf, readMessage } from './message';
import { timeOf } from './time';

const vote = z.object({
	voter: wid,
	selectedOptions: list(z.object({ name: z.string() })),
	interractedAtTs: amount,
	parentMessage: z.unknown(),
	parentMsgKey: lenient(messageKey),
});

/**
 * A vote in a poll: what somebody says in answer to a message, and the contract has a place for it
 * in a message alone (`poll.selected`), so it is a message of theirs. It has no message id of its
 * own; the poll is what it quotes. Each change of a vote comes anew with a time of its own. Source:
 * whatsapp-web.js structures/PollVote.
 */
export function readVote(value: unknown, me: string): Draft | null {
	const parsed = vote.safeParse(value);
	if (!parsed.success) return null;
	const wire = parsed.data;
	const parent = readMessage(wire.parentMessage);
	const poll = wire.parentMsgKey ?? parent?.id;
	if (!poll || !wire.voter) return null;

	const selected = (wire.selectedOptions ?? []).map(({ name }) => name);
	const question = orNull(parent?.pollName) ?? orNull(parent?.shownBody);
	const isMe = parent !== null && wire.voter === accountOf(parent, me);
	return {
		event: isMe ? 'message.sent' : 'message.received',
		timestamp: timeOf(wire.interractedAtTs),
		chat: poll.chatId === null ? null : { id: poll.chatId, type: chatTypeOf(poll.chatId) },
		sender: person({ id: wire.voter, isMe }),
		message: messageOf({
			type: 'poll',
			poll: { question, options: (parent?.pollOptions ?? []).map(({ name }) => name), selected },
			quoted: { messageId: poll.id, senderId: poll.participant, text: question },
		}),
		identity: [poll.id, wire.voter, wire.interractedAtTs ?? null, hashOf(selected)],
	};
}
