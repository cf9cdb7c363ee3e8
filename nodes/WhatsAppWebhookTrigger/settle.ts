/** The claims of a delivery follow what n8n answers: n8n says 2xx once the execution is stored. */
import type { IWebhookFunctions } from 'n8n-workflow';

import type { HeldClaims } from '../../gateway';
import type { Log } from '../shared/host/log';

type Response = ReturnType<IWebhookFunctions['getResponseObject']>;

/**
 * Confirms the claims when n8n answers `response` with a 2xx, releases them on any other answer.
 *
 * What is waited for is `prefinish`, the moment the answer is complete: `finish` never comes on a
 * connection that the provider closed early, while n8n goes on storing the execution and answers
 * into the void. A closed connection by itself says nothing, and without any answer the claims end
 * with their lease.
 */
export function settleWhenAnswered(response: Response, claims: HeldClaims, log: Log): void {
	response.once('prefinish', () => {
		const stored = response.statusCode >= 200 && response.statusCode < 300;
		(stored ? claims.confirm() : claims.release()).catch((error: unknown) => {
			log.warn(
				`WhatsApp Webhook Trigger could not note the outcome of a delivery, a redelivery may run it again: ${String(error)}`,
			);
		});
	});
}
