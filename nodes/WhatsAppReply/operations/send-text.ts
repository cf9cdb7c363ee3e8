import { NodeOperationError } from 'n8n-workflow';

import { assertFits } from '../../shared/action/text-limit';
import type { SendOperation } from './operation';

export const sendText: SendOperation = {
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send a text message',
		description: 'Reply with a text, or write to a chat or phone number',
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
	async send(item, { chatId }, quote) {
		const { context, itemIndex, provider, api } = item;
		const text = String(context.getNodeParameter('text', itemIndex) ?? '');
		if (text.trim() === '') {
			throw new NodeOperationError(context.getNode(), 'The field Text is empty', {
				itemIndex,
				description: 'If it comes from an expression, check what the previous node put out.',
			});
		}
		assertFits(item, { label: 'Text', text, longest: provider.send.longestText });
		return await provider.send.text(api, { chatId, text, quote });
	},
};
