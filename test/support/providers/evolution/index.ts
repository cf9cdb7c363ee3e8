import type { ProviderKit } from '../kit';
import { evolutionDelivery } from './delivery';
import * as payloads from './payloads';
import { envelope } from './payloads/envelope';
import { script } from './script';
import { startEvolution, type EvolutionOptions, type SimulatedEvolution } from './server';

export const evolution: ProviderKit<SimulatedEvolution, EvolutionOptions> = {
	start: startEvolution,
	keys: ({ apiKey, instance }) => ({ apiKey, instanceId: instance }),
	script,
	samples: {
		...payloads,
		proven: (_body, secret) => ({ headers: { 'x-webhook-secret': secret }, query: {} }),
		unknown: envelope('something.new', { a: 1 }),
		strangers: [{ event: 'messages.upsert' }, { event: 5, instance: 'shop', data: {} }],
	},
	// The longest it can be: its delays vary by a fifth.
	schedule: {
		policy: evolutionDelivery(() => 1),
		target: (url, secret) => ({ url, headers: { 'x-webhook-secret': secret } }),
	},
};
