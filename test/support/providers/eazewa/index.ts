import { inUrl, urlWithSecret, type ProviderKit } from '../kit';
import { eazeWaDelivery } from './delivery';
import * as payloads from './payloads';
import { script } from './script';
import { startEazeWa, type EazeWaOptions, type SimulatedEazeWa } from './server';

export const eazewa: ProviderKit<SimulatedEazeWa, EazeWaOptions> = {
	start: startEazeWa,
	keys: ({ apiKey, instance }) => ({ apiKey, instanceId: String(instance.id) }),
	script,
	samples: {
		...payloads,
		proven: inUrl,
		unknown: { event: 'something_new', instanceId: '33', data: { a: 1 } },
		strangers: [{ event: 'message' }, { event: 5, instanceId: '33', data: {} }],
	},
	schedule: { policy: eazeWaDelivery, target: urlWithSecret, isEndless: true },
};
