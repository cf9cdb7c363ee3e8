import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	Icon,
	INodeProperties,
} from 'n8n-workflow';

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
			description: 'The key of the instance, from the WSAPI dashboard',
		},
		{
			displayName: 'Instance ID',
			name: 'instanceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. ins_AAAA',
			description:
				'Events of any other instance are refused. A self-hosted server in single mode has none: put any name.',
		},
		{
			displayName: 'Webhook Secret',
			name: 'webhookSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The event signing secret of the instance. Every delivery must be signed with it; left empty, anybody who knows the webhook URL can start your workflow.',
		},
		{
			displayName: 'Customer API Key',
			name: 'customerApiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Only for setting the webhook automatically: the account key of WSAPI, or the admin key of a self-hosted server',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.wsapi.chat',
			required: true,
			placeholder: 'e.g. https://api.wsapi.chat',
			description: 'Change it for a self-hosted server',
		},
	];

	/** Routes of the account and of the administration take the other key, and no instance header. */
	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const administrative = /\/(account|admin)\/instances\//.test(options.url);
		const headers = administrative
			? { 'X-Api-Key': credentials.customerApiKey }
			: { 'X-Api-Key': credentials.apiKey, 'X-Instance-Id': credentials.instanceId };
		return { ...options, headers: { ...options.headers, ...headers } };
	}

	/** Answers with the state of the session, connected or not: what is tested is the key. */
	test: ICredentialTestRequest = {
		request: { baseURL: '={{$credentials.baseUrl}}', url: '/session/status' },
	};
}
