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
	await expect(split(`{"data":"${FILE}`)).rejects.toThrow(/stopped before the end/);
});

test('an answer that is long without being a file is an error, long before its end', async () => {
	let given = 0;
	async function* endless() {
		for (;;) {
			given++;
			yield Buffer.from('{"a":1},'.repeat(1000));
		}
	}
	await expect(splitLongString(endless())).rejects.toThrow(/too large to hold a file/);
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

describe('its work grows with the answer and no faster', () => {
	const text = (content: string) => `{"data":"${'A'.repeat(70_000)}${content}"}`;

	test.each<[string, (count: number) => string]>([
		['brackets that open, then pairs', (count) => '['.repeat(count) + '[]'.repeat(count)],
		['brackets that open and close', (count) => '['.repeat(count) + ']'.repeat(count)],
		['braces in brackets', (count) => '[{'.repeat(count) + '}]'.repeat(count)],
		['objects in objects', (count) => '{"a":'.repeat(count) + '1' + '}'.repeat(count)],
		['closing brackets alone', (count) => ']'.repeat(2 * count)],
		['quotes', (count) => '"'.repeat(2 * count)],
		['short strings', (count) => '"a",'.repeat(count)],
		['backslashes outside of strings', (count) => '\\'.repeat(2 * count)],
		['a long string of escaped quotes', (count) => text('\\"'.repeat(count))],
		['a long string of backslashes', (count) => text('\\\\'.repeat(count))],
		['a long string of unicode escapes', (count) => text('\\u0041'.repeat(count / 2))],
		['a long string of quotes', (count) => text('"'.repeat(2 * count))],
		['a long string that is never closed', (count) => `["${'\\u004'.repeat(count)}`],
	])(
		'%s',
		async (_name, shape) => {
			// What this process computes, not what the machine's others leave of the time.
			const least = async (bytes: Buffer) => {
				const rounds: number[] = [];
				for (let round = 0; round < 5; round++) {
					const before = process.cpuUsage();
					await split(bytes, 64 * 1024).catch(() => {});
					const { user, system } = process.cpuUsage(before);
					rounds.push((user + system) / 1000);
				}
				return Math.min(...rounds);
			};
			const [few, many] = [Buffer.from(shape(20_000)), Buffer.from(shape(160_000))];
			await least(few);
			// Eight times the work, or 64 times where it grew with the square; two milliseconds for the clock.
			expect((await least(many)) / (2 + (await least(few)))).toBeLessThan(32);
		},
		60_000,
	);
});

test('any string that is long is given whole, and what stands before it too', async () => {
	/** As the writer of JSON likes: plain, escaped, or by number. */
	const letter = fc.tuple(
		fc.constantFrom(...'AZaz09+/=_- \n"\\/'),
		fc.constantFrom('plain', 'short', 'number'),
	);
	const spelled = ([character, how]: [string, string]) => {
		if (how === 'number') {
			return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
		}
		if (character === '/' && how === 'short') return '\\/';
		return JSON.stringify(character).slice(1, -1);
	};
	await fc.assert(
		fc.asyncProperty(
			fc.array(letter, { minLength: 1, maxLength: 60 }),
			fc.jsonValue({ maxDepth: 2 }),
			fc.integer({ min: 1, max: 40_000 }),
			async (letters, before, piece) => {
				const times = Math.ceil(100_000 / letters.length);
				const one = letters.map(([character]) => character).join('');
				const json = `{"before":${JSON.stringify(before)},"in":[1,{"file":"${letters
					.map(spelled)
					.join('')
					.repeat(times)}"}]}`;
				const { head, text } = await split(json, piece < 50 ? piece * 50 : piece);
				expect(head).toEqual(
					JSON.parse(
						`{"before":${JSON.stringify(before)},"in":[1,{"file":${JSON.stringify(LONG_STRING)}}]}`,
					),
				);
				expect(text === one.repeat(times)).toBe(true);
			},
		),
		{ numRuns: 60 },
	);
});
