/**
 * What a message says: `type` names the block that holds it. A type that is not known, or whose
 * block cannot be read, is `unsupported` (so are WhatsApp's own `unsupported` and `unknown`).
 */
import * as z from 'zod/v4';

import { amount, list, orNull, part, text } from '../../payload/schema';
import type { Message } from '../../event';
import { fieldsOf } from '../../payload/fields';
import { readInteractive, selection } from './interactive';
import { readMedia } from './media';

type Content = Partial<Message>;
type BlockReader = (block: unknown) => Content | null;

export function contentOf(type: string | undefined, message: unknown): Content {
	const fields = fieldsOf(message) ?? {};
	const content =
		type === undefined || type === 'ephemeral'
			? (anyBlockOf(fields) ?? anyBlockOf(disappearing(fields)))
			: BLOCKS.get(type)?.(fields[type]);
	return content ?? { type: 'unsupported' };
}

/**
 * The first block that can be read: a message need not say of which type it is (Meta's own sample of
 * a call permission does not), and a disappearing one on premises says only that it is one.
 */
function anyBlockOf(fields: Readonly<Record<string, unknown>>): Content | null {
	for (const [name, read] of BLOCKS) {
		const content = fields[name] === undefined ? null : read(fields[name]);
		if (content) return content;
	}
	return null;
}

/** The message inside a disappearing one, or the text it is itself. */
function disappearing({ ephemeral }: Readonly<Record<string, unknown>>) {
	const inner = fieldsOf(ephemeral) ?? {};
	return typeof inner.body === 'string' ? { text: inner } : inner;
}

const contact = z.object({
	name: part({ formatted_name: text, first_name: text, last_name: text }),
	phones: list(z.object({ phone: text, wa_id: text })),
	vcard: text,
});

const BLOCKS: ReadonlyMap<string, BlockReader> = new Map<string, BlockReader>([
	[
		'text',
		read(z.object({ body: text }), ({ body }) => (body ? { type: 'text', text: body } : null)),
	],
	['image', (block) => readMedia('image', block)],
	['video', (block) => readMedia('video', block)],
	['audio', (block) => readMedia('audio', block)],
	['voice', (block) => readMedia('voice', block)],
	['document', (block) => readMedia('document', block)],
	['sticker', (block) => readMedia('sticker', block)],
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
	['interactive', readInteractive],
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

function contactCard({ name, phones, vcard }: z.infer<typeof contact>) {
	const spelled = [name?.first_name, name?.last_name].filter(Boolean).join(' ');
	return {
		name: orNull(name?.formatted_name) ?? orNull(spelled),
		// `wa_id` is the number WhatsApp knows the contact by.
		phones: (phones ?? []).flatMap(({ phone, wa_id }) => orNull(wa_id) ?? orNull(phone) ?? []),
		vcard: orNull(vcard),
	};
}

/** Kept as it came: catalogue, products and prices are the shop's. */
function orderBlock(block: unknown): Content | null {
	const order = fieldsOf(block);
	return order && { type: 'order', text: orNull(text.parse(order.text)), order };
}
