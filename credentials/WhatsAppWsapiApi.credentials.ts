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
			hint: 'From the WSAPI dashboard. For a self-hosted server in single mode enter the word default.',
			description: 'Replies are sent from this instance, and events of any other one are refused',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'The event signing secret of the instance. Automatic registration sets it at WSAPI for you.',
			description:
				'Every delivery must be signed with it. Left empty, anyone who learns the webhook URL can start your workflow.',
		},
		{
			displayName: 'Customer API Key',
			name: 'customerApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Only for automatic registration: the account key, or the admin key of a self-hosted server',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.wsapi.chat',
			required: true,
			placeholder: 'e.g. https://api.wsapi.chat',
			hint: 'Change it for a self-hosted server only',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppWsapiApi', credentials, options);
	}
}
