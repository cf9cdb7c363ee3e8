import fc from 'fast-check';

import { bytesInBase64, fromBase64, slices, typeInDataUrl } from '../../../gateway/media/base64';
import { MediaError } from '../../../gateway/media/media-error';
import { base64Of } from '../../../gateway/media/outgoing-file';
import { outgoingFile } from '../../support/outgoing-file';

async function decoded(pieces: Iterable<string>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of fromBase64(pieces)) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function piecesOf(text: string, lengths: number[]): string[] {
	const pieces: string[] = [];
	let rest = text;
	for (const length of lengths) {
		pieces.push(rest.slice(0, length));
		rest = rest.slice(length);
	}
	return [...pieces, rest];
}

test('any bytes come back, however their base64 is cut into pieces', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.uint8Array({ maxLength: 200 }),
			fc.array(fc.nat(20)),
			fc.constantFrom('base64', 'base64url'),
			async (array, lengths, encoding) => {
				const bytes = Buffer.from(array);
				const text = bytes.toString(encoding as 'base64');
				expect(await decoded(piecesOf(text, lengths))).toEqual(bytes);
			},
		),
	);
});

test('line breaks and the beginning of a data URL are no part of the file', async () => {
	expect(await decoded(['data:image/png;base64,AA\r\nAA', '\n'])).toEqual(Buffer.alloc(3));
	expect(typeInDataUrl('data:image/png;base64,AAAA')).toBe('image/png');
	expect(typeInDataUrl('AAAA')).toBeNull();
});

test.each(['<html>', 'A*AA', 'AAAA{"error"', 'ÄÄÄÄ'])('%p is not base64', async (text) => {
	await expect(decoded([text])).rejects.toBeInstanceOf(MediaError);
});

test('a long text is cut into pieces that are decoded one by one', async () => {
	const bytes = Buffer.alloc(300_001, 7);
	const pieces = [...slices(bytes.toString('base64'))];
	expect(pieces.length).toBeGreaterThan(5);
	expect(await decoded(pieces)).toEqual(bytes);
});

test('the size is known without decoding', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 100 }), (array) => {
			const text = Buffer.from(array).toString('base64');
			expect(bytesInBase64(text)).toBe(array.length);
			expect(bytesInBase64(`data:a/b;base64,${text}`)).toBe(array.length);
		}),
	);
});

test('a file that is sent becomes the base64 of all its bytes, whatever its pieces', async () => {
	const bytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
	for (const piece of [1, 2, 3, 64, 999, 5000]) {
		expect(await base64Of(outgoingFile(bytes, piece))).toBe(bytes.toString('base64'));
	}
	expect(await base64Of(null)).toBeNull();
});

test('a file of more than 50 MB is not put into JSON, and is not even read', async () => {
	const open = jest.fn();
	await expect(base64Of({ size: 50 * 1024 * 1024 + 1, open })).rejects.toThrow(/at most 50 MB/);
	expect(open).not.toHaveBeenCalled();
});
