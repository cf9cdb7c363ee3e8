import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/** ChatBreez: one key, one instance by its name. It publishes no call that a test could make. */
export class WhatsAppChatBreezApi implements ICredentialType {
	name = 'whatsAppChatBreezApi';

	displayName = 'ChatBreez WhatsApp API';

	icon: Icon = { light: 'file:../icons/chatbreez.svg', dark: 'file:../icons/chatbreez.dark.svg' };

	documentationUrl = 'https://docs.chatbreez.com/overview.html';

	properties: INodeProperties[] = [
		{
			displayName:
				'This credential cannot be tested: ChatBreez offers no call that only checks the key. The first reply you send shows whether the key is right.',
			name: 'notice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'From the ChatBreez dashboard',
		},
		{
			displayName: 'Instance Name',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. my-instance',
			hint: 'The unique name of the instance in the ChatBreez dashboard',
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
				'ChatBreez does not sign what it delivers, so the webhook URL carries this secret (?secret=…) and n8n refuses every delivery without it. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.chatbreez.com',
			required: true,
			placeholder: 'e.g. https://api.chatbreez.com',
			hint: 'Leave it as it is, unless ChatBreez gave you another one',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppChatBreezApi', credentials, options);
	}
}
