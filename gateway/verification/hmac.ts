/** HMAC-SHA256 over the exact bytes of the body: what a provider that signs its deliveries sends. */
import { createHmac, timingSafeEqual } from 'node:crypto';

import type { Verify } from './verification';

const SIGNATURE = /^(?:sha256=)?([0-9a-f]{64})$/i;

/** The signature of `bytes`: 64 lower-case hex digits. */
export function sign(bytes: Buffer | string, secret: string): string {
	return createHmac('sha256', secret).update(bytes).digest('hex');
}

/** Through a string: a buffer made by the HMAC itself costs a fifth of the HMAC. */
function digest(bytes: Buffer, secret: string): Buffer {
	return Buffer.from(createHmac('sha256', secret).update(bytes).digest('binary'), 'latin1');
}

/**
 * A check that passes when any of `headerNames` (lower case) holds the HMAC-SHA256 of the body in
 * hex, upper or lower case, with or without `sha256=` before it.
 */
export function hmacSignature(headerNames: readonly string[]): Verify {
	return ({ headers, rawBody }, secret) => {
		const sent = headerNames.map((name) => headers[name]).filter((value) => value !== undefined);
		if (sent.length === 0) {
			return { ok: false, reason: `no signature header (${headerNames.join(' or ')})` };
		}
		// Without the bytes that were signed nothing can be verified, and nothing may pass.
		if (rawBody === undefined) return { ok: false, reason: 'the raw body was not kept' };
		const expected = digest(rawBody, secret);
		const matches = sent.some((value) => {
			// A header sent twice arrives joined or as a list: neither is 64 hex digits.
			const hex = typeof value === 'string' ? SIGNATURE.exec(value)?.[1] : undefined;
			return hex !== undefined && timingSafeEqual(Buffer.from(hex, 'hex'), expected);
		});
		return matches
			? { ok: true, body: rawBody }
			: { ok: false, reason: 'the signature does not match the body' };
	};
}
