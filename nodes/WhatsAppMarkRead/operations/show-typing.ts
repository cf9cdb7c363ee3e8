import { unsupported } from '../../shared/action/unsupported';
import type { Operation } from './operation';

export const showTyping: Operation = {
	option: {
		name: 'Show Typing',
		value: 'showTyping',
		action: 'Show that you are typing',
		description: 'Show the sender that you are typing',
	},
	isPossible: (provider) => provider.showTyping !== undefined,
	async run({ provider, api }, target) {
		if (!provider.showTyping) {
			throw unsupported(
				provider,
				'show that you are typing',
				'Remove this node from the workflow.',
			);
		}
		await provider.showTyping(api, target);
		return 'chat';
	},
};
