/** A provider set up for a test or the demo: the simulation running, and the credential that fits it. */
import { providers } from '../../gateway/providers';
import { kitOf, type ProviderId, type SimulatedProviders } from './providers';

/** Secret of every simulated provider's credential; the providers here are not real. */
export const WEBHOOK_SECRET = 'webhook-secret-of-the-simulation';

/** Every provider of the registry: one that is not simulated fails in each suite they share. */
export const PROVIDER_IDS = providers.map(({ id }) => id as ProviderId);

export const CREDENTIAL_TYPES = Object.fromEntries(
	providers.map(({ id, credentialType }) => [id, credentialType]),
) as Record<ProviderId, string>;

type Simulated<Id extends ProviderId> = SimulatedProviders[Id]['simulated'];
type Options<Id extends ProviderId> = SimulatedProviders[Id]['options'];

export interface Setup<Id extends ProviderId> {
	id: Id;
	simulated: Simulated<Id>;
	credentialType: string;
	/** What a user would fill in. */
	fields: Record<string, string>;
}

export async function setUp<Id extends ProviderId>(
	id: Id,
	options?: Options<Id>,
): Promise<Setup<Id>> {
	const { start, keys } = kitOf<Id>(id);
	const simulated = await start(options);
	const { baseUrl } = simulated;
	return {
		id,
		simulated,
		credentialType: CREDENTIAL_TYPES[id],
		fields: { ...keys(simulated), baseUrl, webhookSecret: WEBHOOK_SECRET },
	};
}
