import type { ProviderKit } from '../kit';
import { wsapiCloudDelivery, wsapiSignature } from './delivery';
import * as payloads from './payloads';
import { script } from './script';
import { startWsapi, type SimulatedWsapi, type WsapiOptions } from './server';

export const wsapi: ProviderKit<SimulatedWsapi, WsapiOptions> = {
	start: startWsapi,
	keys: ({ accountKey, instance }) => ({
		apiKey: instance.apiKey,
		customerApiKey: accountKey,
		instanceId: instance.id,
	}),
	script,
	samples: {
		...payloads,
		proven: (body, secret) => ({
			headers: wsapiSignature(Buffer.from(JSON.stringify(body)), secret),
			query: {},
		}),
		unknown: { eventType: 'something_new', instanceId: 'ins_AAAA', eventData: { a: 1 } },
		strangers: [{ eventType: 'message' }, { event: 'message' }, { eventData: {} }],
	},
	schedule: {
		policy: wsapiCloudDelivery('ins_AAAA'),
		target: (url, secret) => ({ url, secret }),
	},
};
