/**
 * Events as whatsapp-web.js emits them and servers built on it hand them on: a name, and data that
 * holds what the library's callback gets. Source: whatsapp-web.js Client and util/Constants.
 */
import * as z from 'zod/v4';

import { amount, lookUp, text } from '../../payload/schema';
import { eachOf, messageOf, type Draft } from '../../compose';
import type { EventName } from '../../event';
import { hashOf } from '../../payload/hash';
import { isFields } from '../../payload/fields';
import { framing } from '../../payload/own-part';
import { readCall } from './call';
import { readCallLog } from './call-log';
import { readAck, readEdit, readReaction, readRemoval, readRevocation } from './changes';
import { CONNECTION_EVENTS, readConnection } from './connection';
import { contentOf, type AttachedFile } from './content';
import { readGroupChange } from './group';
import { isPlumbing } from './kinds';
import { chatOf, isFromMe, readMessage, senderOf, type WebMessage } from './message';
import { readPresence } from './presence';
import { timeOf } from './time';
import { readVote } from './vote';

export interface WebEvent {
	event: string;
	data: unknown;
	/** How the account is called where an event does not name it. */
	me: string;
}

/** The events one event holds; what is not known or cannot be read is `other`. */
export function readWhatsAppWeb({ event, data, me }: WebEvent): Iterable<Draft> {
	const drafts = lookUp(readers, event)?.(data, me) ?? {
		event: 'other',
		identity: [event, hashOf(data)],
	};
	return Symbol.iterator in drafts ? drafts : [drafts];
}

/** Reads the data of one named event. Null where nothing can be read. */
type EventReader = (data: unknown, me: string) => Draft | Iterable<Draft> | null;

const readers: Readonly<Record<string, EventReader>> = {
	message: arrival,
	// Comes for every message, also for those that come as `message`: the same event both times.
	message_create: arrival,
	message_edit: readEdit,
	message_revoke_everyone: readRevocation,
	message_revoke_me: readRemoval,
	message_ack: readAck,
	message_reaction: (data, me) => readReaction(within(data, 'reaction'), me),
	media_uploaded: upload,
	vote_update: (data, me) => readVote(within(data, 'vote'), me),
	group_join: (data) => readGroupChange(within(data, 'notification'), 'join'),
	group_leave: (data) => readGroupChange(within(data, 'notification'), 'leave'),
	group_update: (data) => readGroupChange(within(data, 'notification'), 'other'),
	call: (data) => readCall(within(data, 'call')),
	presence_update: presences,
	...table(
		[
			'community_created',
			'community_updated',
			'community_subgroup_linked',
			'community_subgroup_unlinked',
			'community_deactivated',
		],
		() => (data) => readGroupChange(within(data, 'notification'), 'other'),
	),
	...table(CONNECTION_EVENTS, (event) => (data) => readConnection(event, data)),
};

function table(
	names: readonly string[],
	readerOf: (name: string) => EventReader,
): Record<string, EventReader> {
	return Object.fromEntries(names.map((name) => [name, readerOf(name)]));
}

function presences(data: unknown): Iterable<Draft> | null {
	const inner = within(data, 'presence');
	const drafts = readPresence(inner);
	if (!drafts || inner === data) return drafts;
	const frame = framing(data, ['presence']);
	return eachOf(drafts, { wrap: (own) => frame({ presence: own }) });
}

/** What came into a chat: a message, but for what WhatsApp Web keeps among them and is none. */
function arrival(data: unknown, me: string): Draft | null {
	const read = readMessage(within(data, 'message'));
	if (!read) return null;
	const { type, id } = read;
	if (type === 'call_log') return readCallLog(read, me);
	if (type === 'revoked') return readRevocation({ message: within(data, 'message') }, me);
	if (isPlumbing(type))
		return { ...common(read, me), event: 'other', identity: [type ?? '', id.id] };
	return message(read, data, me, isFromMe(read) ? 'message.sent' : 'message.received');
}

function upload(data: unknown, me: string): Draft | null {
	const read = readMessage(within(data, 'message'));
	return read && message(read, data, me, 'media.uploaded');
}

/** `data`: where the message was, and the file can be beside it. */
function message(read: WebMessage, data: unknown, me: string, event: EventName): Draft {
	const content = contentOf(read, fileIn(data));
	return { ...common(read, me), event, message: messageOf({ ...content, id: read.id.id }) };
}

function common(read: WebMessage, me: string) {
	const timestamp = timeOf(read.timestamp ?? read.t);
	return { timestamp, chat: chatOf(read), sender: senderOf(read, me) };
}

/** The object under `name`, or the data itself where it is not wrapped. */
function within(data: unknown, name: string): unknown {
	const inner = isFields(data) ? data[name] : undefined;
	return typeof inner === 'object' && inner !== null ? inner : data;
}

const file = z.object({
	data: z.string().min(1),
	mimetype: text,
	filename: text,
	filesize: amount,
});
const carried = z.object({
	media: z.union([
		file,
		z
			.string()
			.min(1)
			.transform((data): AttachedFile => ({ data })),
	]),
});

/** The file, where the provider sends it along. */
function fileIn(data: unknown): AttachedFile | null {
	return carried.safeParse(data).data?.media ?? null;
}
