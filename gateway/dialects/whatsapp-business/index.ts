/**
 * Webhooks of the WhatsApp Business API in its two envelopes, told apart by themselves: the flat one
 * of the On-Premises API (`{contacts, messages, statuses, errors}`) and the cloud's
 * (`{object, entry: [{id, changes: [{field, value}]}]}`). Every element of an array is one event.
 * Sources: the documentation of Cbot and 360dialog; Meta's webhook reference (2026).
 */
import * as z from 'zod/v4';

import { amount } from '../../payload/schema';
import type { Draft } from '../../compose';
import { hashOf } from '../../payload/hash';
import { isFields, type Fields } from '../../payload/fields';
import { around, framing } from '../../payload/own-part';
import { deliveryReader } from '../../provider';
import { fromUnixSeconds } from '../../payload/time';
import { readError } from './error';
import { readEcho, readMessage } from './message';
import { readContacts, type Contact } from './people';
import { readStatus } from './status';

/** Reads one element of an array. `contact`: who it speaks of; `time`: the entry's, unix seconds. */
type ElementReader = (
	element: unknown,
	contact: Contact | undefined,
	time: number | null,
) => Draft | null;

/** The arrays whose elements are events. */
const LISTS: ReadonlyMap<string, ElementReader> = new Map<string, ElementReader>([
	['messages', readMessage],
	['message_echoes', readEcho],
	['statuses', readStatus],
	['errors', readError],
]);

/** The cloud's `field`s that hold those arrays. All others (account_update, calls, …) are `other`. */
const MESSAGE_FIELDS = new Set(['messages', 'smb_message_echoes']);

const cloudEnvelope = z.object({ object: z.string(), entry: z.custom<unknown[]>(Array.isArray) });

const flatEnvelope = z
	.object({
		messages: z.unknown(),
		statuses: z.unknown(),
		errors: z.unknown(),
		contacts: z.unknown(),
	})
	.refine((lists) => Object.values(lists).some((value) => Array.isArray(value)));

/** The events of a delivery in either envelope. */
export const readBusinessWebhook = deliveryReader(
	z.union([cloudEnvelope, flatEnvelope]),
	function* (envelope, body): Generator<Draft> {
		const fields = isFields(body) ? body : {};
		const drafts =
			'entry' in envelope
				? eventsOfEntries(fields, envelope.entry)
				: eventsOf({ time: null, wrap: framing(fields, [...LISTS.keys(), 'contacts']) }, fields);
		const isOnly = countIn(fields) === 1;
		let isEmpty = true;
		for (const draft of drafts) {
			isEmpty = false;
			yield isOnly ? { ...draft, raw: () => body } : draft;
		}
		// An envelope with nothing in it is told once, as it came.
		if (isEmpty) yield other({ time: null }, 'envelope', body);
	},
);

/** Where a set of arrays stands: whose it is, and how its envelope goes around one event of it. */
interface Place {
	/** As it stands in the payload. */
	instance?: unknown;
	/** The entry's, unix seconds. */
	time: number | null;
	wrap(own: Fields): Fields;
}

function* eventsOfEntries(envelope: Fields, entries: readonly unknown[]): Generator<Draft> {
	const wrapEntry = framing(envelope, ['entry']);
	for (const entry of entries) {
		if (!isFields(entry) || !Array.isArray(entry.changes) || entry.changes.length === 0) {
			const raw = () => wrapEntry({ entry: [entry] });
			yield { ...other({ time: null }, 'entry', entry), raw };
			continue;
		}
		const time = amount.parse(entry.time) ?? null;
		const frame = framing(entry, ['changes']);
		const wrap = (change: Fields) => wrapEntry({ entry: [frame({ changes: [change] })] });
		for (const change of entry.changes as unknown[]) yield* eventsOfChange(change, time, wrap);
	}
}

function* eventsOfChange(
	change: unknown,
	time: number | null,
	wrapChange: Place['wrap'],
): Generator<Draft> {
	const { field, value } = isFields(change) ? change : {};
	const instance = instanceIn(value);
	let isEmpty = true;
	if (isFields(change) && isFields(value) && holdsMessages(field)) {
		const frameChange = framing(change, ['value']);
		const frameValue = framing(value, [...LISTS.keys(), 'contacts']);
		const wrap = (own: Fields) => wrapChange(frameChange({ value: frameValue(own) }));
		for (const draft of eventsOf({ instance, time, wrap }, value)) {
			isEmpty = false;
			yield draft;
		}
	}
	const name = typeof field === 'string' ? field : 'change';
	const raw = () => wrapChange(change as Fields);
	if (isEmpty) yield { ...other({ instance, time }, name, change), raw };
}

/** The events of the arrays in `fields`, in the payload's order. */
function* eventsOf({ instance, time, wrap }: Place, fields: Fields): Generator<Draft> {
	const lists = [...listsIn(fields)];
	const count = lists.reduce((sum, { elements }) => sum + elements.length, 0);
	const contacts = readContacts(fields.contacts, count === 1);
	for (const { name, read, elements } of lists) {
		for (const element of elements) {
			const contact = contacts.of(element);
			const draft = read(element, contact, time) ?? other({ time }, name, element);
			const raw = () => {
				const spokenOf = contact ? around({ contacts: [contact.raw] }, []) : {};
				return wrap({ ...spokenOf, [name]: [element] });
			};
			yield { ...draft, instance, raw };
		}
	}
}

/** How many events a delivery holds, told without reading them. */
function countIn(envelope: Fields): number {
	const perList = (fields: Fields) =>
		[...listsIn(fields)].reduce((sum, { elements }) => sum + elements.length, 0);
	const perChange = (change: unknown) =>
		isFields(change) && isFields(change.value) && holdsMessages(change.field)
			? Math.max(1, perList(change.value))
			: 1;
	const perEntry = (entry: unknown) =>
		isFields(entry) && Array.isArray(entry.changes)
			? Math.max(
					1,
					(entry.changes as unknown[]).reduce<number>((sum, change) => sum + perChange(change), 0),
				)
			: 1;
	return Array.isArray(envelope.entry)
		? (envelope.entry as unknown[]).reduce<number>((sum, entry) => sum + perEntry(entry), 0)
		: perList(envelope);
}

/** What should be an array and is none is kept as one element nobody can read. */
function* listsIn(fields: Fields) {
	for (const name in fields) {
		const read = LISTS.get(name);
		const value = fields[name];
		if (!read || value === undefined || value === null) continue;
		yield { name, read, elements: Array.isArray(value) ? (value as unknown[]) : [value] };
	}
}

/** What is not known or cannot be read: identified by its content and the provider's time. */
function other(
	{ time, instance }: Pick<Place, 'time' | 'instance'>,
	name: string,
	content: unknown,
): Draft {
	const identity = [name, hashOf(content), time];
	return { event: 'other', timestamp: fromUnixSeconds(time), instance, identity };
}

/** A change without the name of its field is read for the arrays it may hold. */
function holdsMessages(field: unknown): boolean {
	return typeof field !== 'string' || MESSAGE_FIELDS.has(field);
}

/** The number a change is of, as it stands there. */
function instanceIn(value: unknown): unknown {
	const metadata = isFields(value) ? value.metadata : undefined;
	return isFields(metadata) ? metadata.phone_number_id : metadata;
}
