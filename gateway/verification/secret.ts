/** A secret both sides know, sent along with each delivery. Not a signature, and never called one. */
import { createHash, timingSafeEqual } from 'node:crypto';

import { passed, type Delivery, type Verdict, type Verify } from './verification';

export const SECRET_PARAMETER = 'secret';
export const SECRET_HEADER = 'x-webhook-secret';

const digest = (value: string) => createHash('sha256').update(value, 'utf8').digest();

/**
 * Whether two texts are equal, in time that does not depend on where they differ. Their digests are
 * compared, so a difference in length shows no sooner than any other.
 */
export function equalSecrets(given: string, expected: string): boolean {
	return timingSafeEqual(digest(given), digest(expected));
}

/** `?secret=` in the URL: for providers that sign nothing and can send no header of their own. */
export const urlSecret: Verify = (delivery, secret) =>
	judge(delivery, [delivery.query[SECRET_PARAMETER]], secret, 'the URL has no "secret" parameter');

/** `?secret=` in the URL or the header `X-Webhook-Secret`: for providers that can send headers. */
export const urlOrHeaderSecret: Verify = (delivery: Delivery, secret) =>
	judge(
		delivery,
		[delivery.headers[SECRET_HEADER], delivery.query[SECRET_PARAMETER]],
		secret,
		'neither the header X-Webhook-Secret nor a "secret" parameter in the URL is there',
	);

/** A value that arrived twice is a list, or its halves joined by a comma, and equals no secret. */
function judge(delivery: Delivery, given: unknown[], secret: string, missing: string): Verdict {
	const sent = given.filter((value) => value !== undefined);
	if (sent.length === 0) return { ok: false, reason: missing };
	return sent.some((value) => typeof value === 'string' && equalSecrets(value, secret))
		? passed(delivery)
		: { ok: false, reason: 'the secret sent is not the one in the credential' };
}
