import type { Provider } from '../../provider';
import { urlSecret } from '../../verification/secret';
import { authorize, check, terms } from './access';
import { markRead, send, showTyping } from './api';
import { media } from './media';
import { read } from './payload';
import { problemIn } from './problem';
import { registration } from './registration';

/**
 * eazeWA, which is WaAPI (waapi.app) and speaks whatsapp-web.js. Worth remembering:
 * - HTTP 200 can carry an error, and a chat id with the wrong suffix is accepted and reaches nobody;
 * - it sends again only when no answer came at all: an error answered is an event lost;
 * - one inbound message comes as `message` and, where subscribed, as `message_create` too;
 * - marking as read marks the whole chat; quoting takes the serialized message id.
 */
export const eazewa: Provider = {
	id: 'eazewa',
	displayName: 'eazeWA',
	alsoKnownAs: 'WaAPI',
	credentialType: 'whatsAppEazeWaApi',
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
		'media.uploaded',
		'other',
	],
	terms,
	authorize,
	check,
	// Signs nothing; its documentation says to put a token of one's own into the URL.
	verify: urlSecret,
	delivery: {
		// Its time-out is not published. After one it sends again every 3 seconds until any answer
		// comes, after an error never: so answering late keeps an event that a refusal would lose.
		answerWithinMs: null,
		resendsAfterServerError: () => false,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	markRead: { scope: 'chat', run: markRead },
	showTyping,
	media,
	registration,
	manualSteps: [
		'Open the eazeWA (WaAPI) dashboard at waapi.app and choose your instance.',
		'Open Webhook URLs above, choose Production URL and click it to copy it. Add ?secret= and the Webhook Secret of the credential to its end: https://…/webhook?secret=YOUR-SECRET. Without a Webhook Secret nothing is added.',
		'Enter that URL as the webhook URL of the instance, and subscribe it to the events you choose in Trigger On below. Message Received is called message there.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
