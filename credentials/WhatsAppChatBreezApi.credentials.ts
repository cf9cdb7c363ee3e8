import type { IAuthenticateGeneric, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

/** ChatBreez: one key, one instance by its name. It publishes no call that a test could make. */
export class WhatsAppChatBreezApi implements ICredentialType {
	name = 'whatsAppChatBreezApi';

	displayName = 'ChatBreez WhatsApp API';

	icon: Icon = { light: 'file:../icons/chatbreez.svg', dark: 'file:../icons/chatbreez.dark.svg' };

	documentationUrl = 'https://docs.chatbreez.com/overview.html';

	properties: INodeProperties[] = [
		{
			displayName:
				'This credential cannot be tested here: ChatBreez documents no call that does nothing but check the key. The first reply you send shows whether it is right.',
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
			description: 'From the ChatBreez dashboard',
		},
		{
			displayName: 'Instance Name',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. my-instance',
			description:
				'The name of the instance in the ChatBreez dashboard. Events of any other instance are refused.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'A word of your choice that stands in the webhook URL (?secret=…), because ChatBreez does not sign its deliveries. A delivery without it is refused; left empty, anybody who knows the webhook URL can start your workflow.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.chatbreez.com',
			required: true,
			placeholder: 'e.g. https://api.chatbreez.com',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { 'X-API-Key': '={{$credentials.apiKey}}' } },
	};
}
