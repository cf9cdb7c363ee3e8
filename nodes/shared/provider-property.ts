/** The Provider field, the same in every node, and what can be said of providers in `displayOptions`. */
import type { INodeProperties } from 'n8n-workflow';

import { providers, type Provider } from '../../gateway';

export const providerProperty: INodeProperties = {
	displayName: 'Provider',
	name: 'provider',
	type: 'options',
	noDataExpression: true,
	options: providers.map(({ id, displayName }) => ({ name: displayName, value: id })),
	default: 'wsapi',
	description: 'The service that connects your WhatsApp number',
};

/** Ids of the providers that can do something. */
export function providersThat(can: (provider: Provider) => unknown): string[] {
	return providers.filter((provider) => Boolean(can(provider))).map(({ id }) => id);
}

/** Shown only while one of these providers is chosen. */
export function forProviders(ids: string[], also: Record<string, string[]> = {}) {
	return { displayOptions: { show: { provider: ids, ...also } } };
}
