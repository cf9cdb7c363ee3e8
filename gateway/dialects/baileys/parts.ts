/** Parts of a content that are neither a file nor something with buttons. Source: Baileys' WAProto. */
import * as z from 'zod/v4';

import { amount, list, orNull, text } from '../../payload/schema';
import type { Message } from '../../event';
import { readVcard } from '../../whatsapp/vcard';
import { long, otherKey } from './wire';

/** Reads a part that says all by itself. */
type PartReader = (part: unknown) => Partial<Message> | null;

export const readWords: PartReader = (value) =>
	typeof value === 'string' && value !== '' ? { type: 'text', text: value } : null;

export const readExtendedText = read(z.object({ text }), (wire) => readWords(wire.text));

const place = z.object({
	degreesLatitude: amount,
	degreesLongitude: amount,
	name: text,
	address: text,
	url: text,
	caption: text,
	comment: text,
});
export const readLocation = read(place, (wire) => ({
	type: 'location',
	text: orNull(wire.caption) ?? orNull(wire.comment),
	location: {
		latitude: wire.degreesLatitude ?? null,
		longitude: wire.degreesLongitude ?? null,
		name: orNull(wire.name),
		address: orNull(wire.address),
		url: orNull(wire.url),
	},
}));

const card = z.object({ displayName: text, vcard: text });
const contactOf = ({ displayName, vcard }: z.infer<typeof card>) =>
	vcard ? readVcard(vcard, displayName) : { name: orNull(displayName), phones: [], vcard: null };

export const readContact = read(card, (wire) => ({
	type: 'contacts',
	contacts: [contactOf(wire)],
}));

export const readContacts = read(z.object({ contacts: list(card) }), (wire) => ({
	type: 'contacts',
	contacts: (wire.contacts ?? []).map(contactOf),
}));

const question = z.object({
	name: text,
	options: list(z.object({ optionName: z.string() })),
	pollVotes: list(z.object({ optionName: z.string() })),
});
export const readPoll = read(question, (wire) => ({
	type: 'poll',
	text: orNull(wire.name),
	poll: {
		question: orNull(wire.name),
		options: (wire.options ?? wire.pollVotes ?? []).map((option) => option.optionName),
		selected: [],
	},
}));

/**
 * WhatsApp seals a vote; its options can be read only where the server has opened it. Evolution
 * writes an empty list beside a vote it could not open.
 */
export const readVote = read(
	z.object({
		pollCreationMessageKey: otherKey,
		vote: z.object({ selectedOptions: z.array(z.unknown()), encPayload: z.unknown() }),
	}),
	({ pollCreationMessageKey: voted, vote }) => {
		const selected = vote.selectedOptions.filter((option) => typeof option === 'string');
		if (selected.length === 0 && vote.encPayload) return null;
		return {
			type: 'poll',
			poll: { question: null, options: [], selected },
			quoted: { messageId: voted.id, senderId: orNull(voted.participant), text: null },
		};
	},
);

export const readOrder = read(
	z.object({
		orderId: text,
		token: text,
		orderTitle: text,
		itemCount: long,
		sellerJid: text,
		totalAmount1000: long,
		totalCurrencyCode: text,
		message: text,
	}),
	(wire) => ({
		type: 'order',
		text: orNull(wire.message) ?? orNull(wire.orderTitle),
		order: {
			id: orNull(wire.orderId),
			token: orNull(wire.token),
			title: orNull(wire.orderTitle),
			itemCount: wire.itemCount ?? null,
			sellerId: orNull(wire.sellerJid),
			total: wire.totalAmount1000 === undefined ? null : wire.totalAmount1000 / 1000,
			currency: orNull(wire.totalCurrencyCode),
		},
	}),
);

export const readReaction = read(z.object({ key: otherKey, text }), (wire) => ({
	type: 'reaction',
	reaction: { emoji: orNull(wire.text), messageId: wire.key.id },
}));

function read<S extends z.ZodType>(
	schema: S,
	said: (wire: z.output<S>) => Partial<Message> | null,
): PartReader {
	return (value) => {
		const parsed = schema.safeParse(value);
		return parsed.success ? said(parsed.data) : null;
	};
}
