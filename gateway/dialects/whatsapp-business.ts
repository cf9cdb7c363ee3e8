/**
 * Webhooks of the WhatsApp Business API in its two envelopes, told apart by themselves: the flat one
 * of the On-Premises API (`{contacts, messages, statuses, errors}`) and the cloud's
 * (`{object, entry: [{id, changes: [{field, value}]}]}`). Every element of an array is one event.
 * Sources: the documentation of Cbot and 360dialog; Meta's webhook reference (2026).
 */
import * as z from 'zod/v4';

import { amount, id, part } from '../border';
import { compose, hashOf, type Draft, type Origin } from '../compose';
import type { WhatsAppEvent } from '../event';
import { reader, type Provider } from '../provider';
import { fromUnixSeconds } from '../time';
import { readError } from './whatsapp-business/error';
import { readEcho, readMessage } from './whatsapp-business/message';
import { readContacts, type Contact } from './whatsapp-business/people';
import { readStatus } from './whatsapp-business/status';

type Fields = Readonly<Record<string, unknown>>;

/** Reads one element of an array. `contact`: who it speaks of; `time`: the entry's, unix seconds. */
type ElementReader = (
	element: unknown,
	contact: Contact | undefined,
	time: number | null,
) => Omit<Draft, 'raw'> | null;

/** The arrays whose elements are events. */
const LISTS: ReadonlyMap<string, ElementReader> = new Map<string, ElementReader>([
	['messages', readMessage],
	['message_echoes', readEcho],
	['statuses', readStatus],
	['errors', readError],
]);

/** The cloud's `field`s that hold those arrays. All others (account_update, calls, …) are `other`. */
const MESSAGE_FIELDS = new Set(['messages', 'smb_message_echoes']);

const cloudEnvelope = z.object({ object: z.string(), entry: z.array(z.unknown()) });

const flatEnvelope = z
	.object({
		messages: z.unknown(),
		statuses: z.unknown(),
		errors: z.unknown(),
		contacts: z.unknown(),
	})
	.refine((lists) => Object.values(lists).some((value) => Array.isArray(value)));

/** `read` of a provider that speaks this dialect. */
export function readBusinessWebhook(provider: string): Provider['read'] {
	return reader(z.union([cloudEnvelope, flatEnvelope]), (envelope, body) => {
		const fields = isFields(body) ? body : {};
		const events =
			'entry' in envelope
				? envelope.entry.flatMap((entry) => eventsOfEntry(provider, fields, entry))
				: eventsOf({ origin: { provider, instance: null }, time: null, wrap: same }, fields);
		if (events.length === 0) events.push(nothingIn(provider, body));
		return { instance: events.find(({ instance }) => instance !== null)?.instance ?? null, events };
	});
}

/** Where a set of arrays stands: whose it is, and how the envelope goes around it again. */
interface Place {
	origin: Origin;
	time: number | null;
	wrap(fields: Fields): Fields;
}

function eventsOfEntry(provider: string, envelope: Fields, entry: unknown): WhatsAppEvent[] {
	const wrapEntry = (narrowed: unknown): Fields => ({ ...envelope, entry: [narrowed] });
	if (!isFields(entry) || !Array.isArray(entry.changes) || entry.changes.length === 0) {
		return [other({ provider, instance: null }, 'entry', entry, null, wrapEntry(entry))];
	}
	const time = amount.parse(entry.time) ?? null;
	return entry.changes.flatMap((change: unknown) => {
		const wrap = (narrowed: unknown) => wrapEntry({ ...entry, changes: [narrowed] });
		const { field, value } = isFields(change) ? change : {};
		const origin = { provider, instance: instanceOf(value) };
		const events =
			isFields(change) && isFields(value) && holdsMessages(field)
				? eventsOf({ origin, time, wrap: (kept) => wrap({ ...change, value: kept }) }, value)
				: [];
		if (events.length > 0) return events;
		const name = typeof field === 'string' ? field : 'change';
		return [other(origin, name, change, time, wrap(change))];
	});
}

/** The events of the arrays in `fields`, in the payload's order. */
function eventsOf({ origin, time, wrap }: Place, fields: Fields): WhatsAppEvent[] {
	const lists = Object.entries(fields).flatMap(([name, value]) => {
		const read = LISTS.get(name);
		if (!read || value === undefined || value === null) return [];
		// What should be an array and is none is kept as one element nobody can read.
		return [{ name, read, elements: Array.isArray(value) ? (value as unknown[]) : [value] }];
	});
	const count = lists.reduce((sum, { elements }) => sum + elements.length, 0);
	const contacts = readContacts(fields.contacts, count === 1);
	const shared = Object.fromEntries(
		Object.entries(fields).filter(([name]) => !LISTS.has(name) && name !== 'contacts'),
	);
	return lists.flatMap(({ name, read, elements }) =>
		elements.map((element) => {
			const contact = contacts.of(element);
			const kept = { ...shared, ...(contact ? { contacts: [contact.raw] } : {}) };
			const raw = wrap({ ...kept, [name]: [element] });
			const draft = read(element, contact, time);
			return draft ? compose(origin, { ...draft, raw }) : other(origin, name, element, time, raw);
		}),
	);
}

/** What is not known or cannot be read: identified by its content and the provider's time. */
function other(
	origin: Origin,
	name: string,
	content: unknown,
	time: number | null,
	raw: unknown,
): WhatsAppEvent {
	const timestamp = fromUnixSeconds(time);
	return compose(origin, {
		event: 'other',
		timestamp,
		raw,
		identity: [name, hashOf(content), time],
	});
}

/** An envelope with nothing in it is told once, as it came. */
function nothingIn(provider: string, body: unknown): WhatsAppEvent {
	return other({ provider, instance: null }, 'envelope', body, null, body);
}

/** A change without the name of its field is read for the arrays it may hold. */
function holdsMessages(field: unknown): boolean {
	return typeof field !== 'string' || MESSAGE_FIELDS.has(field);
}

const withNumber = part({ metadata: part({ phone_number_id: id }) });

function instanceOf(value: unknown): string | null {
	return withNumber.parse(value)?.metadata?.phone_number_id ?? null;
}

function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const same = (fields: Fields) => fields;
