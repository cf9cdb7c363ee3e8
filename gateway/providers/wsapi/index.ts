import type { Provider } from '../../provider';
import { hmacSignature } from '../../verification/hmac';
import { authorize, check, terms } from './access';
import { markRead, media, problemIn, send, showTyping } from './api';
import { isCloud } from './hosting';
import { read } from './payload';
import { registration } from './registration';
import { stream } from './stream';

/**
 * WSAPI, cloud and self-hosted: the one provider that signs. Worth remembering:
 * - its published guide and its server differ in envelope, event names and signature header; both
 *   are taken, told apart by themselves;
 * - one receipt can name many messages;
 * - a delivery's event id is minted per emission, so it does not tell one message from another.
 */
export const wsapi: Provider = {
	id: 'wsapi',
	displayName: 'WSAPI',
	credentialType: 'whatsAppWsapiApi',
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
	// The guide: X-Signature, hex. The server: X-Webhook-Signature, "sha256=" and hex.
	verify: hmacSignature(['x-signature', 'x-webhook-signature']),
	delivery: {
		answerWithinMs: 5_000,
		// The cloud's guide says so; a self-hosted server tries once, whatever the answer.
		resendsAfterServerError: isCloud,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	markRead: { scope: 'message', run: markRead },
	showTyping,
	media,
	registration,
	stream,
	manualSteps: [
		'Open the WSAPI dashboard at wsapi.chat and choose your instance.',
		'Open Webhook URLs above, choose Production URL and click it to copy it. Enter it as the webhook URL of the instance, as it is.',
		'Enter the Webhook Secret of the credential as the event signing secret of the instance.',
		'Make sure that the instance delivers by webhook: pull mode must be off.',
		'Publish this workflow: until then n8n does not answer at that URL.',
	],
};
