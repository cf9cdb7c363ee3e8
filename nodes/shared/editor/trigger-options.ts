/** What both triggers let the user choose: which events run the workflow, and what is remembered. */
import type { INodeProperties } from 'n8n-workflow';

import type { Provider } from '../../../gateway';
import { eventMemory } from './event-memory';
import { chatTypeOptions, eventOptions } from './event-options';
import { allowedMediaHosts, downloadMedia, maxMediaMegabytes } from './media-options';
import { forProviders, groupedBy } from './provider-property';

/** The field Trigger On, once per set of events that providers have in common. */
export function eventFields(offered: readonly Provider[]): INodeProperties[] {
	const optionsOf = ({ events }: Provider) =>
		eventOptions.filter(({ value }) => events.some((name) => name === value));
	return groupedBy(offered, optionsOf).map(({ ids, offered: options }) => ({
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		options: [...options],
		default: ['message.received'],
		required: true,
		...forProviders(ids),
	}));
}

/** The options of a trigger for these providers. */
export function commonOptions(providers: readonly Provider[]): INodeProperties[] {
	return [
		allowedMediaHosts,
		{
			displayName: 'Chat Types',
			name: 'chatTypes',
			type: 'multiOptions',
			options: chatTypeOptions,
			default: ['individual', 'group'],
			description: 'Which chats start the workflow. Events without a chat always do.',
		},
		{
			displayName: 'Deduplicate',
			name: 'deduplicate',
			type: 'boolean',
			default: true,
			description: 'Whether to ignore an event that the provider delivers a second time',
		},
		downloadMedia,
		eventMemory,
		...dedupeHours(providers),
		{
			displayName: 'Include Raw Payload',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description:
				"Whether to add the provider's own event to the output, as the field raw and without keys and secrets",
		},
		maxMediaMegabytes,
	];
}

/** One field per default, because providers go on sending for different lengths of time. */
function dedupeHours(providers: readonly Provider[]): INodeProperties[] {
	const defaults = [...new Set(providers.map(({ delivery }) => delivery.dedupeHours))];
	return defaults.map((hours) => ({
		displayName: 'Event Memory (Hours)',
		name: 'dedupeHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 2160 },
		default: hours,
		displayOptions: {
			show: {
				'/provider': providers
					.filter(({ delivery }) => delivery.dedupeHours === hours)
					.map(({ id }) => id),
			},
		},
		description:
			'How long a repeated delivery is recognised. The default is longer than the provider keeps trying.',
	}));
}
