import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { properties } from './description';
import { checkExists, create, remove } from './registration';
import { webhook } from './webhook';

export class WhatsAppWebhookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Webhook Trigger',
		name: 'whatsAppWebhookTrigger',
		icon: {
			light: 'file:whatsAppWebhookTrigger.svg',
			dark: 'file:whatsAppWebhookTrigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description: 'Starts the workflow once for each WhatsApp event, whatever the provider',
		defaults: { name: 'WhatsApp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		eventTriggerDescription: 'Send a WhatsApp message to your number',
		activationMessage: 'WhatsApp events will now run this workflow.',
		triggerPanel: {
			header: 'Receive WhatsApp events',
			executionsHelp: {
				inactive:
					'While you listen here, one event shows up in the editor, sent to the <b>test</b> URL. Publish the workflow to run it for every event, sent to the <b>production</b> URL.',
				active:
					'Every event sent to the <b>production</b> URL runs this workflow. To try a change, listen here and send one to the <b>test</b> URL.',
			},
			activationHint: 'Publish the workflow to receive every event.',
		},
		credentials: [
			{
				name: 'whatsAppCbotApi',
				required: true,
				displayOptions: { show: { provider: ['cbot'] } },
			},
			{
				name: 'whatsAppChatBreezApi',
				required: true,
				displayOptions: { show: { provider: ['chatbreez'] } },
			},
			{
				name: 'whatsAppChatlevelApi',
				required: true,
				displayOptions: { show: { provider: ['chatlevel'] } },
			},
			{
				name: 'whatsAppEazeWaApi',
				required: true,
				displayOptions: { show: { provider: ['eazewa'] } },
			},
			{
				name: 'whatsAppWsapiApi',
				required: true,
				displayOptions: { show: { provider: ['wsapi'] } },
			},
			{
				name: 'redis',
				required: false,
				displayOptions: { show: { 'options.dedupeStore': ['redis'] } },
			},
		],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// Empty: the `webhookResponse` beside the items becomes the answer's body.
				responseData: '',
			},
		],
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await webhook(this);
	}
}
