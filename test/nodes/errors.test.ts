/** The gateway's errors as n8n shows them. */
import type { INode } from 'n8n-workflow';

import { ProviderError } from '../../gateway';
import { asNodeError } from '../../nodes/shared/errors';

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
