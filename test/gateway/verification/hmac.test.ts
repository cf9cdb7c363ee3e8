import { createHmac } from 'node:crypto';

import { hmacSignature, sign } from '../../../gateway/verification/hmac';
import type { Delivery } from '../../../gateway/verification/verification';

const SECRET = 'whsec_a';
const BODY = Buffer.from('{"a":1}');
const HEX = createHmac('sha256', SECRET).update(BODY).digest('hex');
const verify = hmacSignature(['x-signature', 'x-webhook-signature']);

function delivery(headers: Delivery['headers'], rawBody: Buffer | undefined = BODY): Delivery {
	return { headers, rawBody, query: {} };
}

test('sign gives the HMAC-SHA256 of the bytes as lower-case hex', () => {
	expect(sign(BODY, SECRET)).toBe(HEX);
});

describe('passes', () => {
	test.each([
		['hex in the first header', { 'x-signature': HEX }],
		['sha256= and hex in the second', { 'x-webhook-signature': `sha256=${HEX}` }],
		['upper-case hex', { 'x-signature': HEX.toUpperCase() }],
		['upper-case prefix', { 'x-webhook-signature': `SHA256=${HEX}` }],
		['the prefix in the first header', { 'x-signature': `sha256=${HEX}` }],
		['no prefix in the second', { 'x-webhook-signature': HEX }],
		[
			'a right one beside a wrong one',
			{ 'x-signature': '0'.repeat(64), 'x-webhook-signature': HEX },
		],
	])('%s', (_name, headers) => {
		expect(verify(delivery(headers), SECRET)).toEqual({ ok: true, body: BODY });
	});
});

describe('refuses', () => {
	const flipped = (HEX[0] === '0' ? '1' : '0') + HEX.slice(1);
	test.each<[string, Delivery['headers']]>([
		['no header at all', {}],
		['an empty header', { 'x-signature': '' }],
		['one flipped digit', { 'x-signature': flipped }],
		['one digit too few', { 'x-signature': HEX.slice(1) }],
		['one digit too many', { 'x-signature': `${HEX}0` }],
		['letters that are no hex', { 'x-signature': `z${HEX.slice(1)}` }],
		['another prefix', { 'x-signature': `sha1=${HEX}` }],
		['the prefix twice', { 'x-signature': `sha256=sha256=${HEX}` }],
		['the header sent twice, joined', { 'x-signature': `${HEX}, ${HEX}` }],
		['the header sent twice, as a list', { 'x-signature': [HEX, HEX] }],
		['a line break behind it', { 'x-signature': `${HEX}\n` }],
		['base64 of the same bytes', { 'x-signature': Buffer.from(HEX, 'hex').toString('base64') }],
		['the secret itself', { 'x-signature': SECRET }],
		['10,000 characters', { 'x-signature': 'a'.repeat(10_000) }],
	])('%s', (_name, headers) => {
		expect(verify(delivery(headers), SECRET).ok).toBe(false);
	});

	test('one flipped byte in the body', () => {
		expect(verify(delivery({ 'x-signature': HEX }, Buffer.from('{"a":2}')), SECRET).ok).toBe(false);
	});

	test('the same JSON in other bytes: what is signed is what was sent', () => {
		expect(verify(delivery({ 'x-signature': HEX }, Buffer.from('{ "a": 1 }')), SECRET).ok).toBe(
			false,
		);
	});

	test('a signature made with another secret', () => {
		expect(verify(delivery({ 'x-signature': sign(BODY, 'whsec_b') }), SECRET).ok).toBe(false);
	});

	test('everything when the bytes were not kept, because nothing can be checked', () => {
		const blind = { headers: { 'x-signature': HEX }, rawBody: undefined, body: {}, query: {} };
		expect(verify(blind, SECRET)).toEqual({ ok: false, reason: 'the raw body was not kept' });
	});
});

test('no reason holds the secret or the signature', () => {
	const headers = [{}, { 'x-signature': 'ff' }, { 'x-signature': '0'.repeat(64) }];
	for (const sent of headers) {
		const verdict = verify(delivery(sent), SECRET);
		expect(JSON.stringify(verdict)).not.toContain(SECRET);
		expect(JSON.stringify(verdict)).not.toContain(HEX);
	}
});
