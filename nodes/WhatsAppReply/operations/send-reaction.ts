import { NodeOperationError } from 'n8n-workflow';

import { unsupported } from '../../shared/unsupported';
import type { SendOperation } from './operation';

export const sendReaction: SendOperation = {
	option: {
		name: 'Send Reaction',
		value: 'sendReaction',
		action: 'Send reaction',
		description: 'React to the message with an emoji',
	},
	properties: [
		{
			displayName: 'Emoji',
			name: 'emoji',
			type: 'string',
			default: '',
			placeholder: 'e.g. 👍',
			description: 'One emoji. Leave empty to take the reaction away.',
		},
	],
	isPossible: ({ reaction }) => reaction !== undefined,
	quotedAs: null,
	async send({ context, itemIndex, provider, api }, target) {
		const { chatId, messageId, senderId, fromMe } = target;
		if (!provider.send.reaction) throw unsupported(provider, 'react to messages', INSTEAD);
		if (messageId === null) {
			throw new NodeOperationError(context.getNode(), 'There is no message to react to', {
				itemIndex,
				description: 'The event that started the workflow is no message. Give a Message ID.',
			});
		}
		const emoji = String(context.getNodeParameter('emoji', itemIndex, '')).trim();
		return await provider.send.reaction(api, { chatId, messageId, senderId, fromMe, emoji });
	},
};

const INSTEAD = 'Send a text with the emoji instead.';
