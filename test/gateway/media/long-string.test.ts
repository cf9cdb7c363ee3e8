import fc from 'fast-check';

import { LONG_STRING, splitLongString } from '../../../gateway/media/long-string';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
	for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

async function split(json: string | Buffer, piece = 1000) {
	const { head, long } = await splitLongString(inPieces(Buffer.from(json), piece));
	let text: string | null = null;
	if (long) {
		text = '';
		for await (const part of long) text += part;
	}
	return { head, text };
}

const FILE = Buffer.alloc(200_000, 'file ').toString('base64');

test.each([1, 2, 1000, 100_000, 10_000_000])(
	'a file in JSON that arrives in pieces of %d bytes is told from what is around it',
	async (piece) => {
		const answer = {
			status: 'success',
			'a "key": {': ['ünïcode \\" }'],
			data: { list: [1, { mimetype: 'image/png', data: FILE, filename: 'later' }], more: true },
		};
		const { head, text } = await split(JSON.stringify(answer), piece);
		expect(text).toBe(FILE);
		expect(head).toEqual({
			status: 'success',
			'a "key": {': ['ünïcode \\" }'],
			data: { list: [1, { mimetype: 'image/png', data: LONG_STRING }] },
		});
	},
);

test('slashes that PHP escapes, and line breaks, are what they stand for', async () => {
	const escaped = FILE.replace(/.{76}/g, '$&\\r\\n').replace(/Z/g, '\\/').replace(/a/g, '\\u0061');
	for (const piece of [1, 3, 999]) {
		const { text } = await split(`{"data":"${escaped}"}`, piece);
		expect(text?.replace(/\n/g, '')).toBe(FILE.replace(/Z/g, '/'));
	}
});

test('JSON without a long string is given whole', async () => {
	await fc.assert(
		fc.asyncProperty(fc.jsonValue(), fc.integer({ min: 1, max: 50 }), async (value, piece) => {
			const json = JSON.stringify(value);
			expect(await split(json, piece)).toEqual({ head: JSON.parse(json), text: null });
		}),
	);
});

test.each(['', '<html>', '{"data":', 'null]'])('%p is no JSON', async (text) => {
	expect(await split(text)).toEqual({ head: undefined, text: null });
});

test('an answer that breaks off inside the file is an error', async () => {
	await expect(split(`{"data":"${FILE}`)).rejects.toThrow(/broke off/);
});

test('an answer that is long without being a file is an error, long before its end', async () => {
	let given = 0;
	async function* endless() {
		for (;;) {
			given++;
			yield Buffer.from('{"a":1},'.repeat(1000));
		}
	}
	await expect(splitLongString(endless())).rejects.toThrow(/larger than any/);
	expect(given).toBeLessThan(1000);
});

test('reading no further closes what it comes from', async () => {
	let isClosed = false;
	async function* source() {
		try {
			yield Buffer.from(`{"data":"${FILE}`);
			for (;;) yield Buffer.from(FILE);
		} finally {
			isClosed = true;
		}
	}
	const { long } = await splitLongString(source());
	await long?.[Symbol.asyncIterator]().next();
	await (long as AsyncGenerator<string>).return(undefined);
	expect(isClosed).toBe(true);
});
