/** What the user fills in at WhatsApp Reply: only what the chosen provider can do. */
import type { INodeProperties } from 'n8n-workflow';

import { operationFields } from '../shared/editor/operation-property';
import { providerFields, providersThat } from '../shared/editor/provider-property';
import { targetFields } from '../shared/action/target';
import { operations } from './operations';
import type { Operation } from './operations/operation';

export const properties: INodeProperties[] = [
	...providerFields,
	...operationFields(
		operations.map((operation) => ({
			...operation,
			providers: providersThat(({ send }) => operation.isPossible(send)),
		})),
		'sendText',
	),
	...targetFields(
		operations.filter((one) => 'fetch' in one).map(({ option }) => String(option.value)),
	),
	...operations.flatMap(quoteField),
];

/** For each operation its own, because a provider may quote with a text and not with a location. */
function quoteField(operation: Operation): INodeProperties[] {
	if (!('send' in operation) || operation.quotedAs === null) return [];
	const { option, quotedAs } = operation;
	const able = providersThat(({ send }) => send.quotes.includes(quotedAs));
	return [
		{
			displayName: 'Quote the Message',
			name: 'quote',
			type: 'boolean',
			default: true,
			displayOptions: { show: { provider: able, operation: [option.value] } },
			description: 'Whether to show the original message above the reply',
		},
	];
}
