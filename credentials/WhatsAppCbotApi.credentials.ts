import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

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
			description:
				'The key of your number. A new one removes the webhook, so publish the workflow again after changing it.',
		},
		{
			displayName: 'API Key Header',
			name: 'apiKeyHeader',
			type: 'string',
			default: 'API-KEY',
			required: true,
			placeholder: 'e.g. API-KEY',
			description:
				'The header the key is sent in. If the test says the key is wrong, try D360-API-KEY.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://waba.example.com',
			description: 'The address Cbot gave you, without /v1 or /messages at its end',
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
			description: 'Which of its two APIs Cbot runs your number on',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'A word of your choice that Cbot sends back with every delivery, in the header X-Webhook-Secret, because it does not sign its deliveries. A delivery without it is refused; left empty, anybody who knows the webhook URL can start your workflow.',
		},
	];

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const header = String(credentials.apiKeyHeader || 'API-KEY').trim();
		return { ...options, headers: { ...options.headers, [header]: credentials.apiKey } };
	}

	/** Asks which webhook is set: harmless, the same in both hostings, and refused without the key. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl.replace(/\\/(v1\\/?)?$/, "")}}',
			url: '/v1/configs/webhook',
		},
	};
}
