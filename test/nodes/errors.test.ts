/** The gateway's errors as n8n shows them. */
import type { INode } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { ProviderError, RegistrationError, UnsupportedError } from '../../gateway';
import { asNodeError, asTriggerError } from '../../nodes/shared/host/errors';

const NODE: INode = {
	id: '1',
	name: 'WhatsApp Reply',
	type: 'n8n-nodes-whatsapp-webhooks.whatsAppReply',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

test.each(['ETIMEDOUT', 'ECONNRESET', 'ECONNREFUSED', 'ENOTFOUND'])(
	'a message that names %s stays as it is, with its own next step instead of the advice to retry',
	(code) => {
		const message = `Chatlevel did not answer in time (${code})`;
		const nextStep = 'Look into the chat before you run this again.';
		const error = new ProviderError(message, { kind: 'unknown outcome', nextStep, status: null });
		const shown = asNodeError(NODE, error, 0);
		expect(shown).toMatchObject({ message, description: nextStep });
		expect(JSON.stringify(shown)).not.toMatch(/retry/i);
	},
);

describe('of a trigger, whose message is all that publishing shows', () => {
	const nextStep = 'Check the key.';

	test.each<[string, Error, string]>([
		[
			'of the provider',
			new ProviderError('WSAPI refused the credential', { kind: 'refused', nextStep, status: 401 }),
			'WSAPI refused the credential. Check the key.',
		],
		[
			'that ends in the words of the provider',
			new ProviderError('WSAPI refused it: No!', { kind: 'refused', nextStep, status: 401 }),
			'WSAPI refused it: No! Check the key.',
		],
		[
			'that names a network code',
			new ProviderError('WSAPI cannot be reached (ECONNREFUSED)', {
				kind: 'unreachable',
				nextStep,
				status: null,
			}),
			'WSAPI cannot be reached (ECONNREFUSED). Check the key.',
		],
		[
			'of the registration',
			new RegistrationError('It is taken', nextStep),
			'It is taken. Check the key.',
		],
		[
			'of what is not possible',
			new UnsupportedError('It cannot', nextStep),
			'It cannot. Check the key.',
		],
		[
			"of n8n's own kind, with a description",
			new NodeOperationError(NODE, 'There is none', { description: nextStep }),
			'There is none. Check the key.',
		],
		['of any other kind', new Error('broken'), 'broken'],
	])('an error %s holds the next step', (_what, error, expected) => {
		const shown = asTriggerError(NODE, error);
		expect(shown.message).toBe(expected);
		// What passes through twice is not told twice.
		expect(asTriggerError(NODE, shown).message).toBe(expected);
	});
});
