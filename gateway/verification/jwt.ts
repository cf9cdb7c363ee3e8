/**
 * A JSON Web Token (RFC 7519) in the header `Authorization: Bearer …`, signed with the secret. It
 * proves who sent the delivery and when, and says nothing of the body.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

import * as z from 'zod/v4';

import { passed, type Verdict, type Verify } from './verification';

/** Characters; a token with four claims has 200. */
const LONGEST_HEADER = 4_096;

const BEARER = /^Bearer +([\w-]+)\.([\w-]+)\.([\w-]+)$/i;

/** One algorithm: whoever writes "none" or another one into it did not sign with the secret. */
const header = z.object({ alg: z.literal('HS256'), crit: z.undefined().optional() });
/** In unix seconds. A token that does not expire could be used for ever. */
const claims = z.object({ exp: z.number(), nbf: z.number().optional() });

const UNSIGNED: Verdict = {
	ok: false,
	reason: 'the Authorization header holds no token (JWT, HS256) signed with the secret',
};
const EXPIRED: Verdict = {
	ok: false,
	reason: 'the token (JWT) in the Authorization header is not valid at this time',
};

/** Passes where the header holds a token that was signed with the secret and has not expired. */
export const bearerToken: Verify = (delivery, secret) => {
	const { authorization } = delivery.headers;
	// A header sent twice arrives joined or as a list: neither is one token.
	if (typeof authorization !== 'string' || authorization.length > LONGEST_HEADER) return UNSIGNED;
	const [, head = '', body = '', signature = ''] = BEARER.exec(authorization) ?? [];
	if (!isSigned(`${head}.${body}`, signature, secret)) return UNSIGNED;
	if (!header.safeParse(decoded(head)).success) return UNSIGNED;
	const { data: said } = claims.safeParse(decoded(body));
	if (!said) return EXPIRED;
	const now = Date.now() / 1_000;
	return said.exp > now && (said.nbf ?? 0) <= now ? passed(delivery) : EXPIRED;
};

function isSigned(text: string, signature: string, secret: string): boolean {
	const given = Buffer.from(signature, 'base64url');
	const expected = createHmac('sha256', secret).update(text).digest();
	return given.length === expected.length && timingSafeEqual(given, expected);
}

function decoded(part: string): unknown {
	try {
		return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
	} catch {
		return undefined;
	}
}
