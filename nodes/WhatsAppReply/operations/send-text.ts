import { NodeOperationError } from 'n8n-workflow';

import type { SendOperation } from './operation';

/** What WhatsApp takes as one message: longer ones are refused or cut by every provider. */
const LONGEST_TEXT = 65_536;

export const sendText: SendOperation = {
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send text',
		description: 'Reply with a text message',
	},
	properties: [
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			required: true,
			placeholder: 'e.g. Thanks, we are on it!',
			description: 'The text of the reply. WhatsApp shows *bold*, _italic_ and ~strikethrough~.',
		},
	],
	isPossible: () => true,
	quotedAs: 'text',
	async send({ context, itemIndex, provider, api }, { chatId }, quote) {
		const text = String(context.getNodeParameter('text', itemIndex) ?? '');
		const fault =
			text.trim() === ''
				? 'The field Text is empty'
				: text.length > LONGEST_TEXT
					? `The field Text has ${text.length} characters, and WhatsApp takes ${LONGEST_TEXT}`
					: null;
		if (fault) {
			throw new NodeOperationError(context.getNode(), fault, {
				itemIndex,
				description: 'If it comes from an expression, look at what the node before gave.',
			});
		}
		return await provider.send.text(api, { chatId, text, quote });
	},
};
