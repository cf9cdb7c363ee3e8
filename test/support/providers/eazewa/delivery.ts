/** How eazeWA delivers: its headers, what it takes for a success, when it tries again. */
import { SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { anySuccess } from '../delivery-rules';

/** eazeWA: any answer ends it, a good one or not; silence is met every 3 s, without end. */
export const eazeWaDelivery: DeliveryPolicy = {
	description: 'documented; the answer time-out is assumed',
	answerTimeoutMs: 10 * SECOND_MS,
	headers: () => ({ 'user-agent': 'eazeWA Webhook User Agent' }),
	accepts: anySuccess,
	retryAfter: ({ outcome }) => (outcome.kind === 'answered' ? null : 3 * SECOND_MS),
};
