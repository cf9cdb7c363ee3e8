import { problemInAnswer } from '../../baileys-api/problem';
import type { Provider } from '../../provider';
import { urlSecret } from '../../verification/secret';
import { authorize, terms } from './access';
import { send } from './api';
import { read } from './payload';

/**
 * ChatBreez, an Evolution-style gateway. Worth remembering:
 * - it publishes one event and one call; media, quoting, marking as read and a status call are in
 *   none of its pages, so none is offered;
 * - it signs nothing and sends no header of its own: the check is a secret in the URL;
 * - the same message can arrive again "updated", and the account's own messages arrive too.
 */
export const chatbreez: Provider = {
	id: 'chatbreez',
	displayName: 'ChatBreez',
	credentialType: 'whatsAppChatBreezApi',
	// It publishes one event, new messages; the rest is what WhatsApp itself sends as messages.
	events: [
		'message.received',
		'message.sent',
		'message.edited',
		'message.deleted',
		'message.reaction',
		'call.updated',
		'other',
	],
	terms,
	authorize,
	verify: urlSecret,
	delivery: {
		// "Within a few seconds".
		answerWithinMs: 5_000,
		// "May be delivered more than once", by a schedule it does not publish.
		resendsAfterServerError: () => true,
		dedupeHours: 24,
	},
	read,
	problemIn: problemInAnswer,
	send,
	manualSteps: [
		'Sign in at chatbreez.com, open the dashboard, go to your WhatsApp instances and select the instance.',
		'Open Webhook URLs above, choose Production URL and click it to copy it. Add ?secret= and the Webhook Secret of the credential to its end: https://…/webhook?secret=YOUR-SECRET. Without a Webhook Secret nothing is added.',
		'Enter that URL as the webhook URL of the instance and save it. It must start with https://.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
