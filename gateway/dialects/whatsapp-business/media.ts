/** Files, which are told by an id to fetch them with. */
import * as z from 'zod/v4';

import { amount, flag, optionalId, orNull, text } from '../../payload/schema';
import type { MediaKind, Message } from '../../event';

const media = z.object({
	id: optionalId,
	// The cloud's short-lived address; `link` is what on-premises clients once sent.
	url: text,
	link: text,
	mime_type: text,
	sha256: text,
	caption: text,
	filename: text,
	file_size: amount,
	voice: flag,
});

export function readMedia(type: MediaKind, block: unknown): Partial<Message> | null {
	const parsed = media.safeParse(block);
	if (!parsed.success) return null;
	const wire = parsed.data;
	// The cloud has no type of its own for a recording.
	const kind = type === 'audio' && wire.voice ? 'voice' : type;
	return {
		type: kind,
		text: orNull(wire.caption),
		media: {
			kind,
			id: wire.id ?? null,
			url: orNull(wire.url) ?? orNull(wire.link),
			mimeType: orNull(wire.mime_type),
			fileName: orNull(wire.filename),
			size: wire.file_size ?? null,
			sha256: orNull(wire.sha256),
			duration: null,
			width: null,
			height: null,
		},
	};
}
