import { limited } from '../../../gateway/media/limit';
import { inWords } from '../../../gateway/media/size';

async function read(sizes: number[], announced: number | null, most: number) {
	let given = 0;
	let isClosed = false;
	async function* source() {
		try {
			for (const size of sizes) {
				given += size;
				yield Buffer.alloc(size);
			}
		} finally {
			isClosed = true;
		}
	}
	const file = { bytes: source(), mimeType: null, fileName: null, announced };
	const reading = (async () => {
		let got = 0;
		for await (const chunk of limited(file, most)) got += chunk.length;
		return got;
	})();
	const outcome = await reading.catch((error: Error) => error.message);
	return { outcome, given, isClosed };
}

test('a file of exactly the limit passes', async () => {
	expect(await read([40, 60], 100, 100)).toMatchObject({ outcome: 100 });
});

test('a file that is larger than it said is cut where the limit is, and its connection closed', async () => {
	const { outcome, given, isClosed } = await read([60, 41, 1000], 50, 100);
	expect(outcome).toMatch(/larger than/);
	expect(given).toBe(101);
	expect(isClosed).toBe(true);
});

test('a file that says it is larger is not read at all', async () => {
	expect(await read([10], 101, 100)).toMatchObject({ given: 0 });
});

test('a file without a byte is no file', async () => {
	expect(await read([], null, 100)).toMatchObject({ outcome: 'The file is empty' });
});

test.each([
	[1, '1 KB'],
	[340 * 1024, '340 KB'],
	[10 * 1024 * 1024, '10 MB'],
	[10 * 1024 * 1024 + 1, '10.1 MB'],
	[1.5 * 1024 * 1024, '1.5 MB'],
])('%d bytes are said as %s', (bytes, words) => {
	expect(inWords(bytes)).toBe(words);
});
