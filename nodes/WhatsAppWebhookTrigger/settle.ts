/** The claims of a delivery follow what n8n answers: n8n says 2xx once the execution is stored. */
import type { IWebhookFunctions, Logger } from 'n8n-workflow';

import { LEASE_MS, type HeldClaims } from '../../gateway';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

const LOOK_EVERY_MS = 100;

/**
 * Confirms the claims when `response` was answered with a 2xx, releases them on any other answer.
 * A connection that the provider closed early says nothing about the execution: n8n goes on storing
 * it and answers into the void, so that answer is waited for, as long as the lease lasts.
 */
export function settleWhenAnswered(response: Response, claims: HeldClaims, logger: Logger): void {
	let settled = false;
	const settle = () => {
		if (settled) return;
		settled = true;
		const stored = response.statusCode >= 200 && response.statusCode < 300;
		(stored ? claims.confirm() : claims.release()).catch((error: unknown) => {
			logger.warn(
				`WhatsApp: the outcome of a delivery could not be noted, a redelivery may run it again: ${String(error)}`,
			);
		});
	};
	response.once('finish', settle);
	response.once('close', () => {
		if (settled) return;
		const until = Date.now() + LEASE_MS;
		const look = setInterval(() => {
			if (response.writableEnded) settle();
			if (settled || Date.now() > until) clearInterval(look);
		}, LOOK_EVERY_MS);
		look.unref();
	});
}
