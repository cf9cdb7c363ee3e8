import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/**
 * WSAPI, cloud and self-hosted. Two keys: the instance key for everything an instance does, the
 * customer key (self-hosted: the admin key) for setting its webhook.
 */
export class WhatsAppWsapiApi implements ICredentialType {
	name = 'whatsAppWsapiApi';

	displayName = 'WSAPI WhatsApp API';

	icon: Icon = { light: 'file:../icons/wsapi.svg', dark: 'file:../icons/wsapi.dark.svg' };

	documentationUrl = 'https://docs.wsapi.chat/basics/api-key';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk_...',
			hint: 'The key of the instance, from the WSAPI dashboard',
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ins_AAAA',
			hint: 'From the WSAPI dashboard. For a self-hosted server in single mode, enter the word default.',
			description: 'Replies are sent from this instance, and events of any other one are refused',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Do not leave it empty: make up 20 letters and digits or more, and keep a copy. n8n does not show it again.',
			description:
				'WSAPI signs every delivery with it, and n8n refuses one without the right signature. Automatic registration enters it at WSAPI; otherwise enter it there yourself, as the event signing secret of the instance. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
		{
			displayName: 'Customer API Key',
			name: 'customerApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Without it, set Registration in the trigger to Manual and enter the webhook URL at WSAPI yourself',
			description:
				'The key of your WSAPI account, or the admin key of a self-hosted server. n8n uses it to set the webhook for you, and for nothing else.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.wsapi.chat',
			required: true,
			placeholder: 'e.g. https://api.wsapi.chat',
			hint: 'Leave it as it is, unless the server is your own',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppWsapiApi', credentials, options);
	}
}
