/** How WSAPI delivers: its headers, what it takes for a success, when it tries again. */
import { createHmac } from 'node:crypto';
import { MINUTE_MS, SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { anySuccess } from '../delivery-rules';

/** WSAPI self-hosted: one attempt, 10 s, the error is logged (WSAPI server, webhook.go). */
export function wsapiSelfHostedDelivery(instanceId: string): DeliveryPolicy {
	return {
		description: 'from the server: a single attempt',
		answerTimeoutMs: 10 * SECOND_MS,
		headers: (body, { secret }) => ({
			'x-instance-id': instanceId,
			...(secret ? signatureOf(body, secret) : {}),
		}),
		accepts: anySuccess,
		retryAfter: () => null,
	};
}

const WSAPI_CLOUD_WAITS_MS = [5 * SECOND_MS, 30 * SECOND_MS, 5 * MINUTE_MS];

/**
 * WSAPI cloud "retries failed deliveries" and wants an answer within 5 s; when and how often it
 * does not say. Three re-sends are assumed.
 */
export function wsapiCloudDelivery(instanceId: string): DeliveryPolicy {
	return {
		...wsapiSelfHostedDelivery(instanceId),
		description: 'assumed: the cloud publishes no schedule',
		answerTimeoutMs: 5 * SECOND_MS,
		retryAfter: ({ number }) => WSAPI_CLOUD_WAITS_MS[number - 1] ?? null,
	};
}

/** Each of the two envelopes with the header it is published with. */
function signatureOf(body: Buffer, secret: string): Record<string, string> {
	return body.includes('"eventType"')
		? wsapiSignature(body, secret)
		: wsapiArticleSignature(body, secret);
}

/** What the real server sends (signing.go). */
export function wsapiSignature(body: Buffer, secret: string): Record<string, string> {
	return { 'x-webhook-signature': `sha256=${hmacHex(body, secret)}` };
}

/** What WSAPI's blog article describes, beside its `event`/`data` envelope. */
export function wsapiArticleSignature(body: Buffer, secret: string): Record<string, string> {
	return { 'x-signature': hmacHex(body, secret) };
}

function hmacHex(body: Buffer, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('hex');
}
