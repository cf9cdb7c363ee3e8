import { NodeOperationError } from 'n8n-workflow';

import { CHOOSE_MESSAGE } from '../../shared/action/other-target';
import { unsupported } from '../../shared/action/unsupported';
import type { Operation } from './operation';

export const markRead: Operation = {
	option: {
		name: 'Mark as Read',
		value: 'markRead',
		action: 'Mark a message as read',
		description: 'Show the sender that the message was read (blue ticks)',
	},
	isPossible: (provider) => provider.markRead !== undefined,
	async run({ context, itemIndex, provider, api }, target) {
		if (!provider.markRead) {
			throw unsupported(
				provider,
				'mark messages as read',
				'Remove this node from the workflow, or mark the chat as read on the phone.',
			);
		}
		if (provider.markRead.scope === 'message' && target.messageId === null) {
			throw new NodeOperationError(context.getNode(), 'There is no message to mark as read', {
				itemIndex,
				description: CHOOSE_MESSAGE,
			});
		}
		await provider.markRead.run(api, target);
		return provider.markRead.scope;
	},
};
