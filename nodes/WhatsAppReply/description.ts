/** What the user fills in at WhatsApp Reply: only what the chosen provider can do. */
import type { INodeProperties } from 'n8n-workflow';

import { operationFields } from '../shared/operation-property';
import { providerProperty, providersThat } from '../shared/provider-property';
import { targetProperties } from '../shared/target';
import { operations } from './operations';

const quoting = operations.filter(({ quotes }) => quotes).map(({ option }) => String(option.value));

export const properties: INodeProperties[] = [
	providerProperty,
	...operationFields(
		operations.map((operation) => ({
			...operation,
			providers: providersThat(({ send }) => operation.isPossible(send)),
		})),
		'sendText',
	),
	...targetProperties,
	{
		displayName: 'Quote the Message',
		name: 'quote',
		type: 'boolean',
		default: true,
		displayOptions: {
			show: { provider: providersThat(({ send }) => send.quotes), operation: quoting },
		},
		description: 'Whether the answer shows the message it answers above it',
	},
];
