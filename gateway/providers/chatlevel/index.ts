import type { Provider } from '../../provider';
import { urlSecret } from '../../verification/secret';
import { authorize, check, terms } from './access';
import { problemIn, send } from './api';
import { read } from './payload';
import { registration } from './registration';

/**
 * Chatlevel. Its published API is nine calls and ten events. Worth remembering:
 * - it can neither quote, mark as read, type nor react, and sends no media but images;
 * - there are no delivery states, so `message.updated` is an edit;
 * - ids come as bare digits with the kind beside them: a phone number or a LID;
 * - no event has an id of its own, and no event says who the account itself is.
 */
export const chatlevel: Provider = {
	id: 'chatlevel',
	displayName: 'Chatlevel',
	credentialType: 'whatsAppChatlevelApi',
	// Reactions are in none of its pages; if they are delivered at all, they are messages.
	events: [
		'message.received',
		'message.sent',
		'message.edited',
		'message.deleted',
		'message.reaction',
		'call.updated',
		'connection.updated',
		'other',
	],
	terms,
	authorize,
	check,
	verify: urlSecret,
	delivery: {
		// Not published. Senders of webhooks commonly wait 10 seconds and more.
		answerWithinMs: 10_000,
		// After 30 seconds, 1 minute, 5 minutes and 1 hour.
		resendsAfterServerError: () => true,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	registration,
	manualSteps: [
		'Open the Chatlevel app and choose your device.',
		'Open Webhook URLs above, choose Production URL and click it to copy it. Add ?secret= and the Webhook Secret of the credential to its end: https://…/webhook?secret=YOUR-SECRET. Without a Webhook Secret nothing is added.',
		'Enter that URL as the webhook URL of the device, and turn on the events you choose in Trigger On below. Message Received is called message.received there.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
