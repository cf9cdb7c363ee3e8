/** Acts for one item: find the message, then the operation. */
import { chosenOperation } from '../shared/action/chosen-operation';
import type { ItemContext, ItemResult } from '../shared/action/each-item';
import { targetOf } from '../shared/action/target';
import { operations } from './operations';

export async function markRead(item: ItemContext): Promise<ItemResult> {
	const operation = chosenOperation(item, operations, 'markRead');
	const target = targetOf(item.context, item.provider, item.itemIndex);
	const scope = await operation.run(item, target);
	const { messageId, chatId } = target;
	return { json: { success: true, provider: item.provider.id, scope, messageId, chatId } };
}
