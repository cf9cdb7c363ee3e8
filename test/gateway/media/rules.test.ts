/** What is checked before a file is sent, for every provider. */
import { MEDIA_KINDS, type MediaKind } from '../../../gateway/event';
import { assertSendable } from '../../../gateway/media/rules';
import { providers } from '../../../gateway/providers';
import { cbot } from '../../../gateway/providers/cbot';
import { outgoingFile } from '../../support/outgoing-file';

const MB = 1024 * 1024;
const of = (kind: MediaKind, size: number, mimeType: string | null = null) => ({
	kind,
	mimeType,
	file: { ...outgoingFile(Buffer.alloc(0)), size },
});

test.each<[MediaKind, number]>([
	['image', 5 * MB],
	['video', 16 * MB],
	['audio', 16 * MB],
	['voice', 16 * MB],
	['document', 100 * MB],
	['sticker', 500 * 1024],
])('Cbot takes %s up to %d bytes', (kind, most) => {
	expect(() => assertSendable(cbot, of(kind, most))).not.toThrow();
	expect(() => assertSendable(cbot, of(kind, most + 1))).toThrow(/of at most .* and this one has/);
});

test.each<[MediaKind, string]>([
	['image', 'image/png'],
	['image', 'IMAGE/JPEG; x=1'],
	['voice', 'audio/ogg; codecs=opus'],
	['document', 'application/x-anything'],
])('Cbot takes %s of type %s', (kind, mimeType) => {
	expect(() => assertSendable(cbot, of(kind, 1, mimeType))).not.toThrow();
});

test.each<[MediaKind, string]>([
	['image', 'image/gif'],
	['image', 'application/pdf'],
	['audio', 'audio/wav'],
	['video', 'video/quicktime'],
	['sticker', 'image/png'],
])('Cbot does not take %s of type %s', (kind, mimeType) => {
	expect(() => assertSendable(cbot, of(kind, 1, mimeType))).toThrow(mimeType);
});

test('what is behind a URL is the provider’s to check', () => {
	expect(() => assertSendable(cbot, { kind: 'image', mimeType: null, file: null })).not.toThrow();
});

test('every provider that sends media says which kinds', () => {
	for (const { send } of providers) {
		const kinds = Object.keys(send.mediaRules ?? {});
		expect(kinds.length > 0).toBe(send.media !== undefined);
		expect(MEDIA_KINDS).toEqual(expect.arrayContaining(kinds));
	}
});
