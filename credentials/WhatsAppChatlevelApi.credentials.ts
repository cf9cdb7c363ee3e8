import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/** Chatlevel: one key for the account, one device for each WhatsApp number. */
export class WhatsAppChatlevelApi implements ICredentialType {
	name = 'whatsAppChatlevelApi';

	displayName = 'Chatlevel WhatsApp API';

	icon: Icon = { light: 'file:../icons/chatlevel.svg', dark: 'file:../icons/chatlevel.dark.svg' };

	documentationUrl = 'https://docs.chatlevel.io/api-reference/introduction';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk_...',
			hint: 'From the developers page of the Chatlevel app',
		},
		{
			displayName: 'Device ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1000001',
			hint: 'The number of the device in the Chatlevel app',
			description: 'Replies are sent from this device, and events of any other one are refused',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Do not leave it empty: make up 20 letters and digits or more, and keep a copy. n8n does not show it again.',
			description:
				'Chatlevel does not sign what it delivers, so the webhook URL carries this secret (?secret=…) and n8n refuses every delivery without it. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.chatlevel.io/v1',
			required: true,
			placeholder: 'e.g. https://api.chatlevel.io/v1',
			hint: 'Leave it as it is, unless Chatlevel gave you another one',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppChatlevelApi', credentials, options);
	}
}
