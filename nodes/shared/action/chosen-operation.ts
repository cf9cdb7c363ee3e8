import type { INodePropertyOptions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ItemContext } from './each-item';

/** The operation chosen for this item, or an error that says where to choose one. */
export function chosenOperation<T extends { option: INodePropertyOptions }>(
	{ context, itemIndex }: ItemContext,
	operations: readonly T[],
	standard: string,
): T {
	const chosen = context.getNodeParameter('operation', itemIndex, standard);
	const operation = operations.find(({ option }) => option.value === chosen);
	if (operation) return operation;
	throw new NodeOperationError(context.getNode(), `There is no operation "${String(chosen)}"`, {
		itemIndex,
		description: 'Choose one from the list in the Operation field.',
	});
}
