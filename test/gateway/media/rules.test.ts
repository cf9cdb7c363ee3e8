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

test.each<[MediaKind, string, boolean]>([
	['image', 'image/png', true],
	['image', 'IMAGE/JPEG; x=1', true],
	['image', 'image/gif', false],
	['image', 'application/pdf', false],
	['voice', 'audio/ogg; codecs=opus', true],
	['audio', 'audio/wav', false],
	['video', 'video/quicktime', false],
	['sticker', 'image/png', false],
	['document', 'application/x-anything', true],
])('Cbot, %s of type %s: %s', (kind, mimeType, taken) => {
	const check = () => assertSendable(cbot, of(kind, 1, mimeType));
	if (taken) expect(check).not.toThrow();
	else expect(check).toThrow(mimeType);
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
