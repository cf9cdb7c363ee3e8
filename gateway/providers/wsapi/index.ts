import type { Provider } from '../../provider';
import { hmacSignature } from '../../verification/hmac';
import { markRead, problemIn, send, showTyping } from './api';
import { read } from './payload';
import { registration } from './registration';

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
	// The guide: X-Signature, hex. The server: X-Webhook-Signature, "sha256=" and hex.
	verify: hmacSignature(['x-signature', 'x-webhook-signature']),
	delivery: {
		answerWithinMs: 5_000,
		// The cloud's guide says so; a self-hosted server tries once, whatever the answer.
		resendsAfterServerError: true,
		dedupeHours: 24,
	},
	read,
	problemIn,
	send,
	markRead: { scope: 'message', run: markRead },
	showTyping,
	registration,
	manualSteps: [
		'Open the WSAPI dashboard and choose your instance.',
		'Paste the production URL of this node (see Webhook URLs above) as its webhook URL.',
		'Set its event signing secret to the Webhook Secret of the credential.',
	],
};
