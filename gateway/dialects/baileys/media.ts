/** Parts that are a file: where it is, what it is, and its caption. */
import * as z from 'zod/v4';

import { amount, flag, orNull, text } from '../../payload/schema';
import type { MediaKind, Message } from '../../event';
import { long, type Content } from './wire';

/** What stands beside a message's content: Evolution can add the file or its address. */
export interface Attached {
	url: string | null;
	base64: string | null;
}
export const NOTHING_ATTACHED: Attached = { url: null, base64: null };

const attachments = z.object({ mediaUrl: text, base64: text });

/** What is attached in any of these places, the first that has it. */
export function attachedTo(places: readonly unknown[]): Attached {
	const found = places.map((place) => attachments.safeParse(place).data);
	return {
		url: found.find((here) => here?.mediaUrl)?.mediaUrl ?? null,
		base64: found.find((here) => here?.base64)?.base64 ?? null,
	};
}

const file = z.object({
	mimetype: text,
	caption: text,
	fileName: text,
	title: text,
	fileLength: long,
	// Base64 where it was written by `toJSON`; otherwise an object of bytes, which is left out.
	fileSha256: text,
	seconds: long,
	width: amount,
	height: amount,
	ptt: flag,
	url: text,
	mediaUrl: text,
});

const KINDS: Readonly<Record<string, MediaKind>> = {
	imageMessage: 'image',
	videoMessage: 'video',
	ptvMessage: 'video',
	audioMessage: 'audio',
	documentMessage: 'document',
	stickerMessage: 'sticker',
};

export const MEDIA_PARTS = Object.keys(KINDS);

/** The first file among the parts; null when there is none. */
export function mediaIn(parts: Content, attached: Attached): Partial<Message> | null {
	for (const [name, kind] of Object.entries(KINDS)) {
		const parsed = file.safeParse(parts[name]);
		if (parsed.success) return mediaContent(kind, parsed.data, attached);
	}
	return null;
}

function mediaContent(
	partKind: MediaKind,
	wire: z.infer<typeof file>,
	attached: Attached,
): Partial<Message> {
	const kind = partKind === 'audio' && wire.ptt ? 'voice' : partKind;
	return {
		type: kind,
		text: orNull(wire.caption),
		media: {
			kind,
			id: null,
			url: attached.url ?? orNull(wire.mediaUrl) ?? plainUrl(wire.url),
			mimeType: orNull(wire.mimetype),
			fileName: orNull(wire.fileName) ?? orNull(wire.title),
			size: wire.fileLength ?? null,
			sha256: orNull(wire.fileSha256),
			duration: wire.seconds ?? null,
			width: wire.width ?? null,
			height: wire.height ?? null,
			...(attached.base64 === null ? {} : { base64: attached.base64 }),
		},
	};
}

/** WhatsApp's own address gives the file encrypted, of use only to who has its key: not a file's URL. */
function plainUrl(url: string | undefined): string | null {
	if (!url || !URL.canParse(url)) return null;
	return /(^|\.)whatsapp\.net$/i.test(new URL(url).hostname) ? null : url;
}
