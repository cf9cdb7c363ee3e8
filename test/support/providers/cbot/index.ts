import { HOUR_MS } from '../clock';
import type { ProviderKit } from '../kit';
import { cbotDelivery } from './delivery';
import * as payloads from './payloads';
import { script } from './script';
import { startCbot, type CbotOptions, type SimulatedCbot } from './server';

export const cbot: ProviderKit<SimulatedCbot, CbotOptions> = {
	start: startCbot,
	keys: ({ state, apiKeyHeader, hosting }) => ({ apiKey: state.apiKey, apiKeyHeader, hosting }),
	script,
	samples: {
		...payloads,
		proven: (_body, secret) => ({ headers: { 'x-webhook-secret': secret }, query: {} }),
		unknown: {
			object: 'whatsapp_business_account',
			entry: [{ id: '1', changes: [{ field: 'something_new', value: { a: 1 } }] }],
		},
		strangers: [{ event: 'message', data: {} }],
	},
	schedule: {
		policy: cbotDelivery,
		target: (url, secret) => ({ url, headers: { 'x-webhook-secret': secret } }),
		publishedEndMs: 24 * HOUR_MS,
	},
};
