/** Addresses, redirects, names and types as somebody would write them who wants something else. */
import * as fc from 'fast-check';

import { isPublicAddress } from '../../../gateway/media/address';
import { checkUrl, type UrlRules } from '../../../gateway/media/check-url';
import { describe as describeFile } from '../../../gateway/media/describe';
import type { FileRequest } from '../../../gateway/media/file-transport';
import { follow } from '../../../gateway/media/follow';
import { MediaError } from '../../../gateway/media/media-error';

const PUBLIC = '93.184.216.34';
const OWN = 'https://api.example.com';

/** Every name leads to a public address: what is refused here is refused by its spelling. */
const rules: UrlRules = {
	own: new URL(OWN),
	isAllowed: () => false,
	resolve: async () => [PUBLIC],
};

describe('an IPv4 address in any spelling', () => {
	const octet = (value: number) =>
		fc.constantFrom(
			String(value),
			`0${value.toString(8)}`,
			`000${value.toString(8)}`,
			`0x${value.toString(16)}`,
			`0X${value.toString(16).toUpperCase()}`,
		);
	/** Four numbers, or fewer of which the last stands for all that is left. */
	const dotted = (address: number) => {
		const bytes = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
		const rest = (count: number) => bytes.slice(count).reduce((sum, byte) => sum * 256 + byte, 0);
		return fc
			.nat(3)
			.chain((count) =>
				fc
					.tuple(...bytes.slice(0, count).map(octet), octet(rest(count)))
					.map((parts) => parts.join('.')),
			);
	};
	/** The same host for a URL, with letters that are read as others or not at all. */
	const disguised = (host: string) =>
		fc
			.record({
				digits: fc.constantFrom(
					(text: string) => text,
					(text: string) =>
						text.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
					(text: string) => text.replace(/\d/g, (digit) => `%3${digit}`),
				),
				dots: fc.constantFrom('.', '。', '．', '｡', '%2e'),
				end: fc.constantFrom('', '.'),
				inside: fc.constantFrom('', '\t', '\n', '\r', '\u00ad', '\u200b'),
				user: fc.constantFrom('', 'api.example.com@', 'api.example.com:443@', 'a:b@', '@'),
				start: fc.constantFrom(
					'http://',
					'https://',
					'HTTP:\\\\',
					'http:/',
					'http:',
					' http://',
					'ht\ntp://',
				),
				port: fc.constantFrom('', ':80', ':5678', ':0', ':65535', ':'),
				path: fc.constantFrom(
					'',
					'/',
					'/a',
					'?https://api.example.com',
					'#@api.example.com',
					'\\@api.example.com',
				),
			})
			.map(({ digits, dots, end, inside, user, start, port, path }) => {
				const spelled = digits(host).split('.').join(dots);
				const middle = Math.ceil(spelled.length / 2);
				// A percent sign and its digits stay together.
				const broken = spelled.includes('%')
					? spelled
					: spelled.slice(0, middle) + inside + spelled.slice(middle);
				return `${start}${user}${broken}${end}${port}${path}`;
			});

	const inside = fc
		.oneof(
			fc.integer({ min: 0x7f000000, max: 0x7fffffff }),
			fc.integer({ min: 0x0a000000, max: 0x0affffff }),
			fc.integer({ min: 0xa9fe0000, max: 0xa9feffff }),
			fc.integer({ min: 0xac100000, max: 0xac1fffff }),
			fc.integer({ min: 0xc0a80000, max: 0xc0a8ffff }),
			fc.integer({ min: 0x64400000, max: 0x647fffff }),
			fc.integer({ min: 0, max: 0x00ffffff }),
			fc.constant(0xa83f8110),
		)
		.chain((address) => dotted(address).chain(disguised));

	test('is not fetched where it is private', async () => {
		let fetched = 0;
		await fc.assert(
			fc.asyncProperty(inside, async (written) => {
				if (!URL.canParse(written)) return;
				fetched++;
				await expect(checkUrl(new URL(written), rules)).rejects.toBeInstanceOf(MediaError);
			}),
			{ numRuns: 5_000 },
		);
		// Most of what is made here is an address, or this would show nothing.
		expect(fetched).toBeGreaterThan(2_000);
	});
});

test.each([
	'http://[::ffff:127.0.0.1%25eth0]/',
	'http://[fe80::1%25eth0]/',
	'http://[fe80::1%eth0]/',
	'http://[::1',
	'http://[::1]extra/',
	'http://127.0.0.1:70000/',
	'http://1.2.3.4.5/',
	'http://256.1.1.1/',
	'http://exa mple.com/',
	'http://exam\u0000ple.com/',
	'http://xn--/',
	'//example.com/a',
	'example.com/a',
])('%j is no address at all', (written) => {
	expect(URL.canParse(written)).toBe(false);
});

test.each([
	'data:image/png;base64,iVBORw0KGgo=',
	'file:///etc/passwd',
	'file://nas.local/share',
	'ftp://files.example.com/a.png',
	'blob:https://files.example.com/1',
	'javascript:alert(1)',
	'gopher://127.0.0.1:6379/_INFO',
	'ws://files.example.com/',
	'http+unix://%2Fvar%2Frun%2Fdocker.sock/info',
	'about:blank',
	'view-source:http://127.0.0.1/',
])('%s is not fetched: only the web is', async (written) => {
	await expect(checkUrl(new URL(written), rules)).rejects.toThrow(/cannot be downloaded from/);
});

