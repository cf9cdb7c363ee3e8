/** Setting a reaction and taking it away: the same call for all providers. */
import { NodeOperationError } from 'n8n-workflow';

import type { ReplyTo, Sending } from '../../../gateway';
import type { ItemContext } from '../../shared/action/each-item';
import { CHOOSE_MESSAGE } from '../../shared/action/other-target';
import { unsupported } from '../../shared/action/unsupported';

export const reactionIsPossible = ({ reaction }: Sending): boolean => reaction !== undefined;

/** `emoji`: empty to take the reaction away. */
export async function react(
	{ context, itemIndex, provider, api }: ItemContext,
	{ chatId, messageId, senderId, fromMe }: ReplyTo,
	emoji: string,
): Promise<{ messageId: string | null }> {
	if (!provider.send.reaction) throw unsupported(provider, 'react to messages', INSTEAD);
	if (messageId === null) {
		throw new NodeOperationError(context.getNode(), 'There is no message to react to', {
			itemIndex,
			description: CHOOSE_MESSAGE,
		});
	}
	return await provider.send.reaction(api, { chatId, messageId, senderId, fromMe, emoji });
}

const INSTEAD = 'Send a text with the emoji instead.';
