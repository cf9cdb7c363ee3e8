/**
 * Evolution's envelope, `{event, instance, data, date_time, sender, apikey, …}`, and what each event
 * in it is. Source: Evolution v2.3.7 and v2.4.0-rc2, webhook.controller.ts and wa.types.ts.
 */
import * as z from 'zod/v4';

import type { Draft } from '../../compose';
import { isBatch, withoutCredentials } from '../../dialects/baileys/envelope';
import { hashOf } from '../../payload/hash';
import { framing } from '../../payload/own-part';
import { id, lenient, LONGEST_ID, text } from '../../payload/schema';
import { deliveryReader } from '../../provider';
import { readCall } from './calls';
import { loggedOut, readConnection, readInstanceStatus, readQrCode } from './connection';
import { readGroupChanges, readGroups, readParticipants } from './groups';
import { deleted, edited, sent, updated, upserted } from './messages';
import { readPresence } from './presence';

const envelope = z.object({
	event: z.string().min(1),
	instance: id,
	// Null for an instance that was logged out or removed.
	data: z.unknown().refine((data) => data !== undefined),
	/** The account's own JID; missing until it has been connected. */
	sender: lenient(z.string().max(LONGEST_ID)),
	/** When it was told, the same in every re-send. The server's local time, though it ends in "Z". */
	date_time: text,
});

/** What an envelope says beside its data. */
interface Context {
	/** How the account itself is called: its JID, else its instance. */
	me: string;
	/** What tells two events that say the same apart; no point in time. */
	at: string;
}

/** Null where the data cannot be read, or stands for nothing that has a name here. */
type EventReader = (data: unknown, context: Context) => Iterable<Draft> | null;

type OneReader = (data: unknown, context: Context) => Draft | null;

function one(read: OneReader): EventReader {
	return (data, context) => {
		const draft = read(data, context);
		return draft && [draft];
	};
}

/** A record alone, as the server hands it over, or several. */
function records(read: OneReader): EventReader {
	return (data, context) => {
		if (!isBatch(data)) return one(read)(data, context);
		return data.map((record) => {
			const draft = read(record, context) ?? unread(['record', context.at, hashOf(record)]);
			return { ...draft, raw: () => record };
		});
	};
}

const READERS: ReadonlyMap<string, EventReader> = new Map([
	['messages.upsert', records((data, { me }) => upserted(data, me))],
	['send.message', records((data, { me }) => sent(data, me))],
	['messages.update', records((data, { me }) => updated(data, me))],
	['messages.edited', records((data, { me }) => edited(data, me, false))],
	['send.message.update', records((data, { me }) => edited(data, me, true))],
	['messages.delete', records((data, { me }) => deleted(data, me))],
	['presence.update', (data, { at }) => readPresence(data, at)],
	['group.participants.update', one((data, { me, at }) => readParticipants(data, me, at))],
	['groups.upsert', (data, { at }) => (isBatch(data) ? readGroups(data, at) : null)],
	['groups.update', (data, { at }) => (isBatch(data) ? readGroupChanges(data, at) : null)],
	['call', one(readCall)],
	['connection.update', one((data, { at }) => readConnection(data, at))],
	['status.instance', one((data, { at }) => readInstanceStatus(data, at))],
	['qrcode.updated', one((data, { at }) => readQrCode(data, at))],
	['logout.instance', one((_data, { at }) => loggedOut(at))],
]);

export const read = deliveryReader(envelope, function* (parsed, body): Generator<Draft> {
	const { event, instance, data, sender, date_time: told } = parsed;
	const frame = framing(body, ['data']);
	const at = told || hashOf(data);
	// The webhook writes "group-participants.update", the list of events "GROUP_PARTICIPANTS_UPDATE".
	const reader = READERS.get(event.toLowerCase().replace(/[_-]/g, '.'));
	const drafts = reader?.(data, { me: sender || instance, at });
	for (const draft of drafts ?? [unread([event, at, hashOf(data)])]) {
		const own = draft.raw;
		const raw = () => withoutCredentials(own ? frame({ data: own() }) : body);
		yield { ...draft, instance, raw };
	}
});

function unread(identity: string[]): Draft {
	return { event: 'other', identity };
}
