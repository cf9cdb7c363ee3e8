import {
	describe as describeFile,
	nameInDisposition,
	nameInUrl,
} from '../../../gateway/media/describe';

const NOTHING = { mimeType: null, fileName: null };
const image = { kind: 'image' as const, ...NOTHING };

test.each([
	[
		'the answer says both',
		image,
		{ mimeType: 'image/png', fileName: 'a.png' },
		'image/png',
		'a.png',
	],
	[
		'the event has a name, and the answer a type that says more',
		{ ...image, mimeType: 'image/jpeg', fileName: 'mine.jpg' },
		{ mimeType: 'image/png', fileName: 'other.png' },
		'image/png',
		'mine.jpg',
	],
	[
		'the answer’s type says nothing',
		{ ...image, mimeType: 'audio/ogg; codecs=opus', kind: 'voice' as const },
		{ mimeType: 'application/octet-stream', fileName: null },
		'audio/ogg; codecs=opus',
		'voice.ogg',
	],
	['nobody says anything', image, NOTHING, 'application/octet-stream', 'image.jpg'],
	[
		'the type is none',
		image,
		{ mimeType: 'x\r\nSet-Cookie: a', fileName: null },
		'application/octet-stream',
		'image.jpg',
	],
])('%s', (_name, expected, came, mimeType, fileName) => {
	expect(describeFile(expected, came)).toEqual({ mimeType, fileName });
});

test.each([
	['../../etc/passwd', 'passwd'],
	['C:\\Windows\\system.ini', 'system.ini'],
	['/', 'image.jpg'],
	['..', 'image.jpg'],
	['.htaccess', 'htaccess'],
	['a\u0000b\r\nc.png', 'a_b_c.png'],
	['Résumé 日本.pdf', 'Résumé 日本.pdf'],
	[`${'x'.repeat(500)}.pdf`, `${'x'.repeat(196)}.pdf`],
	// The cut goes through the first emoji that is left.
	[`${'😀'.repeat(300)}.jpeg`, `_${'😀'.repeat(97)}.jpeg`],
	[`${'x'.repeat(100)}.${'y'.repeat(195)}.pdf`, `${'y'.repeat(195)}.pdf`],
	['👩‍👩‍👧.png', '👩‍👩‍👧.png'],
	// Reads "invoice_exe.pdf" where the order of letters can be turned around.
	['invoice_\u202efdp.exe', 'invoice_fdp.exe'],
	['\u2066a\u2069\ufeff.png', 'a.png'],
	['a\u0085b\u2028c.png', 'a_b_c.png'],
	['\ud83d.png', '_.png'],
	['CON:<a>|"b"?*.png', 'CON_a_b_.png'],
	['\u202e', 'image.jpg'],
	[' ..a.png ', 'a.png'],
])('the name %p becomes %p', (fileName, safe) => {
	expect(describeFile({ ...image, fileName }, NOTHING).fileName).toBe(safe);
});

test.each([
	['attachment; filename="a b.png"', 'a b.png'],
	['attachment; filename=a.png; size=1', 'a.png'],
	['attachment; filename="say \\"hi\\".png"', 'say "hi".png'],
	['attachment; filename="download.pdf"; filename*=UTF-8\'\'%D0%BE%D1%82.pdf', 'от.pdf'],
	['attachment; filename="a.pdf"; filename*=UTF-8\'\'%E0%A4%A', 'a.pdf'],
	['inline', null],
	[undefined, null],
])('Content-Disposition %p names %p', (header, name) => {
	expect(nameInDisposition(header)).toBe(name);
});

test.each([
	['https://files.example.com/a/b%20c.png?x=1.pdf', 'b c.png'],
	['https://files.example.com/a/', null],
	['https://files.example.com/download', null],
	['https://files.example.com/%E0%A4%A.png', '%E0%A4%A.png'],
])('the URL %s ends with the name %p', (url, name) => {
	expect(nameInUrl(new URL(url))).toBe(name);
});
