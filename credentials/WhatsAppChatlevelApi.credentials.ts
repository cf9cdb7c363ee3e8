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
			hint: 'Make up a long word of letters and digits and keep a copy: n8n does not show it again',
			description:
				'The webhook URL ends with it (?secret=…), because Chatlevel does not sign its deliveries. A delivery without it is refused. Left empty, anyone who learns the webhook URL can start your workflow.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.chatlevel.io/v1',
			required: true,
			placeholder: 'e.g. https://api.chatlevel.io/v1',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppChatlevelApi', credentials, options);
	}
}
