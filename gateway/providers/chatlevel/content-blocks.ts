/**
 * The parts of a Chatlevel message that its documentation does not show, under every name that is
 * common for them. Null: what is there does not make such a part.
 */
import * as z from 'zod/v4';

import { amount, flag, list, orNull, part, text } from '../../payload/schema';
import { readVcard } from '../../whatsapp/vcard';
import type { MediaKind, Message } from '../../event';

const card = z.object({
	displayName: text,
	name: text,
	vcard: text,
	phone: text,
	phoneNumber: text,
});
const option = z.union([
	z.string(),
	z.object({ name: z.string() }).transform(({ name }) => name),
	z.object({ optionName: z.string() }).transform(({ optionName }) => optionName),
]);

/** Every field is absent where it does not fit, so that this reads any object. */
export const fieldsSchema = card.extend({
	text,
	body: text,
	caption: text,
	id: text,
	mediaId: text,
	url: text,
	mediaUrl: text,
	fileUrl: text,
	mimeType: text,
	mimetype: text,
	mime_type: text,
	fileName: text,
	filename: text,
	fileSize: amount,
	fileLength: amount,
	size: amount,
	sha256: text,
	duration: amount,
	seconds: amount,
	width: amount,
	height: amount,
	base64: text,
	mediaBase64: text,
	ptt: flag,
	voice: flag,
	latitude: amount,
	longitude: amount,
	degreesLatitude: amount,
	degreesLongitude: amount,
	address: text,
	contacts: list(card),
	emoji: text,
	messageId: text,
	key: part({ id: text }),
	question: text,
	options: list(option),
	selected: list(option),
});
export type ContentFields = z.infer<typeof fieldsSchema>;

export function mediaContent(
	kind: MediaKind,
	fields: ContentFields,
	words: string | null,
): Partial<Message> {
	const base64 = first(fields.base64, fields.mediaBase64);
	const media = {
		kind,
		id: first(fields.mediaId, fields.id),
		url: first(fields.url, fields.mediaUrl, fields.fileUrl),
		mimeType: first(fields.mimeType, fields.mimetype, fields.mime_type),
		fileName: first(fields.fileName, fields.filename),
		size: fields.fileSize ?? fields.fileLength ?? fields.size ?? null,
		sha256: orNull(fields.sha256),
		duration: fields.duration ?? fields.seconds ?? null,
		width: fields.width ?? null,
		height: fields.height ?? null,
		...(base64 === null ? {} : { base64 }),
	};
	return { type: kind, text: words, media };
}

export function locationContent(fields: ContentFields): Partial<Message> | null {
	const latitude = fields.latitude ?? fields.degreesLatitude;
	const longitude = fields.longitude ?? fields.degreesLongitude;
	if (latitude === undefined || longitude === undefined) return null;
	const name = orNull(fields.name);
	const location = {
		latitude,
		longitude,
		name,
		address: orNull(fields.address),
		url: orNull(fields.url),
	};
	return { type: 'location', location };
}

type Contact = NonNullable<Message['contacts']>[number];

export function contactsContent(fields: ContentFields): Partial<Message> | null {
	const contacts = (fields.contacts ?? [fields]).flatMap((one): Contact[] => {
		const name = first(one.displayName, one.name);
		if (one.vcard) return [readVcard(one.vcard, name)];
		const phone = first(one.phone, one.phoneNumber);
		return name === null && phone === null
			? []
			: [{ name, phones: phone === null ? [] : [phone], vcard: null }];
	});
	return contacts.length > 0 ? { type: 'contacts', contacts } : null;
}

/** An empty emoji takes the reaction away; one that is not there says nothing. */
export function reactionContent(fields: ContentFields): Partial<Message> | null {
	const emoji = fields.emoji ?? fields.text;
	const messageId = first(fields.messageId, fields.key?.id);
	if (emoji === undefined || messageId === null) return null;
	return { type: 'reaction', reaction: { emoji: orNull(emoji), messageId } };
}

export function pollContent(fields: ContentFields): Partial<Message> | null {
	const question = first(fields.question, fields.name);
	if (question === null && !fields.options) return null;
	const poll = { question, options: fields.options ?? [], selected: fields.selected ?? [] };
	return { type: 'poll', poll };
}

export function first(...values: Array<string | undefined>): string | null {
	return values.map(orNull).find((value) => value !== null) ?? null;
}
