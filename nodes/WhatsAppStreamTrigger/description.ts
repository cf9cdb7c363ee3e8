/** What the user fills in at the stream trigger. */
import type { INodeProperties } from 'n8n-workflow';

import { providers, type StreamingProvider } from '../../gateway';
import { forProviders, providerFieldsOf } from '../shared/editor/provider-property';
import { numbered } from '../shared/editor/steps';
import { commonOptions, eventFields } from '../shared/editor/trigger-options';

/** The providers this node is for. */
export const streaming = providers.filter(
	(provider): provider is StreamingProvider => provider.stream !== undefined,
);

export const properties: INodeProperties[] = [
	...providerFieldsOf(streaming),
	...streaming.map(
		({ id, stream }): INodeProperties => ({
			displayName: numbered(stream.steps),
			name: 'streamSteps',
			type: 'notice',
			default: '',
			...forProviders([id]),
		}),
	),
	...eventFields(streaming),
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...commonOptions(streaming),
			{
				displayName: 'Connect With',
				name: 'connectWith',
				type: 'options',
				options: [
					{
						name: 'Headers',
						value: 'headers',
						description: 'Send the key and the instance in headers of the request',
					},
					{
						name: 'Query',
						value: 'query',
						description: 'Send them in the address, which servers and proxies may log',
					},
				],
				default: 'headers',
				description: 'How n8n signs in to the provider',
			},
			{
				displayName: 'Reconnect After Silence (Seconds)',
				name: 'silenceSeconds',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 3600 },
				default: 60,
				description: 'How long the connection may stay silent before n8n connects again',
			},
		],
	},
];
