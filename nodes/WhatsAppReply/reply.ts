/** Answers for one item: find the message, decide about the quote, send. */
import { NodeOperationError } from 'n8n-workflow';

import type { Quote, ReplyTo } from '../../gateway';
import type { ItemContext, ItemResult } from '../shared/each-item';
import { targetOf } from '../shared/target';
import { operations } from './operations';
import type { Operation, SendOperation } from './operations/operation';

export async function reply(item: ItemContext): Promise<ItemResult> {
	const operation = operationOf(item);
	if ('fetch' in operation) return await operation.fetch(item);
	const target = targetOf(item.context, item.provider, item.itemIndex);
	const quote = quoteOf(item, operation, target);
	const { messageId } = await operation.send(item, target, quote);
	return {
		json: {
			success: true,
			provider: item.provider.id,
			messageId,
			chatId: target.chatId,
			quoted: quote !== null,
		},
	};
}

function operationOf({ context, itemIndex }: ItemContext): Operation {
	const chosen = context.getNodeParameter('operation', itemIndex, 'sendText');
	const operation = operations.find(({ option }) => option.value === chosen);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation "${String(chosen)}"`, {
		itemIndex,
		description: 'Choose one of the list in the Operation field.',
	});
}

/** Only where the provider can quote, the user did not turn it off, and there is a message. */
function quoteOf(
	{ context, itemIndex, provider }: ItemContext,
	{ quotedAs }: SendOperation,
	{ messageId, senderId, fromMe }: ReplyTo,
): Quote | null {
	if (quotedAs === null || messageId === null) return null;
	if (!provider.send.quotes.includes(quotedAs)) return null;
	const wanted = context.getNodeParameter('quote', itemIndex, true) === true;
	return wanted ? { messageId, senderId, fromMe } : null;
}
