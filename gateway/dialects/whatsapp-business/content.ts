/**
 * What a message says: `type` names the block that holds it. A type that is not known, or whose
 * block cannot be read, is `unsupported` (so are WhatsApp's own `unsupported`, `unknown`,
 * `ephemeral` and `request_welcome`).
 */
import * as z from 'zod/v4';

import { amount, flag, list, orNull, part, text } from '../../border';
import type { MediaKind, Message } from '../../event';
import { optionalId } from './people';

type Content = Partial<Message>;
type BlockReader = (block: unknown) => Content | null;

export function contentOf(type: string | undefined, message: unknown): Content {
	const read = BLOCKS.get(type ?? '');
	const content = read?.((message as Record<string, unknown>)[type ?? '']);
	return content ?? { type: 'unsupported' };
}

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

const contact = z.object({
	name: part({ formatted_name: text, first_name: text, last_name: text }),
	phones: list(z.object({ phone: text, wa_id: text })),
	vcard: text,
});

const choice = z.object({ id: text, title: text, description: text });

const BLOCKS: ReadonlyMap<string, BlockReader> = new Map<string, BlockReader>([
	[
		'text',
		read(z.object({ body: text }), ({ body }) => (body ? { type: 'text', text: body } : null)),
	],
	['image', mediaBlock('image')],
	['video', mediaBlock('video')],
	['audio', mediaBlock('audio')],
	['voice', mediaBlock('voice')],
	['document', mediaBlock('document')],
	['sticker', mediaBlock('sticker')],
	[
		'location',
		read(
			z.object({ latitude: amount, longitude: amount, name: text, address: text, url: text }),
			({ latitude = null, longitude = null, name, address, url }) => ({
				type: 'location',
				location: {
					latitude,
					longitude,
					name: orNull(name),
					address: orNull(address),
					url: orNull(url),
				},
			}),
		),
	],
	[
		'contacts',
		read(list(contact), (cards) =>
			cards ? { type: 'contacts', contacts: cards.map(contactCard) } : null,
		),
	],
	[
		'button',
		read(z.object({ payload: text, text }), (button) =>
			selection({ id: button.payload, title: button.text }),
		),
	],
	[
		'interactive',
		read(
			z.object({
				button_reply: choice.optional().catch(undefined),
				list_reply: choice.optional().catch(undefined),
				nfm_reply: part({ body: text }),
			}),
			({ button_reply, list_reply, nfm_reply }) => {
				const chosen = button_reply ?? list_reply;
				// A flow's answers (`nfm_reply.response_json`) have no block of their own: see `raw`.
				return chosen ? selection(chosen) : { type: 'interactive', text: orNull(nfm_reply?.body) };
			},
		),
	],
	['order', orderBlock],
	[
		'system',
		read(z.object({ body: text }), ({ body }) => ({ type: 'system', text: orNull(body) })),
	],
]);

function read<S extends z.ZodType>(
	schema: S,
	content: (block: z.output<S>) => Content | null,
): BlockReader {
	return (block) => {
		const parsed = schema.safeParse(block);
		return parsed.success ? content(parsed.data) : null;
	};
}

function mediaBlock(type: MediaKind): BlockReader {
	return read(media, (wire) => {
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
	});
}

function contactCard({ name, phones, vcard }: z.infer<typeof contact>) {
	const spelled = [name?.first_name, name?.last_name].filter(Boolean).join(' ');
	return {
		name: orNull(name?.formatted_name) ?? orNull(spelled),
		// `wa_id` is the number WhatsApp knows the contact by.
		phones: (phones ?? []).flatMap(({ phone, wa_id }) => orNull(wa_id) ?? orNull(phone) ?? []),
		vcard: orNull(vcard),
	};
}

function selection(chosen: {
	id?: string | undefined;
	title?: string | undefined;
	description?: string | undefined;
}): Content {
	const title = orNull(chosen.title);
	const description = orNull(chosen.description);
	return {
		type: 'selection',
		text: title,
		selection: { id: orNull(chosen.id), title, description },
	};
}

/** Names that mean something to JavaScript itself, and nothing in an order. */
const RESERVED = new Set(['__proto__', 'constructor']);

/** Kept as it came: catalogue, products and prices are the shop's. */
function orderBlock(block: unknown): Content | null {
	if (typeof block !== 'object' || block === null || Array.isArray(block)) return null;
	const fields = Object.entries(block).filter(([name]) => !RESERVED.has(name));
	const order: Record<string, unknown> = Object.fromEntries(fields);
	return { type: 'order', text: typeof order.text === 'string' ? orNull(order.text) : null, order };
}
