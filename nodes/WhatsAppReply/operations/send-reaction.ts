import { NodeOperationError } from 'n8n-workflow';

import { emojiIn } from './emoji';
import type { SendOperation } from './operation';
import { react, reactionIsPossible } from './react';

export const sendReaction: SendOperation = {
	option: {
		name: 'Send Reaction',
		value: 'sendReaction',
		action: 'React to a message',
		description: 'React to the message with an emoji',
	},
	properties: [
		{
			displayName: 'Emoji',
			name: 'emoji',
			type: 'string',
			default: '',
			placeholder: 'e.g. 👍',
			description: 'One emoji. It takes the place of your earlier reaction to the message.',
		},
	],
	isPossible: reactionIsPossible,
	quotedAs: null,
	async send(item, target) {
		const { context, itemIndex } = item;
		const written = String(context.getNodeParameter('emoji', itemIndex, '') ?? '');
		const emoji = emojiIn(written);
		if (emoji !== null) return await react(item, target, emoji);
		const fault =
			written.trim() === ''
				? 'The field Emoji is empty'
				: 'The field Emoji holds something other than one emoji';
		throw new NodeOperationError(context.getNode(), fault, {
			itemIndex,
			description:
				'Enter the emoji itself, e.g. 👍. To take your reaction away, choose the operation Remove Reaction.',
		});
	},
};
