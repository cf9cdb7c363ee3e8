/** What a provider takes of each kind of media, checked before anything is read or sent. */
import { MEDIA_KINDS, type MediaKind } from '../event';
import type { MediaRule, MediaRules, OutgoingMedia, Provider } from '../provider';
import { essenceOf } from './extensions';
import { MediaError } from './media-error';
import { inWords } from './size';

/** Every kind, and no rule published for any. */
export const ANY_MEDIA: MediaRules = Object.fromEntries(
	MEDIA_KINDS.map((kind): [MediaKind, MediaRule] => [kind, { largest: null, types: null }]),
);

const KINDS_IN_WORDS: Readonly<Record<MediaKind, string>> = {
	image: 'images',
	video: 'videos',
	audio: 'audio files',
	voice: 'voice messages',
	document: 'documents',
	sticker: 'stickers',
};

/** Throws `MediaError` with what the provider takes. A file at a URL is the provider's to check. */
export function assertSendable(
	{ displayName, send }: Provider,
	{ kind, file, mimeType }: Pick<OutgoingMedia, 'kind' | 'file' | 'mimeType'>,
): void {
	const rules = send.mediaRules ?? {};
	const rule = rules[kind];
	const kinds = KINDS_IN_WORDS[kind];
	if (!rule) {
		const possible = Object.keys(rules).map((name) => KINDS_IN_WORDS[name as MediaKind]);
		throw new MediaError(
			`${displayName} cannot send ${kinds}, only ${listed(possible)}`,
			'Send a text with a link to the file instead.',
		);
	}
	const { types, largest } = rule;
	const type = mimeType === null ? null : essenceOf(mimeType);
	if (types !== null && type !== null && !types.includes(type)) {
		throw new MediaError(
			`${displayName} takes ${kinds} as ${listed(types)}, and this file is ${type}`,
			rules.document && kind !== 'document'
				? 'Send it as a document, or in another format.'
				: 'Send the file in another format, or a text with a link to it.',
		);
	}
	if (largest !== null && file !== null && file.size > largest) {
		throw new MediaError(
			`${displayName} takes ${kinds} of at most ${inWords(largest)}, and this one has ${inWords(file.size)}`,
			rules.document && kind !== 'document'
				? 'Send it as a document, make it smaller, or send a text with a link to it.'
				: 'Make the file smaller, or send a text with a link to it.',
		);
	}
}

function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}
