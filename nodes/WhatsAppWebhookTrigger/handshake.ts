/** The `GET` by which a provider asks, before it delivers to a URL, whether it may. */
import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { oneLine, readCredential } from '../../gateway';
import { credentialCache } from '../shared/host/credential-cache';
import { providerOf } from '../shared/host/provider';
import { logRefusal } from './refusal-log';

/** Answers by itself: no execution comes of it, and listening goes on. Never throws. */
export async function handshake(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	response.setHeader('X-Content-Type-Options', 'nosniff');
	try {
		const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
		const { credentialType, handshake: confirm } = provider;
		if (!confirm) {
			// What n8n says for a method that a trigger does not take.
			const message =
				'This webhook is not registered for GET requests. Did you mean to make a POST request?';
			response.status(404).json({ code: 404, message });
			return { noWebhookResponse: true };
		}
		const { query } = context.getRequestObject();
		const answer = await credentialCache.judge(
			context,
			credentialType,
			(fields) => confirm(query, readCredential(fields)),
			(challenge) => challenge === null,
		);
		if (answer === null) {
			const text = `WhatsApp Webhook Trigger refused to confirm its URL: the request does not have the token of the ${provider.displayName} credential`;
			logRefusal(context, 'handshake', { level: 'warn', text });
			response.status(403).json({ success: false, reason: 'the token is not the right one' });
		} else {
			response.status(200).type('text/plain').send(answer);
		}
	} catch (error) {
		const text = `WhatsApp Webhook Trigger could not confirm its URL: ${oneLine(String(error))}`;
		logRefusal(context, 'handshake failed', { level: 'error', text });
		response
			.status(503)
			.json({ success: false, reason: 'the workflow cannot answer at the moment' });
	}
	return { noWebhookResponse: true };
}
