import { readBusinessWebhook } from '../../dialects/whatsapp-business';
import type { Provider } from '../../provider';
import { urlOrHeaderSecret } from '../../verification/secret';
import { authorize, check, terms } from './access';
import { markRead, send, showTyping } from './api';
import { media } from './media';
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
	events: [
		'message.received',
		'message.sent',
		'message.edited',
		'message.deleted',
		'message.reaction',
		'message.status',
		'account.error',
		'other',
	],
	terms,
	authorize,
	check,
	// Signs nothing, but sends headers of our choice with every delivery.
	verify: urlOrHeaderSecret,
	delivery: {
		// "Immediately"; no figure is published. Senders of webhooks commonly wait 10 seconds and more.
		answerWithinMs: 10_000,
		// Anything but 200 is sent again: for about 24 hours, on the cloud path for 7 days.
		resendsAfterServerError: () => true,
		dedupeHours: 168,
	},
	read: readBusinessWebhook,
	problemIn,
	send,
	markRead: { scope: 'message', run: markRead },
	showTyping,
	media,
	registration,
	manualSteps: [
		'Open Webhook URLs above, choose Production URL and click it to copy it.',
		'Ask Cbot to set it as the webhook of your number, with the header X-Webhook-Secret and in it the Webhook Secret of the credential. Without a Webhook Secret no header is needed.',
		'Or set it yourself: send a POST request to /v1/configs/webhook under the Base URL of the credential, with the same API key header and the JSON body {"url": "PRODUCTION-URL", "headers": {"X-Webhook-Secret": "YOUR-SECRET"}}.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
