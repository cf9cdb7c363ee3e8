/** What the *Test* button of a credential finds out. */
import { ProviderError } from '../errors';
import type { Credential } from '../credential';
import type { Api, Provider } from '../provider';
import { notConnected, notThisProvider } from './refusal';

/** A provider whose credential can be tested. */
export type CheckableProvider = Provider & Required<Pick<Provider, 'check'>>;

export function isCheckable(provider: Provider): provider is CheckableProvider {
	return provider.check !== undefined;
}

/**
 * Throws `ProviderError` unless messages can be sent and received with the credential of `api`. A
 * number that is not connected is an error as well: n8n shows no text beside a test that passed,
 * and whoever is setting this up has to know what is left to do.
 */
export async function checkCredential(provider: CheckableProvider, api: Api): Promise<void> {
	assertReadable(provider, api.credential);
	const found = await provider.check(api);
	if (found.kind === 'works') return;
	if (found.kind === 'not connected') throw notConnected(provider, 200, found.state);
	throw notThisProvider({ provider, credential: api.credential }, 'an answer of another kind', 200);
}

/** The provider is not asked about these: an expression that gives nothing stops every delivery. */
function assertReadable({ displayName }: Provider, { unreadable }: Credential): void {
	const [field] = unreadable;
	if (field === undefined) return;
	throw new ProviderError(
		`The ${field} in the ${displayName} credential is neither a text nor a number, so no delivery can be checked against it`,
		{
			kind: 'refused',
			status: null,
			nextStep: `Look at the expression of the ${field}: what it refers to may not exist. Or enter the ${field} itself.`,
		},
	);
}
