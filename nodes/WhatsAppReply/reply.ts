/** Answers for one item: find the message, decide about the quote, send. */
import type { Quote } from '../../gateway';
import { chosenOperation } from '../shared/action/chosen-operation';
import type { ItemContext, ItemResult } from '../shared/action/each-item';
import { targetOf, type Target } from '../shared/action/target';
import { operations } from './operations';
import type { SendOperation } from './operations/operation';

export async function reply(item: ItemContext): Promise<ItemResult> {
	const operation = chosenOperation(item, operations, 'sendText');
	if ('fetch' in operation) return await operation.fetch(item);
	const target = targetOf(item.context, item.provider, item.itemIndex);
	const quote = quoteOf(item, operation, target);
	const { messageId, quoted = true } = await operation.send(item, target, quote);
	return {
		json: {
			success: true,
			provider: item.provider.id,
			messageId,
			chatId: target.chatId,
			quoted: quote !== null && quoted,
		},
	};
}

/** Only where the provider can quote, the user did not turn it off, and there is a message. */
function quoteOf(
	{ context, itemIndex, provider }: ItemContext,
	{ quotedAs }: SendOperation,
	{ messageId, senderId, fromMe, text }: Target,
): Quote | null {
	if (quotedAs === null || messageId === null) return null;
	if (!provider.send.quotes.includes(quotedAs)) return null;
	const wanted = context.getNodeParameter('quote', itemIndex, true) === true;
	return wanted ? { messageId, senderId, fromMe, text } : null;
}
