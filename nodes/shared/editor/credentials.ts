/** The credentials a node asks for. */
import type { INodeCredentialDescription } from 'n8n-workflow';

import { isCheckable, type Provider } from '../../../gateway';
import { CREDENTIAL_TEST } from '../host/credential-test';

/**
 * One per provider, shown while that one is chosen, and `others`.
 *
 * With `/provider`, because n8n takes a field that credentials name without the slash for a choice
 * of log-in and hides it in the credential's form, where newcomers would not find the providers.
 */
export function credentialsOf(
	offered: readonly Provider[],
	...others: INodeCredentialDescription[]
): INodeCredentialDescription[] {
	const own = offered.map((provider) => ({
		name: provider.credentialType,
		required: true,
		displayOptions: { show: { '/provider': [provider.id] } },
		// Without a harmless call to make, a credential has no Test button rather than one that pretends.
		...(isCheckable(provider) ? { testedBy: CREDENTIAL_TEST } : {}),
	}));
	return [...own, ...others];
}

/** n8n's own Redis credential, for whoever wants event ids kept there. */
export const redisCredential: INodeCredentialDescription = {
	name: 'redis',
	required: false,
	displayOptions: { show: { 'options.dedupeStore': ['automatic', 'redis'] } },
};
