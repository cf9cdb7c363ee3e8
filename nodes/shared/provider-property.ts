/** The Provider field with its credential, the same in every node, and what can be said of providers in `displayOptions`. */
import type { INodeProperties } from 'n8n-workflow';

import { providers, type Provider } from '../../gateway';

/**
 * The nodes' credentials depend on `/provider`, with the slash: n8n takes a field that credentials
 * name without it for a choice of log-in and hides it in the credential's form. There, nobody who
 * is new would find the providers. The second entry is the place of the credential: below Provider.
 */
export const providerFields: INodeProperties[] = providerFieldsOf(providers);

/** The same fields for a node that only some providers are for. */
export function providerFieldsOf(offered: readonly Provider[]): INodeProperties[] {
	return [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			noDataExpression: true,
			options: offered.map(({ id, displayName }) => ({ name: displayName, value: id })),
			default: 'wsapi',
			description: 'The service that connects your WhatsApp number',
		},
		{ displayName: 'Credential', name: 'credentials', type: 'credentials', default: '' },
	];
}

/** Ids of the providers that can do something. */
export function providersThat(can: (provider: Provider) => unknown): string[] {
	return providers.filter((provider) => Boolean(can(provider))).map(({ id }) => id);
}

/** Shown only while one of these providers is chosen. */
export function forProviders(ids: string[], also: Record<string, string[]> = {}) {
	return { displayOptions: { show: { provider: ids, ...also } } };
}
