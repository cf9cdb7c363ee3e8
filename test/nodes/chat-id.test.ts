import fc from 'fast-check';

import { chatIdOf } from '../../nodes/shared/action/chat-id';

describe('a phone number, as people write it, becomes its digits', () => {
	test.each([
		['15550001111', '15550001111'],
		['+1 (555) 000-1111', '15550001111'],
		['1 555 000 1111', '15550001111'],
		['+49 151 / 2345 6789', '4915123456789'],
		['0049 151 23456789', '4915123456789'],
		['00 49 151 23456789', '4915123456789'],
		['+1.555.000.1111', '15550001111'],
		['1-555-000-1111', '15550001111'],
		['+1\u00a0555\u202f000\u20111111', '15550001111'],
		['\u202a+1 (555) 000‑1111\u202c', '15550001111'],
		['\u200f+\u200e15550001111\u2069', '15550001111'],
		['+٩٧١٥٠١٢٣٤٥٦٧', '971501234567'],
		['+९१९८७६५४३२१०', '919876543210'],
		['＋１５５５０００１１１１', '15550001111'],
		['  +15550001111\n', '15550001111'],
	])('%j', (written, digits) => {
		expect(chatIdOf(written)).toBe(digits);
	});
});

describe("WhatsApp's own id stays as it is", () => {
	test.each([
		'15550001111@s.whatsapp.net',
		'15550001111:12@s.whatsapp.net',
		'15550001111@c.us',
		'100000000000001@lid',
		'15550001111@hosted',
		'100000000000001@hosted.lid',
		'120363000000000001@g.us',
		'120363000000000001',
		'15550001111-1600000000@g.us',
		'15550001111-1600000000',
		'120363000000000002@newsletter',
		'1600000000@broadcast',
		'status@broadcast',
		'US.13491208655302741918',
		'US.ENT.11815799212886844830',
		'Y2FwaV9ncm91cDoxNTU1MDAwMTExMQ==',
	])('%s', (id) => {
		expect(chatIdOf(id)).toBe(id);
		expect(chatIdOf(` \u202a${id}\u202c `)).toBe(id);
	});

	test('whatever the case of its domain', () => {
		expect(chatIdOf('15550001111@S.WhatsApp.net')).toBe('15550001111@s.whatsapp.net');
	});
});

describe('anything else is refused', () => {
	test.each([
		'',
		'my friend',
		'Ana',
		'ana@example.com',
		'15550001111@gmail.com',
		'@s.whatsapp.net',
		'undefined',
		'[object Object]',
		'+',
		'1234',
		'0151 23456789',
		'+1 555 000 1111 ext. 2',
		'15550001111, 15550002222',
		'15550001111@s.whatsapp.net/../../x',
		'..',
		'123456789012345678901',
	])('%j', (written) => {
		expect(chatIdOf(written)).toBeNull();
	});

	test('never with a throw, and what is taken holds nothing but the letters of an id', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (written) => {
				expect(chatIdOf(written) ?? '0').toMatch(/^[\w.:@+/=-]+$/);
			}),
		);
	});
});
