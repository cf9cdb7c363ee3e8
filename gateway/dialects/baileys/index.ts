/**
 * Messages as Baileys reports them and servers built on it (Evolution) hand them on: one record of
 * a message that was received, sent, changed, or moved to another delivery state.
 */
import { messageOf, type Draft } from '../../compose';
import type { Message } from '../../event';
import { hashOf } from '../../payload/hash';
import { fromUnixSeconds } from '../../payload/time';
import { groupEventOf } from '../../group-event';
import { callIn } from './calls';
import { contentOf, isReadable } from './content';
import { attachedTo } from './media';
import { chatOf, senderOf } from './people';
import { isPlumbing } from './plumbing';
import { changeIn } from './protocol';
import { readRecord, type BaileysRecord } from './record';
import { stateOf } from './status';
import { groupChangeOf, isRevocation, isUnopened, missedCallOf, stubOf } from './stubs';
import { unwrap } from './unwrap';
import type { Content } from './wire';

export interface BaileysUpsert {
	/** One record. */
	data: unknown;
	/** How the account itself is called: its JID, or whatever the provider knows it by. */
	me: string;
}

/** The event one record is; what cannot be read is `other`. */
export function readBaileys({ data, me }: BaileysUpsert): Draft {
	const record = readRecord(data);
	return record
		? draftOf(record, me)
		: { event: 'other', identity: ['messages.upsert', hashOf(data)] };
}

function draftOf(record: BaileysRecord, me: string): Draft {
	const { message } = record;
	const hasContent = message !== undefined && Object.keys(message).length > 0;
	if (hasContent) return messageDraft(record, message, me);
	return stubDraft(record, me) ?? tallyDraft(record) ?? statusDraft(record) ?? bare(record, me);
}

function messageDraft(record: BaileysRecord, wrapped: Content, me: string): Draft {
	const common = commonOf(record, me);
	const { content, isEdit } = unwrap(wrapped);
	const change = changeIn(content);
	if (change?.kind === 'revocation') return deletion(common, change.messageId);
	const call = callIn(content, record);
	if (call) return { ...common, event: 'call.updated', call, identity: [call.id, call.state] };
	if (!change && isPlumbing(content) && !isReadable(content)) return plumbing(record, me);

	const attached = attachedTo([wrapped, record]);
	const said = contentOf(change?.content ?? content, attached, record.contextInfo);
	if (change || isEdit) {
		const message = messageOf({ ...said, id: change?.messageId ?? record.key.id });
		return edition(record, me, message, change?.time ?? null);
	}
	const arrived = record.key.fromMe ? 'message.sent' : 'message.received';
	return {
		...common,
		event: said.reaction ? 'message.reaction' : arrived,
		message: messageOf({ ...said, id: record.key.id }),
	};
}

/** An edit has an id of its own, or a time, by which it differs from an earlier one to the same text. */
function edition(record: BaileysRecord, me: string, message: Message, time: number | null): Draft {
	const common = commonOf(record, me);
	const editId = `${record.key.id} ${time ?? common.timestamp}`;
	return { ...common, event: 'message.edited', message, editId };
}

/** Told as it came, for whoever asks for it; not a message. */
function plumbing(record: BaileysRecord, me: string, stub: string | null = null): Draft {
	const common = commonOf(record, me);
	const { id, remoteJid } = record.key;
	return { ...common, event: 'other', identity: [remoteJid, id, common.sender?.id ?? null, stub] };
}

function stubDraft(record: BaileysRecord, me: string): Draft | null {
	const stub = stubOf(record);
	if (stub === null) return null;
	const common = commonOf(record, me);
	const { id } = record.key;
	if (isRevocation(stub)) return deletion(common, id);

	const group = groupChangeOf(stub, record);
	if (group) {
		const identity = [group.id, id, group.action];
		return { ...common, event: groupEventOf(group.action), group, identity };
	}
	const call = missedCallOf(stub, record);
	if (call) return { ...common, event: 'call.updated', call, identity: [id, call.state] };
	return isUnopened(stub) ? bare(record, me) : plumbing(record, me, stub);
}

/**
 * Evolution reports a vote as the poll's tally so far, with a made-up status "DELETED": who voted
 * last it does not say, and what was deleted is nothing.
 */
function tallyDraft(record: BaileysRecord): Draft | null {
	const { pollUpdates: tally, key } = record;
	if (!tally?.length) return null;
	const poll = {
		question: null,
		options: tally.map(({ name }) => name),
		selected: tally.filter(({ voters }) => voters?.length).map(({ name }) => name),
	};
	return {
		event: 'message.received',
		chat: chatOf(record),
		message: messageOf({ id: key.id, type: 'poll', poll }),
		identity: [key.remoteJid, key.id, hashOf(tally)],
	};
}

/** Whoever a status is of is whom the message went to; one's own reading of others' is of nobody. */
function statusDraft(record: BaileysRecord): Draft | null {
	const state = stateOf(record.status);
	if (state === null) return null;
	const { id, remoteJid, fromMe, participant } = record.key;
	const recipientId = fromMe ? participant || remoteJid : null;
	return {
		event: 'message.status',
		chat: chatOf(record),
		status: { messageId: id, state, recipientId, errors: [] },
	};
}

/**
 * A message of which no more is known than that it is there. Its content can follow under the same
 * id, so a placeholder for it is an event of its own.
 */
function bare(record: BaileysRecord, me: string): Draft {
	const { id, remoteJid, fromMe } = record.key;
	const common = commonOf(record, me);
	return {
		...common,
		event: fromMe ? 'message.sent' : 'message.received',
		message: messageOf({ id }),
		identity: [remoteJid, id, common.sender?.id ?? null, 'without content'],
	};
}

function deletion(common: ReturnType<typeof commonOf>, id: string): Draft {
	const message = messageOf({ id, deletedFor: 'everyone' });
	return { ...common, event: 'message.deleted', message };
}

function commonOf(record: BaileysRecord, me: string) {
	return {
		timestamp: fromUnixSeconds(record.messageTimestamp),
		chat: chatOf(record),
		sender: senderOf(record, me),
	};
}