test('over any chain of redirects, nothing private is asked, and the key stays with its owner', async () => {
	/** Where a chain can go: the provider, its host over http, strangers, and what nobody may reach. */
	const place = fc.constantFrom(
		`${OWN}/1`,
		`${OWN}/2`,
		`${OWN}:443/3`,
		'http://api.example.com/1',
		'https://api.example.com:8443/1',
		'https://user:password@api.example.com/4',
		'https://a.example.org/1',
		'https://b.example.org/1',
		'http://a.example.org/1',
		'//a.example.org/2',
		'/relative',
		'?query',
		'http://127.0.0.1:5678/',
		'https://169.254.169.254/latest',
		'http://[::1]/',
		'file:///etc/passwd',
		'data:text/plain,x',
		'https://inside.example.org/',
		'',
		'https://',
		'\\\\127.0.0.1\\share',
	);
	const status = fc.constantFrom(301, 302, 303, 307, 308);
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(place, status), { maxLength: 9 }),
			fc.constantFrom(`${OWN}/1`, 'https://a.example.org/1', 'http://a.example.org/1'),
			fc.constantFrom('provider' as const, 'message' as const),
			async (chain, first, givenBy) => {
				const asked: FileRequest[] = [];
				let open = 0;
				const transport = async (request: FileRequest) => {
					const [location, code] = chain[asked.length] ?? [undefined, 200];
					asked.push(request);
					open++;
					return {
						status: code,
						headers: { location },
						body: (async function* () {})(),
						discard: () => void open--,
					};
				};
				const resolve = async (hostname: string) => [
					hostname === 'inside.example.org' ? '10.0.0.5' : PUBLIC,
				];
				const wanted = { url: new URL(first), method: 'GET' as const, givenBy };
				const end = await follow(wanted, { ...rules, resolve }, transport).catch(
					(error: unknown) => error,
				);
				const isRefused = end instanceof Error;
				expect(end instanceof MediaError).toBe(isRefused);
				expect(asked.length).toBeLessThanOrEqual(6);
				expect(open).toBe(isRefused ? 0 : 1);
				let wasAlwaysOwn = givenBy === 'provider';
				for (const { url, address, withKey } of asked) {
					wasAlwaysOwn &&= url.origin === OWN;
					expect(withKey).toBe(wasAlwaysOwn);
					expect(url.protocol).toMatch(/^https?:$/);
					expect([url.username, url.password]).toEqual(['', '']);
					// By its name the provider alone is reached; all else by an address that is public.
					expect(address === null).toBe(url.origin === OWN);
					expect(address === null || isPublicAddress(address)).toBe(true);
				}
			},
		),
		{ numRuns: 3_000 },
	);
});

describe('what a stranger calls a file', () => {
	const NOTHING = { mimeType: null, fileName: null };
	const named = (fileName: string) =>
		describeFile({ kind: 'document', mimeType: null, fileName }, NOTHING).fileName;

	const name = fc
		.array(
			fc.oneof(
				{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
				fc.constantFrom(
					...['/', '\\', '..', '.', ' ', '\u202e', '\u2066', '\ud83d', '\u0000', '\r\n', '\u2028'],
					...[
						'CON',
						'nul',
						'COM1',
						'lpt9',
						'AUX.',
						'a.png',
						':',
						'::$DATA',
						'\u00ad',
						'\u200b',
						'😀',
					],
				),
				fc.constantFrom('x', '😀', '\u0301', '.', ' ').map((unit) => unit.repeat(10_000)),
			),
			{ maxLength: 8 },
		)
		.map((parts) => parts.join(''));

	test('is a name in any folder of any system, and reads as what it is', () => {
		fc.assert(
			fc.property(name, (written) => {
				const safe = named(written);
				expect(safe).not.toBe('');
				expect(safe.length).toBeLessThanOrEqual(201);
				expect(safe).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u);
				expect(safe).not.toMatch(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/);
				expect(safe).not.toMatch(/^[.\s]|[.\s]$/);
				expect(safe).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i);
				expect(named(safe)).toBe(safe);
			}),
			{ numRuns: 5_000 },
		);
	});

	test.each([
		['CON', '_CON'],
		['con.txt', '_con.txt'],
		['LPT1.tar.gz', '_LPT1.tar.gz'],
		['COM¹', '_COM¹'],
		['CONIN$', '_CONIN$'],
		['console.txt', 'console.txt'],
		['invoice.pdf.', 'invoice.pdf'],
		['invoice.exe . .', 'invoice.exe'],
	])('%p becomes %p', (written, safe) => {
		expect(named(written)).toBe(safe);
	});
});

test('what a stranger says a file is can stand in a header, or is not believed', () => {
	const part = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 12 }),
		fc.constantFrom(
			'image/png',
			'text/html',
			'; charset=utf-8',
			'\r\nSet-Cookie: a=b',
			'\u0000',
			' ',
		),
		fc.constantFrom('/', ';', '=', '"', ',', 'a'.repeat(300), '\u001b[2J', 'ä', '\u202e'),
	);
	fc.assert(
		fc.property(
			fc.array(part, { maxLength: 6 }),
			fc.array(part, { maxLength: 6 }),
			(said, came) => {
				const expected = { kind: 'image' as const, mimeType: said.join(''), fileName: null };
				const { mimeType } = describeFile(expected, { mimeType: came.join(''), fileName: null });
				expect(mimeType).toMatch(/^[\w.+-]+\/[\w.+-]+ *(;[\x20-\x7e]*)?$/);
				expect(mimeType.length).toBeLessThan(300);
			},
		),
		{ numRuns: 5_000 },
	);
});

test('an address longer than any is not fetched', async () => {
	const long = (letters: number) => new URL(`https://files.example.com/${'a'.repeat(letters)}`);
	await expect(checkUrl(long(10_000), rules)).rejects.toThrow(/too long/);
	expect(await checkUrl(long(4_000), rules)).toEqual([PUBLIC]);
});
