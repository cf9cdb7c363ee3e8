import { inUrl, urlWithSecret, type ProviderKit } from '../kit';
import { chatBreezDelivery } from './delivery';
import * as payloads from './payloads';
import { script } from './script';
import { startChatBreez, type ChatBreezOptions, type SimulatedChatBreez } from './server';

export const chatbreez: ProviderKit<SimulatedChatBreez, ChatBreezOptions> = {
	start: startChatBreez,
	keys: ({ apiKey, instance }) => ({ apiKey, instanceId: instance }),
	script,
	samples: {
		...payloads,
		proven: inUrl,
		unknown: { event: 'something.new', instance: 'shop-main', data: { a: 1 } },
		strangers: [{ event: 'messages.upsert' }, { event: 5, data: {} }],
	},
	// The longest it can be: its delays vary by a fifth.
	schedule: { policy: chatBreezDelivery(() => 1), target: urlWithSecret },
};
