/** The webhook as it stands at a provider, set and read without n8n: somebody's hand in the dashboard. */
import type { RecordedRequest, SimulatedProviders } from '../providers';
import type { Setup } from '../setups';

/** Those with an API for it. */
export const REGISTERING = ['chatlevel', 'eazewa', 'cbot', 'evolution', 'wsapi'] as const;
export type RegisteringId = (typeof REGISTERING)[number];

const SET: {
	[Id in RegisteringId]: (provider: SimulatedProviders[Id]['simulated'], url: string) => void;
} = {
	chatlevel: ({ device }, url) => (device.webhookUrl = url),
	eazewa: ({ instance }, url) => (instance.webhook_url = url),
	cbot: ({ state }, url) => (state.webhook = { url, headers: {} }),
	evolution: ({ webhook }, url) => {
		const sent = { headers: {}, enabled: true, events: [], webhookByEvents: false };
		webhook.row = url === '' ? null : { url, ...sent, webhookBase64: false };
	},
	wsapi: ({ instance }, url) => (instance.webhookUrl = url),
};

export function setByHand({ id, simulated }: Setup<RegisteringId>, url: string): void {
	(SET[id] as (provider: typeof simulated, url: string) => void)(simulated, url);
}

/** The URLs on record, without what stands in their query. */
export function urlsOnRecord({ simulated }: Setup<RegisteringId>): string[] {
	return simulated.registered().map(({ target }) => target.url.split('?')[0] ?? '');
}

/** The calls that change something. */
export function changes({ simulated }: Setup<RegisteringId>): RecordedRequest[] {
	return simulated.requests.filter(({ method }) => method !== 'GET');
}
