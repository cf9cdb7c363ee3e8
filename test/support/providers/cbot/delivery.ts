/** How Cbot delivers: its headers, what it takes for a success, when it tries again. */
import { HOUR_MS, SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { noHeaders } from '../delivery-rules';

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
