/** A provider set up for a test or the demo: the simulation running, and the credential that fits it. */
import { startSimulatedProvider, type ProviderId, type SimulatedProviders } from './providers';

/** Secret of every simulated provider's credential; the providers here are not real. */
export const WEBHOOK_SECRET = 'webhook-secret-of-the-simulation';

export const PROVIDER_IDS = ['chatbreez', 'chatlevel', 'eazewa', 'cbot', 'wsapi'] as const;

export const CREDENTIAL_TYPES: Record<ProviderId, string> = {
	chatbreez: 'whatsAppChatBreezApi',
	chatlevel: 'whatsAppChatlevelApi',
	eazewa: 'whatsAppEazeWaApi',
	cbot: 'whatsAppCbotApi',
	wsapi: 'whatsAppWsapiApi',
};

type Simulated<Id extends ProviderId> = SimulatedProviders[Id]['simulated'];
type Options<Id extends ProviderId> = SimulatedProviders[Id]['options'];

export interface Setup<Id extends ProviderId> {
	id: Id;
	simulated: Simulated<Id>;
	credentialType: string;
	/** What a user would fill in. */
	fields: Record<string, string>;
}

/** What the credential holds besides base URL and secret. */
const KEYS: { [Id in ProviderId]: (simulated: Simulated<Id>) => Record<string, string> } = {
	chatbreez: ({ apiKey, instance }) => ({ apiKey, instanceId: instance }),
	chatlevel: ({ apiKey, device }) => ({ apiKey, instanceId: String(device.id) }),
	eazewa: ({ apiKey, instance }) => ({ apiKey, instanceId: String(instance.id) }),
	cbot: ({ state, apiKeyHeader, hosting }) => ({ apiKey: state.apiKey, apiKeyHeader, hosting }),
	wsapi: ({ accountKey, instance }) => ({
		apiKey: instance.apiKey,
		customerApiKey: accountKey,
		instanceId: instance.id,
	}),
};

export async function setUp<Id extends ProviderId>(
	id: Id,
	options?: Options<Id>,
): Promise<Setup<Id>> {
	const simulated = await startSimulatedProvider(id, options);
	const { baseUrl } = simulated;
	return {
		id,
		simulated,
		credentialType: CREDENTIAL_TYPES[id],
		fields: { ...KEYS[id](simulated), baseUrl, webhookSecret: WEBHOOK_SECRET },
	};
}
