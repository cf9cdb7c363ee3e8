import type { Provider } from '../../provider';
import { urlSecret } from '../../verification/secret';
import { problemIn, send } from './api';
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
	verify: urlSecret,
	delivery: {
		// "Within a few seconds".
		answerWithinMs: 5_000,
		// "May be delivered more than once", by a schedule it does not publish.
		resendsAfterServerError: true,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	manualSteps: [
		'Sign in at chatbreez.com, open the dashboard, go to your WhatsApp instances and choose the instance.',
		'Paste the production URL of this node (see Webhook URLs above) into its webhook URL field; it must start with https://.',
		'If the credential has a Webhook Secret, add ?secret= and the secret to the end of that URL.',
		'Save the webhook.',
	],
};
