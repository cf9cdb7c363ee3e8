/**
 * Who an element speaks of. Ids are a phone number (`from`, `wa_id`) and, in the cloud since 2026, a
 * business-scoped user id (`user_id`, "US.1349…"). Somebody with a username may withhold the number;
 * the user id then is the only one. The name stands beside the elements, in `contacts`.
 */
import * as z from 'zod/v4';

import { MOST_ELEMENTS, optionalId, orNull, part, text, tried } from '../../payload/schema';
import type { Sender } from '../../event';
import { digitsOf, LONGEST_NAME } from '../../whatsapp/jid';

const contact = z.object({
	wa_id: optionalId,
	user_id: optionalId,
	profile: part({ name: text }),
});

export interface Contact {
	phone: string | undefined;
	userId: string | undefined;
	name: string | null;
	raw: unknown;
}

export interface Contacts {
	/** The contact an element speaks of. */
	of(element: unknown): Contact | undefined;
}

/** The fields that name somebody, the surest first. */
const people = z.object({
	from: optionalId,
	from_user_id: optionalId,
	to: optionalId,
	to_user_id: optionalId,
	recipient_participant_id: optionalId,
	recipient_participant_user_id: optionalId,
	recipient_id: optionalId,
	recipient_user_id: optionalId,
});

/** `isForOne`: there is one element only, so that a single contact is its contact whatever the ids. */
export function readContacts(value: unknown, isForOne: boolean): Contacts {
	const listed = Array.isArray(value) ? value.slice(0, MOST_ELEMENTS) : [];
	const known = listed.flatMap((raw: unknown): Contact[] => {
		const read = tried(contact, raw);
		if (!read) return [];
		const { wa_id: phone, user_id: userId, profile } = read;
		return [{ phone, userId, name: orNull(profile?.name?.slice(0, LONGEST_NAME)), raw }];
	});
	const byId = new Map<string, Contact>();
	for (const one of known) {
		for (const key of [one.phone, one.userId]) if (key) byId.set(key, one);
	}
	const only = isForOne && known.length === 1 ? known[0] : undefined;
	return {
		of: (element) => {
			const ids = Object.values(tried(people, element) ?? {});
			const named = ids.find((key) => key !== undefined && byId.has(key));
			return named === undefined ? only : byId.get(named);
		},
	};
}

/** Somebody by the ids an element gives and what `contacts` knows; null when there is no id at all. */
export function personOf(
	ids: { phone: string | undefined; userId: string | undefined },
	contact: Contact | undefined,
): Sender | null {
	const id = ids.phone ?? ids.userId ?? contact?.userId ?? contact?.phone;
	if (id === undefined) return null;
	const phone = digitsOf(ids.phone) ?? digitsOf(contact?.phone);
	return { id, phone, lid: null, name: contact?.name ?? null, isMe: false };
}
