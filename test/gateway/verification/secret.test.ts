import { equalSecrets, urlOrHeaderSecret, urlSecret } from '../../../gateway/verification/secret';
import type { Delivery } from '../../../gateway/verification/verification';

const SECRET = 'gëheim-🔑-0123';
const BODY = Buffer.from('{}');

function delivery(query: Delivery['query'], headers: Delivery['headers'] = {}): Delivery {
	return { headers, query, rawBody: BODY };
}

test('the right secret in the URL passes', () => {
	expect(urlSecret(delivery({ secret: SECRET }), SECRET)).toEqual({ ok: true, body: BODY });
});

test.each<[string, Delivery['query']]>([
	['no secret', {}],
	['an empty one', { secret: '' }],
	['one that is too short', { secret: SECRET.slice(0, -1) }],
	['one that is too long', { secret: `${SECRET}x` }],
	['one in another case', { secret: SECRET.toUpperCase() }],
	['the parameter given twice', { secret: [SECRET, SECRET] }],
	['an object made of brackets', { secret: { secret: SECRET } }],
	['a number', { secret: 5 }],
	['the parameter spelled otherwise', { Secret: SECRET }],
])('%s in the URL is refused without throwing', (_name, query) => {
	expect(urlSecret(delivery(query), SECRET).ok).toBe(false);
});

test('a header does not count where the provider cannot send one', () => {
	expect(urlSecret(delivery({}, { 'x-webhook-secret': SECRET }), SECRET).ok).toBe(false);
});

describe('where the provider can send headers', () => {
	test('the header passes', () => {
		expect(urlOrHeaderSecret(delivery({}, { 'x-webhook-secret': SECRET }), SECRET).ok).toBe(true);
	});

	test('the URL passes as well', () => {
		expect(urlOrHeaderSecret(delivery({ secret: SECRET }), SECRET).ok).toBe(true);
	});

	test('a header sent twice is refused', () => {
		const joined = { 'x-webhook-secret': `${SECRET}, ${SECRET}` };
		expect(urlOrHeaderSecret(delivery({}, joined), SECRET).ok).toBe(false);
		expect(urlOrHeaderSecret(delivery({}, { 'x-webhook-secret': [SECRET] }), SECRET).ok).toBe(
			false,
		);
	});

	test('neither of the two is refused', () => {
		expect(urlOrHeaderSecret(delivery({}), SECRET).ok).toBe(false);
	});
});

test('secrets are compared whole, whatever their lengths', () => {
	expect(equalSecrets('', '')).toBe(true);
	expect(equalSecrets('a', 'b')).toBe(false);
	expect(equalSecrets('a'.repeat(100_000), 'a')).toBe(false);
});

test('no reason holds a secret', () => {
	const verdict = urlOrHeaderSecret(delivery({ secret: 'wrong-one' }), SECRET);
	expect(JSON.stringify(verdict)).not.toContain(SECRET);
	expect(JSON.stringify(verdict)).not.toContain('wrong-one');
});
