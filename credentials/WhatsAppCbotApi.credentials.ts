import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

import { authenticated } from '../gateway';

/** Cbot: one key for each number, in a header whose name Cbot does not publish. */
export class WhatsAppCbotApi implements ICredentialType {
	name = 'whatsAppCbotApi';

	displayName = 'Cbot WhatsApp API';

	icon: Icon = { light: 'file:../icons/cbot.svg', dark: 'file:../icons/cbot.dark.svg' };

	documentationUrl = 'https://docs.cbot.ai/Business/Basics';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			hint: 'The key of your number, from Cbot',
			description:
				'Generating a new key removes the webhook at Cbot. Enter the new key here, then unpublish the workflow and publish it again.',
		},
		{
			displayName: 'API Key Header',
			name: 'apiKeyHeader',
			type: 'string',
			default: 'API-KEY',
			required: true,
			placeholder: 'e.g. API-KEY',
			hint: 'If this credential is refused although the key is right, enter D360-API-KEY here',
			description: 'The HTTP header the key is sent in',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://waba.example.com',
			hint: 'The address Cbot gave you, without /v1 or /messages at its end',
		},
		{
			displayName: 'Hosting',
			name: 'hosting',
			type: 'options',
			options: [
				{
					name: 'Cloud',
					value: 'cloud',
					description: 'Messages are sent to /messages',
				},
				{
					name: 'On-Premises',
					value: 'onPremises',
					description: 'Messages are sent to /v1/messages',
				},
			],
			default: 'onPremises',
			hint: 'Ask Cbot which of the two your number runs on',
			description:
				'It decides which address messages are sent to. The test of this credential cannot tell whether it is the right one.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			hint: 'Do not leave it empty: make up 20 letters and digits or more, and keep a copy. n8n does not show it again.',
			description:
				'Cbot does not sign what it delivers, so it sends this secret along, in the header X-Webhook-Secret, and n8n refuses every delivery without it. If it is empty, n8n takes whatever anybody sends to the webhook URL.',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		return authenticated('whatsAppCbotApi', credentials, options);
	}
}
