import type { SendOperation } from './operation';
import { react, reactionIsPossible } from './react';

export const removeReaction: SendOperation = {
	option: {
		name: 'Remove Reaction',
		value: 'removeReaction',
		action: 'Remove a reaction',
		description: 'Take your own reaction to the message away',
	},
	properties: [],
	isPossible: reactionIsPossible,
	quotedAs: null,
	send: async (item, target) => await react(item, target, ''),
};
