import { createHmac } from 'node:crypto';

import { bearerToken } from '../../../gateway/verification/jwt';
import type { Delivery } from '../../../gateway/verification/verification';

const SECRET = 'gëheim-🔑-0123';
const BODY = Buffer.from('{}');
const NOW = Date.parse('2026-01-15T10:30:00.000Z');
const SECONDS = NOW / 1_000;

beforeAll(() => void jest.useFakeTimers({ now: NOW, doNotFake: ['setImmediate'] }));
afterAll(() => void jest.useRealTimers());

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Made {
	head?: unknown;
	claims?: unknown;
	secret?: string;
	hash?: string;
}

/** A token as a server makes it; what is given takes the place of what it should be. */
function token({
	head = { alg: 'HS256', typ: 'JWT' },
	claims = { exp: SECONDS + 600 },
	secret = SECRET,
	hash = 'sha256',
}: Made = {}): string {
	const unsigned = `${encoded(head)}.${encoded(claims)}`;
	return `${unsigned}.${createHmac(hash, secret).update(unsigned).digest('base64url')}`;
}

const sent = (authorization: Delivery['headers'][string]) =>
	bearerToken({ headers: { authorization }, query: {}, rawBody: BODY }, SECRET);

test.each<[string, string]>([
	['as it is usually sent', `Bearer ${token()}`],
	['with the scheme in another case', `bearer ${token()}`],
	[
		'with other claims',
		`Bearer ${token({ claims: { exp: SECONDS + 1, iat: SECONDS, app: 'x' } })}`,
	],
	['already valid', `Bearer ${token({ claims: { exp: SECONDS + 1, nbf: SECONDS } })}`],
])('a token signed with the secret passes %s', (_name, header) => {
	expect(sent(header)).toEqual({ ok: true, body: BODY });
});

const [head = '', claims = '', signature = ''] = token().split('.');
const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
const unsigned = `${encoded({ alg: 'none' })}.${encoded({ exp: SECONDS + 600 })}`;

test.each<[string, Delivery['headers'][string]]>([
	['no header', undefined],
	['an empty header', ''],
	['another scheme', `Basic ${token()}`],
	['no scheme', token()],
	['no token', 'Bearer '],
	['two parts', `Bearer ${head}.${claims}`],
	['four parts', `Bearer ${token()}.x`],
	['a token signed with another secret', `Bearer ${token({ secret: `${SECRET}x` })}`],
	['a token signed with nothing', `Bearer ${token({ secret: '' })}`],
	['one bit of the signature wrong', `Bearer ${head}.${claims}.${flipped}`],
	['half a signature', `Bearer ${head}.${claims}.${signature.slice(0, 20)}`],
	['a signature that is too long', `Bearer ${head}.${claims}.${signature}AAAA`],
	['a signature in ordinary base64', `Bearer ${head}.${claims}.${signature}=`],
	[
		'other claims under the same signature',
		`Bearer ${head}.${encoded({ exp: 1e12 })}.${signature}`,
	],
	['algorithm none, unsigned', `Bearer ${unsigned}.`],
	['algorithm none, with a signature', `Bearer ${token({ head: { alg: 'none' } })}`],
	['algorithm None', `Bearer ${token({ head: { alg: 'None' } })}`],
	['another algorithm', `Bearer ${token({ head: { alg: 'HS512' }, hash: 'sha512' })}`],
	['another algorithm by name alone', `Bearer ${token({ head: { alg: 'RS256' } })}`],
	['no algorithm', `Bearer ${token({ head: {} })}`],
	['a list of algorithms', `Bearer ${token({ head: { alg: ['HS256'] } })}`],
	['a head that is no object', `Bearer ${token({ head: 'HS256' })}`],
	[
		'an extension it must be understood for',
		`Bearer ${token({ head: { alg: 'HS256', crit: ['x'] } })}`,
	],
	['no exp', `Bearer ${token({ claims: {} })}`],
	['exp as text', `Bearer ${token({ claims: { exp: String(SECONDS + 600) } })}`],
	['exp null', `Bearer ${token({ claims: { exp: null } })}`],
	['claims that are no object', `Bearer ${token({ claims: [SECONDS + 600] })}`],
	['a token that expired a second ago', `Bearer ${token({ claims: { exp: SECONDS - 1 } })}`],
	['a token that expires now', `Bearer ${token({ claims: { exp: SECONDS } })}`],
	[
		'a token that is not valid yet',
		`Bearer ${token({ claims: { exp: SECONDS + 600, nbf: SECONDS + 1 } })}`,
	],
	['a huge token', `Bearer ${token({ claims: { exp: SECONDS + 600, more: 'x'.repeat(1e6) } })}`],
	['the header twice, joined', `Bearer ${token()}, Bearer ${token()}`],
	['the header twice, as a list', [`Bearer ${token()}`, `Bearer ${token()}`]],
	['the header once, as a list', [`Bearer ${token()}`]],
	['what is no base64', 'Bearer ….….…'],
	[
		'no JSON',
		`Bearer ${['a', 'b', createHmac('sha256', SECRET).update('a.b').digest('base64url')].join('.')}`,
	],
])('%s is refused without throwing', (_name, header) => {
	const verdict = sent(header);
	expect(verdict).toEqual({ ok: false, reason: expect.stringMatching(/JWT/) as string });
	expect(JSON.stringify(verdict)).not.toContain(SECRET);
});

test('bytes that were not kept are none', () => {
	const headers = { authorization: `Bearer ${token()}` };
	const verdict = bearerToken({ headers, query: {}, rawBody: undefined }, SECRET);
	expect(verdict).toEqual({ ok: true, body: Buffer.alloc(0) });
});
