/** How Chatlevel delivers: its headers, what it takes for a success, when it tries again. */
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { anySuccess, noHeaders } from '../delivery-rules';

const CHATLEVEL_WAITS_MS = [30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, HOUR_MS];

/** Chatlevel: four re-sends at growing distance (its webhook introduction). */
export const chatlevelDelivery: DeliveryPolicy = {
	description: 'documented; the answer time-out is assumed',
	answerTimeoutMs: 10 * SECOND_MS,
	headers: noHeaders,
	accepts: anySuccess,
	retryAfter: ({ number }) => CHATLEVEL_WAITS_MS[number - 1] ?? null,
};
