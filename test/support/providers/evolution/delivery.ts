/** How Evolution delivers: its headers, what it takes for a success, when it tries again. */
import { createHmac } from 'node:crypto';
import { SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { anySuccess, noHeaders } from '../delivery-rules';

/** WEBHOOK_RETRY_NON_RETRYABLE_STATUS_CODES, unless somebody set others. */
const FINAL = new Set([400, 401, 403, 404, 422]);
const ATTEMPTS = 10;
const FIRST_WAIT_MS = 5 * SECOND_MS;
const LONGEST_WAIT_MS = 300 * SECOND_MS;

/**
 * The defaults of v2.3.7 (webhook.controller.ts): 10 attempts, 5 s doubling up to 300 s, give or
 * take 20 %, and never sooner than the first wait.
 */
export function evolutionDelivery(random: () => number): DeliveryPolicy {
	return {
		description: 'from the server’s source, with its defaults',
		answerTimeoutMs: 30 * SECOND_MS,
		headers: noHeaders,
		accepts: anySuccess,
		retryAfter({ number, outcome }) {
			if (outcome.kind === 'answered' && FINAL.has(outcome.status)) return null;
			if (number >= ATTEMPTS) return null;
			const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), LONGEST_WAIT_MS);
			const spreadMs = waitMs * 0.2 * (random() * 2 - 1);
			return Math.round(Math.max(FIRST_WAIT_MS, waitMs + spreadMs));
		},
	};
}

/** What v2.4 adds to every delivery. */
export function headersOf24(instance: string): DeliveryPolicy['headers'] {
	return (body) => ({
		'X-Instance-ID': '00000000-0000-4000-8000-000000000001',
		'X-Instance-Name': instance,
		'X-Event-Type': (JSON.parse(body.toString('utf8')) as { event: string }).event,
		'X-Timestamp': String(Date.now()),
	});
}

const TOKEN_SECONDS = 600;

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What stands in the header Authorization where the webhook's headers name a `jwt_key`. */
export function bearerOf(
	key: string,
	{ claims = {}, alg = 'HS256' }: { claims?: Record<string, unknown>; alg?: string } = {},
): string {
	const now = Math.floor(Date.now() / 1000);
	const said = { iat: now, exp: now + TOKEN_SECONDS, app: 'evolution', action: 'webhook' };
	const unsigned = `${encoded({ alg, typ: 'JWT' })}.${encoded({ ...said, ...claims })}`;
	return `Bearer ${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`;
}
