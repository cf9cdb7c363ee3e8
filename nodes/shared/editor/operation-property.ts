/** The Operation field of an action: for each provider, only the operations it can do. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../../gateway';
import { groupedBy } from './provider-property';

export interface OfferedOperation {
	option: INodePropertyOptions;
	properties: INodeProperties[];
	/** Ids of the providers that can do it. */
	providers: string[];
}

/** The field itself, once per set of operations that providers have in common, then their fields. */
export function operationFields(
	operations: readonly OfferedOperation[],
	standard: string,
): INodeProperties[] {
	const choices = groupedBy(providers, ({ id }) =>
		operations.filter((operation) => operation.providers.includes(id)).map(({ option }) => option),
	).map(
		({ ids, offered }): INodeProperties => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: [...offered],
			default: standard,
			displayOptions: { show: { provider: ids } },
		}),
	);
	const fields = operations.flatMap(({ option, properties }) =>
		properties.map((property): INodeProperties => {
			const show = { operation: [option.value], ...property.displayOptions?.show };
			return { ...property, displayOptions: { show } };
		}),
	);
	return [...choices, ...fields];
}
