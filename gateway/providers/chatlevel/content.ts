/**
 * What a Chatlevel message says. Only `{type: "text", content: {text}}` is published; other kinds
 * are recognised by the names WhatsApp libraries commonly give them, and are `unsupported` where
 * those do not fit.
 */
import { contentOf as contentOfBaileys, isReadable } from '../../dialects/baileys/content';
import { NOTHING_ATTACHED } from '../../dialects/baileys/media';
import { isPlumbing } from '../../dialects/baileys/plumbing';
import type { MediaKind, Message } from '../../event';
import {
	contactsContent,
	fieldsSchema,
	first,
	locationContent,
	mediaContent,
	pollContent,
	reactionContent,
	type ContentFields,
} from './content-blocks';

type ContentReader = (fields: ContentFields, words: string | null) => Partial<Message> | null;

const media =
	(kind: MediaKind): ContentReader =>
	(fields, words) =>
		mediaContent(kind, fields, words);

const words: ContentReader = (_fields, said) =>
	said === null ? null : { type: 'text', text: said };

const audio: ContentReader = (fields, said) =>
	mediaContent(fields.ptt || fields.voice ? 'voice' : 'audio', fields, said);

/** By the type in lower case, without "message" and anything but letters ("imageMessage"). */
const READERS: ReadonlyMap<string, ContentReader> = new Map<string, ContentReader>([
	['text', words],
	['conversation', words],
	['extendedtext', words],
	['image', media('image')],
	['video', media('video')],
	['gif', media('video')],
	['ptv', media('video')],
	['audio', audio],
	['voice', media('voice')],
	['ptt', media('voice')],
	['document', media('document')],
	['file', media('document')],
	['documentwithcaption', media('document')],
	['sticker', media('sticker')],
	['location', locationContent],
	['livelocation', locationContent],
	['contact', contactsContent],
	['contacts', contactsContent],
	['contactsarray', contactsContent],
	['vcard', contactsContent],
	['reaction', reactionContent],
	['poll', pollContent],
	['pollcreation', pollContent],
]);

export function contentOf(type: string | undefined, content: unknown): Partial<Message> {
	const fields = fieldsSchema.parse(flat(content, type));
	const said = first(fields.text, fields.body, fields.caption);
	const read = READERS.get((type ?? 'text').toLowerCase().replace(/message|[^a-z]/g, ''));
	const known = read?.(fields, said);
	if (known) return known;
	const part = asBaileys(type, content);
	if (isReadable(part)) return contentOfBaileys(part, NOTHING_ATTACHED);
	return { type: 'unsupported', text: said };
}

/** Whether the type is one of those by which WhatsApp's devices talk to each other. */
export function isDeviceTraffic(type: string | undefined, content: unknown): boolean {
	const part = asBaileys(type, content);
	return isPlumbing(part) && !isReadable(part);
}

/** The content under the name it has in Baileys, should the type be such a name. */
function asBaileys(type: string | undefined, content: unknown): Record<string, unknown> {
	if (!type) return {};
	return { [type]: isObject(content) && Object.hasOwn(content, type) ? content[type] : content };
}

/** Content may be a bare text, hold its fields itself, or hold them under its type or `media`. */
function flat(content: unknown, type: string | undefined): Record<string, unknown> {
	if (typeof content === 'string') return { text: content };
	if (!isObject(content)) return {};
	const inner = [content.media, ...(type ? [content[type]] : [])].find(isObject);
	return { ...content, ...inner };
}

function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
