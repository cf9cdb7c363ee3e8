/**
 * The Provider field with its credential, the same in every node, and what `displayOptions` can say
 * of providers.
 */
import type { INodeProperties } from 'n8n-workflow';

import { providers, type Provider } from '../../../gateway';

/** What a node is set to where nobody has chosen yet. */
const STANDARD = 'wsapi';

/** The second entry is the place of the credential: below Provider. */
export const providerFields: INodeProperties[] = providerFieldsOf(providers);

/** The same fields for a node that only some providers are for. */
export function providerFieldsOf(offered: readonly Provider[]): INodeProperties[] {
	return [
		{
			displayName: 'Provider',
			name: 'provider',
			type: 'options',
			noDataExpression: true,
			options: offered.map((provider) => ({ name: labelOf(provider), value: provider.id })),
			default: STANDARD,
			description: 'The service that connects your WhatsApp number',
		},
		{ displayName: 'Credential', name: 'credentials', type: 'credentials', default: '' },
	];
}

/** The provider as lists and descriptions name it. */
export function labelOf({ displayName, alsoKnownAs }: Provider): string {
	return alsoKnownAs === undefined ? displayName : `${displayName} (${alsoKnownAs})`;
}

/** The providers in a sentence: "Cbot, ChatBreez or WSAPI". */
export function namesOf(among: readonly Provider[]): string {
	return new Intl.ListFormat('en', { type: 'disjunction' }).format(among.map(labelOf));
}

/** Ids of the providers that can do something, as `displayOptions` take them. */
export function providersThat(can: (provider: Provider) => unknown): string[] {
	return standardFirst(providers.filter((provider) => Boolean(can(provider))));
}

/**
 * n8n's node panel sets a new node to the first value of each list in the `displayOptions.show` of
 * what was chosen there (its operation, its event): so the standard provider comes first.
 */
function standardFirst(among: readonly Provider[]): string[] {
	const ids = among.map(({ id }) => id);
	return ids.includes(STANDARD) ? [STANDARD, ...ids.filter((id) => id !== STANDARD)] : ids;
}

/** Providers that have an offer in common. */
export interface ProviderGroup<T> {
	ids: string[];
	offered: T;
}

/**
 * One group for each different offer, the standard provider's first: of fields with one name, n8n's
 * node panel only looks at the first.
 */
export function groupedBy<T>(
	among: readonly Provider[],
	offer: (provider: Provider) => readonly T[],
): Array<ProviderGroup<readonly T[]>> {
	const groups = new Map<string, { members: Provider[]; offered: readonly T[] }>();
	for (const provider of among) {
		const offered = offer(provider);
		const key = JSON.stringify(offered);
		const group = groups.get(key) ?? { members: [], offered };
		group.members.push(provider);
		groups.set(key, group);
	}
	return [...groups.values()]
		.map(({ members, offered }) => ({ ids: standardFirst(members), offered }))
		.sort(
			(one, other) => Number(other.ids.includes(STANDARD)) - Number(one.ids.includes(STANDARD)),
		);
}

/** Shown only while one of these providers is chosen. */
export function forProviders(ids: string[], also: Record<string, string[]> = {}) {
	return { displayOptions: { show: { provider: ids, ...also } } };
}
