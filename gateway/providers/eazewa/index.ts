import type { Provider } from '../../provider';
import { urlSecret } from '../../verification/secret';
import { markRead, send, showTyping } from './api';
import { read } from './payload';
import { problemIn } from './problem';
import { registration } from './registration';

/**
 * eazeWA, which is WaAPI (waapi.app) and speaks whatsapp-web.js. Worth remembering:
 * - HTTP 200 can carry an error, and a chat id with the wrong suffix is accepted and reaches nobody;
 * - it sends again only when no answer came at all: an error answered is an event lost;
 * - one inbound message comes as `message` and, where subscribed, as `message_create` too;
 * - marking as read is of the whole chat; quoting takes the serialized message id.
 */
export const eazewa: Provider = {
	id: 'eazewa',
	displayName: 'eazeWA',
	credentialType: 'whatsAppEazeWaApi',
	// Signs nothing; its documentation says to put a token of one's own into the URL.
	verify: urlSecret,
	delivery: {
		// Its time-out is not published. After one it sends again every 3 seconds until any answer
		// comes, after an error never: so to answer late keeps an event that a refusal would lose.
		answerWithinMs: 40_000,
		resendsAfterServerError: false,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	markRead: { scope: 'chat', run: markRead },
	showTyping,
	registration,
	manualSteps: [
		'Open the eazeWA (WaAPI) dashboard and choose your instance.',
		'Paste the production URL of this node (see Webhook URLs above) as its webhook URL.',
		'If the credential has a Webhook Secret, add ?secret= and the secret to the end of that URL.',
		'Subscribe the instance to the events you chose in this node, at least to "message".',
	],
};
