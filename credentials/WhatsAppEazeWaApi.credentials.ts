import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/** eazeWA, which is WaAPI: one token for the account, one instance for each WhatsApp number. */
export class WhatsAppEazeWaApi implements ICredentialType {
	name = 'whatsAppEazeWaApi';

	displayName = 'eazeWA (WaAPI) WhatsApp API';

	icon: Icon = { light: 'file:../icons/eazewa.svg', dark: 'file:../icons/eazewa.dark.svg' };

	documentationUrl = 'https://waapi.readme.io/reference/api-token';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'An API token from waapi.app/user/api-tokens. Automatic registration needs its update scope.',
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 33',
			hint: 'The number of the instance in the eazeWA (WaAPI) dashboard',
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
				'eazeWA does not sign what it delivers, so the webhook URL carries this secret (?secret=…) and n8n refuses every delivery without it. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://waapi.app/api/v1',
			required: true,
			placeholder: 'e.g. https://waapi.app/api/v1',
			hint: 'Leave it as it is, unless eazeWA gave you another one',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppEazeWaApi', credentials, options);
	}
}
