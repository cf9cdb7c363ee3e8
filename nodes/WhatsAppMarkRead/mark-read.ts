/** Acts for one item: find the message, then the operation. */
import { NodeOperationError } from 'n8n-workflow';

import type { ItemContext, ItemResult } from '../shared/each-item';
import { targetOf } from '../shared/target';
import { operations } from './operations';
import type { Operation } from './operations/operation';

export async function markRead(item: ItemContext): Promise<ItemResult> {
	const operation = operationOf(item);
	const target = targetOf(item.context, item.provider, item.itemIndex);
	const scope = await operation.run(item, target);
	const { messageId, chatId } = target;
	return { json: { success: true, provider: item.provider.id, scope, messageId, chatId } };
}

function operationOf({ context, itemIndex }: ItemContext): Operation {
	const chosen = context.getNodeParameter('operation', itemIndex, 'markRead');
	const operation = operations.find(({ option }) => option.value === chosen);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation "${String(chosen)}"`, {
		itemIndex,
		description: 'Choose one of the list in the Operation field.',
	});
}
