/**
 * The providers' delivery rules: headers, what counts as success, when they try again. Where a
 * provider does not publish a schedule the figures are named as borrowed or assumed.
 */
import { createHmac } from 'node:crypto';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './clock';
import type { DeliveryPolicy } from './delivery';

const anySuccess = (status: number) => status >= 200 && status < 300;
const noHeaders = () => ({});

/** Evolution treats these as final (dossier: evolution-v2, "Retry"). */
const EVOLUTION_FINAL = new Set([400, 401, 403, 404, 422]);

/**
 * ChatBreez says only that an event "may be delivered more than once". The schedule is Evolution
 * v2's default, which ChatBreez is evidently built on: 10 attempts, 5 s doubling up to 300 s,
 * give or take 20 %.
 */
export function chatBreezDelivery(random: () => number): DeliveryPolicy {
	return {
		description: 'borrowed from Evolution v2; ChatBreez publishes no schedule',
		answerTimeoutMs: 30 * SECOND_MS,
		headers: noHeaders,
		accepts: anySuccess,
		retryAfter({ number, outcome }) {
			if (outcome.kind === 'answered' && EVOLUTION_FINAL.has(outcome.status)) return null;
			if (number >= 10) return null;
			const baseMs = Math.min(5 * SECOND_MS * 2 ** (number - 1), 300 * SECOND_MS);
			return Math.round(baseMs * (0.8 + 0.4 * random()));
		},
	};
}

const CHATLEVEL_WAITS_MS = [30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, HOUR_MS];

/** Chatlevel: four re-sends at growing distance (its webhook introduction). */
export const chatlevelDelivery: DeliveryPolicy = {
	description: 'documented; the answer time-out is assumed',
	answerTimeoutMs: 10 * SECOND_MS,
	headers: noHeaders,
	accepts: anySuccess,
	retryAfter: ({ number }) => CHATLEVEL_WAITS_MS[number - 1] ?? null,
};

/** eazeWA: any answer ends it, a good one or not; silence is met every 3 s, without end. */
export const eazeWaDelivery: DeliveryPolicy = {
	description: 'documented; the answer time-out is assumed',
	answerTimeoutMs: 10 * SECOND_MS,
	headers: () => ({ 'user-agent': 'eazeWA Webhook User Agent' }),
	accepts: anySuccess,
	retryAfter: ({ outcome }) => (outcome.kind === 'answered' ? null : 3 * SECOND_MS),
};

/**
 * Cbot: exactly 200, else again "with increasing delays up to a certain timeout (typically 24
 * hours)". The delays are assumed: 5 s, doubling, as long as they end within the 24 hours.
 */
export const cbotDelivery: DeliveryPolicy = {
	description: 'documented in words; the delays and the answer time-out are assumed',
	answerTimeoutMs: 10 * SECOND_MS,
	headers: noHeaders,
	accepts: (status) => status === 200,
	retryAfter({ number }) {
		const passedMs = 5 * SECOND_MS * (2 ** (number - 1) - 1);
		const nextMs = 5 * SECOND_MS * 2 ** (number - 1);
		return passedMs + nextMs <= 24 * HOUR_MS ? nextMs : null;
	},
};

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
