/** The Operation field of an action: for each provider, only the operations it can do. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../gateway';

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
	const sets = new Map<string, string[]>();
	for (const { id } of providers) {
		const possible = operations.filter((operation) => operation.providers.includes(id));
		const key = possible.map(({ option }) => option.value).join();
		sets.set(key, [...(sets.get(key) ?? []), id]);
	}
	const choices = [...sets].map(
		([values, ids]): INodeProperties => ({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			options: operations
				.filter(({ option }) => values.split(',').includes(String(option.value)))
				.map(({ option }) => option),
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
