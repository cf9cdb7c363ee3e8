import type { Provider } from '../../provider';
import { authorize, check, terms } from './access';
import { markRead, send, showTyping } from './api';
import { media } from './media';
import { read } from './payload';
import { problemIn } from './problem';
import { registration } from './registration';
import { verify } from './verification';

/**
 * Evolution API v2 (2.3 and 2.4), somebody's own server that speaks Baileys. Worth remembering:
 * - every delivery can hold the instance's key and has the webhook's URL in it: neither gets out;
 * - `date_time` is the server's local time with a false "Z", so that it tells no time;
 * - one webhook per instance; 400, 401, 403, 404 and 422 end a delivery for good;
 * - up to 2.3.7 a LID is answered with an error, or with a success that did nothing;
 * - edits by the other one in a chat of two do not say which chat that is;
 * - 2.4 leaves out what an incoming text quotes (v2.4.0-rc2, `prepareMessage`).
 */
export const evolution: Provider = {
	id: 'evolution',
	displayName: 'Evolution API',
	credentialType: 'whatsAppEvolutionApi',
	events: [
		'message.received',
		'message.sent',
		'message.edited',
		'message.deleted',
		'message.reaction',
		'message.status',
		'presence.updated',
		'group.joined',
		'group.left',
		'group.updated',
		'call.updated',
		'connection.updated',
		'other',
	],
	terms,
	authorize,
	check,
	verify,
	delivery: {
		// WEBHOOK_REQUEST_TIMEOUT_MS, unless somebody set another.
		answerWithinMs: 30_000,
		// Ten times in about 20 minutes, unless the server is restarted meanwhile.
		resendsAfterServerError: () => true,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	markRead: { scope: 'message', run: markRead },
	showTyping,
	media,
	registration,
	manualSteps: [
		'Open the Evolution Manager (/manager under the address of your server), choose your instance, then Events → Webhook.',
		'Open Webhook URLs above, choose Production URL and click it to copy it. Add ?secret= and the Webhook Secret of the credential to its end: https://…/webhook?secret=YOUR-SECRET. Without a Webhook Secret nothing is added.',
		'Enter that URL, switch the webhook on, leave Webhook by Events off, and choose the events of Trigger On below. Message Received is called MESSAGES_UPSERT there. Save.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
