/** What the user fills in at the trigger. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { providers } from '../../gateway';
import { chatTypeOptions, eventOptions } from '../shared/event-options';
import { storeOptions } from '../shared/store-options';
import { forProviders, providerProperty, providersThat } from '../shared/provider-property';

const MANUAL: INodePropertyOptions = {
	name: 'Manual',
	value: 'manual',
	description: 'You paste the webhook URL at the provider yourself; the steps are shown below',
};
const AUTOMATIC: INodePropertyOptions = {
	name: 'Automatic',
	value: 'automatic',
	description:
		'Publishing the workflow sets the webhook at the provider, unpublishing takes it away again',
};

const withApi = providersThat(({ registration }) => registration);
const withoutApi = providersThat(({ registration }) => !registration);

export const properties: INodeProperties[] = [
	providerProperty,
	registrationField(withApi, [AUTOMATIC, MANUAL], 'automatic'),
	registrationField(withoutApi, [MANUAL], 'manual'),
	...providers.map(
		({ id, manualSteps }): INodeProperties => ({
			displayName: `<ol>${manualSteps.map((step) => `<li>${step}</li>`).join('')}</ol>`,
			name: 'manualSteps',
			type: 'notice',
			default: '',
			...forProviders([id], { registration: ['manual'] }),
		}),
	),
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: eventOptions,
		default: ['message.received'],
		required: true,
	},
	{
		displayName:
			'Without a Webhook Secret in the credential, anybody who learns the webhook URL can start this workflow with a made-up event',
		name: 'secretNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Chat Types',
				name: 'chatTypes',
				type: 'multiOptions',
				options: chatTypeOptions,
				default: ['individual', 'group'],
				description: 'Which chats run the workflow; events without a chat always do',
			},
			{
				displayName: 'Deduplicate',
				name: 'deduplicate',
				type: 'boolean',
				default: true,
				description:
					'Whether an event that the provider delivers again is dropped instead of run again',
			},
			{
				displayName: 'Event Memory',
				name: 'dedupeStore',
				type: 'options',
				options: storeOptions,
				default: 'automatic',
				description: 'Where this node remembers which events have run',
			},
			...dedupeHours(),
			{
				displayName: 'Include Raw Payload',
				name: 'includeRaw',
				type: 'boolean',
				default: false,
				description:
					"Whether to add the provider's own event as the field raw, without keys and secrets",
			},
			{
				displayName: 'Replace Existing Webhook',
				name: 'replaceExisting',
				type: 'boolean',
				default: false,
				displayOptions: { show: { '/registration': ['automatic'] } },
				description:
					'Whether publishing may replace another webhook URL that is set at the provider. That other address stops receiving events.',
			},
		],
	},
];

/** The same field with other choices, because some providers have no API for it. */
function registrationField(
	ids: string[],
	options: INodePropertyOptions[],
	standard: 'automatic' | 'manual',
): INodeProperties {
	return {
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		noDataExpression: true,
		options,
		default: standard,
		description: 'How the provider learns where to deliver events',
		...forProviders(ids),
	};
}

/** One field per default, because providers send again for differently long. */
function dedupeHours(): INodeProperties[] {
	const defaults = [...new Set(providers.map(({ delivery }) => delivery.dedupeHours))];
	return defaults.map((hours) => ({
		displayName: 'Remember Events For (Hours)',
		name: 'dedupeHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2160 },
		default: hours,
		displayOptions: {
			show: { '/provider': providersThat(({ delivery }) => delivery.dedupeHours === hours) },
		},
		description:
			'How long a redelivery is recognised; longer than the provider goes on sending again',
	}));
}
