/** What a message holds: the one thing of all that its fields can say. */
import * as z from 'zod/v4';

import { MEDIA_KINDS, type MediaKind, type Message } from '../../../event';
import { amount, id, lenient, list, orNull, part, text } from '../../../payload/schema';
import { readVcard } from '../../../whatsapp/vcard';

const FILE = {
	id: text,
	mediaType: lenient(z.enum(MEDIA_KINDS)),
	mimeType: text,
	fileLength: amount,
	caption: text,
	height: amount,
	width: amount,
	duration: amount,
	filename: text,
	title: text,
};

/** The fields of a message that are its content. */
export const CONTENT_FIELDS = {
	text,
	media: part(FILE),
	reaction: part({ messageId: id, emoji: text }),
	contact: text,
	contactArray: list(z.string()),
	// Not in the open server; newer SDK models of the cloud have it.
	location: part({ latitude: amount, longitude: amount, name: text, address: text, url: text }),
};
type WireContent = z.output<z.ZodObject<typeof CONTENT_FIELDS>>;

/** Without a type where nothing can be read. */
export function contentOf(wire: WireContent): Partial<Message> {
	const { reaction, media, location } = wire;
	if (reaction) {
		const { messageId, emoji } = reaction;
		return { type: 'reaction', reaction: { messageId, emoji: orNull(emoji) } };
	}
	if (media?.mediaType) return fileContent(media.mediaType, media);
	if (location) {
		const { latitude = null, longitude = null, name, address, url } = location;
		const place = { name: orNull(name), address: orNull(address), url: orNull(url) };
		return { type: 'location', location: { latitude, longitude, ...place } };
	}
	const vcards = wire.contact ? [wire.contact] : (wire.contactArray ?? []);
	if (vcards.length > 0) {
		return { type: 'contacts', contacts: vcards.map((vcard) => readVcard(vcard)) };
	}
	if (wire.text) return { type: 'text', text: wire.text };
	// Of a file of a kind that is not known, the words can be read all the same.
	return { text: orNull(media?.caption) };
}

function fileContent(kind: MediaKind, wire: z.output<z.ZodObject<typeof FILE>>): Partial<Message> {
	return {
		type: kind,
		text: orNull(wire.caption),
		media: {
			kind,
			id: orNull(wire.id),
			url: null,
			mimeType: orNull(wire.mimeType),
			fileName: orNull(wire.filename) ?? orNull(wire.title),
			size: wire.fileLength ?? null,
			sha256: null,
			duration: wire.duration ?? null,
			width: wire.width ?? null,
			height: wire.height ?? null,
		},
	};
}
