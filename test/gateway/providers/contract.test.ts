import { findProvider } from '../../../gateway/providers';
import { sign } from '../../../gateway/verification/hmac';
import { providerContract, type ProviderSamples } from '../../support/provider-contract';
import * as cbot from '../../support/providers/payloads/cbot';
import * as chatbreez from '../../support/providers/payloads/chatbreez';
import * as chatlevel from '../../support/providers/payloads/chatlevel';
import * as eazewa from '../../support/providers/payloads/eazewa';
import * as wsapi from '../../support/providers/payloads/wsapi';

const inUrl: ProviderSamples['proven'] = (_body, secret) => ({ headers: {}, query: { secret } });
const inHeader: ProviderSamples['proven'] = (_body, secret) => ({
	headers: { 'x-webhook-secret': secret },
	query: {},
});
const signed: ProviderSamples['proven'] = (body, secret) => ({
	headers: { 'x-webhook-signature': `sha256=${sign(JSON.stringify(body), secret)}` },
	query: {},
});

const NOBODYS = [null, [], {}, 'text', 5, true, [{}], { hello: 'world' }];

const samples: Record<string, ProviderSamples> = {
	cbot: {
		...cbot,
		proven: inHeader,
		unknown: {
			object: 'whatsapp_business_account',
			entry: [{ id: '1', changes: [{ field: 'something_new', value: { a: 1 } }] }],
		},
		strangers: [...NOBODYS, { event: 'message', data: {} }],
	},
	chatbreez: {
		...chatbreez,
		proven: inUrl,
		unknown: { event: 'something.new', instance: 'shop-main', data: { a: 1 } },
		strangers: [...NOBODYS, { event: 'messages.upsert' }, { event: 5, data: {} }],
	},
	chatlevel: {
		...chatlevel,
		proven: inUrl,
		unknown: { event: 'something.new', deviceId: 1, data: { a: 1 } },
		strangers: [...NOBODYS, { event: 'message.received' }, { event: 5, deviceId: 1, data: {} }],
	},
	eazewa: {
		...eazewa,
		proven: inUrl,
		unknown: { event: 'something_new', instanceId: '33', data: { a: 1 } },
		strangers: [...NOBODYS, { event: 'message' }, { event: 5, instanceId: '33', data: {} }],
	},
	wsapi: {
		...wsapi,
		proven: signed,
		unknown: { eventType: 'something_new', instanceId: 'ins_AAAA', eventData: { a: 1 } },
		strangers: [...NOBODYS, { eventType: 'message' }, { event: 'message' }, { eventData: {} }],
	},
};

describe.each(Object.entries(samples))('%s', (id, own) => {
	const provider = findProvider(id);
	if (!provider) throw new Error(`${id} is not registered`);
	providerContract(provider, own);
});
