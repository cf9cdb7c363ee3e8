/** How ChatBreez delivers: its headers, what it takes for a success, when it tries again. */
import { SECOND_MS } from '../clock';
import type { DeliveryPolicy } from '../delivery';
import { anySuccess, noHeaders } from '../delivery-rules';

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
