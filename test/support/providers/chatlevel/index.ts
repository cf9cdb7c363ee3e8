import { inUrl, urlWithSecret, type ProviderKit } from '../kit';
import { chatlevelDelivery } from './delivery';
import * as payloads from './payloads';
import { script } from './script';
import { startChatlevel, type ChatlevelOptions, type SimulatedChatlevel } from './server';

export const chatlevel: ProviderKit<SimulatedChatlevel, ChatlevelOptions> = {
	start: startChatlevel,
	keys: ({ apiKey, device }) => ({ apiKey, instanceId: String(device.id) }),
	script,
	samples: {
		...payloads,
		proven: inUrl,
		unknown: { event: 'something.new', deviceId: 1, data: { a: 1 } },
		strangers: [{ event: 'message.received' }, { event: 5, deviceId: 1, data: {} }],
	},
	schedule: { policy: chatlevelDelivery, target: urlWithSecret },
};
