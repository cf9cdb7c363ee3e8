/**
 * Who asks ChatBreez (docs.chatbreez.com/overview.html). It publishes no call that would only check
 * the key: there is no `check`.
 */
import type { Credential } from '../../credential';
import type { Proof, Terms } from '../../provider';

export const terms: Terms = {
	instance: { noun: 'instance', field: 'Instance Name' },
	baseUrl: 'https://api.chatbreez.com, with nothing behind it',
	connect:
		'Scan the QR code of the instance in the ChatBreez dashboard with the phone (WhatsApp → Settings → Linked devices), then try again.',
};

export function authorize({ apiKey }: Credential): [Proof] {
	return [{ name: 'X-API-Key', value: apiKey, field: 'API Key' }];
}
