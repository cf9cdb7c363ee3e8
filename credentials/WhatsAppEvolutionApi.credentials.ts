import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/** Evolution API v2: the server's own key or an instance's, and one instance for each number. */
export class WhatsAppEvolutionApi implements ICredentialType {
	name = 'whatsAppEvolutionApi';

	displayName = 'Evolution WhatsApp API';

	icon: Icon = { light: 'file:../icons/evolution.svg', dark: 'file:../icons/evolution.dark.svg' };

	documentationUrl = 'https://doc.evolution-api.com/v2';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The key (token) of the instance, or the server’s own (AUTHENTICATION_API_KEY)',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://evolution.example.com',
			hint: 'The address of your Evolution server, with nothing behind it',
		},
		{
			displayName: 'Instance Name',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. my-instance',
			hint: 'The name of the instance in the Evolution Manager, letter by letter',
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
				'Evolution API does not sign what it delivers, so every delivery carries this secret (in the header X-Webhook-Secret or in the URL, ?secret=…) or a token signed with it, and n8n refuses every one without. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppEvolutionApi', credentials, options);
	}
}
