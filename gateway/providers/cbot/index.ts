import { readBusinessWebhook } from '../../dialects/whatsapp-business';
import type { Provider } from '../../provider';
import { urlOrHeaderSecret } from '../../verification/secret';
import { markRead, send, showTyping } from './api';
import { problemIn } from './problem';
import { registration } from './registration';

/**
 * Cbot, the WhatsApp Business API as 360dialog serves it. Worth remembering:
 * - two hostings with different paths and bodies (the credential says which), and two webhook
 *   envelopes, told apart by themselves;
 * - what it publishes is 360dialog's documentation reworded, so the rest follows 360dialog;
 * - the key is the number: no call and no credential names an instance.
 */
export const cbot: Provider = {
	id: 'cbot',
	displayName: 'Cbot',
	credentialType: 'whatsAppCbotApi',
	// Signs nothing, but sends headers of our choice with every delivery.
	verify: urlOrHeaderSecret,
	delivery: {
		// "Immediately"; no figure is published.
		answerWithinMs: 5_000,
		// Anything but 200 is sent again: for about 24 hours, on the cloud path for 7 days.
		resendsAfterServerError: true,
		dedupeHours: 168,
	},
	read: readBusinessWebhook('cbot'),
	problemIn,
	send,
	markRead: { scope: 'message', run: markRead },
	showTyping,
	registration,
	manualSteps: [
		'Send a POST request to /v1/configs/webhook under your Base URL, with your API key in the header of the credential. Cbot can also do this for you.',
		'Put the production URL of this node (see Webhook URLs above) into its JSON body as "url".',
		'If the credential has a Webhook Secret, add "headers": {"X-Webhook-Secret": "your secret"} to the body, or put ?secret= and the secret behind the URL.',
	],
};
