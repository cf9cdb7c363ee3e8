import type {
	IHookFunctions,
	ILoadOptionsFunctions,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { providers } from '../../gateway';
import { codexOf } from '../shared/editor/codex';
import { credentialsOf, redisCredential } from '../shared/editor/credentials';
import { namesOf } from '../shared/editor/provider-property';
import { testWhatsAppCredential } from '../shared/host/credential-test';
import { storeHints } from '../shared/editor/store-hints';
import { storeOptionsHere } from '../shared/editor/store-options-here';
import { providerSubtitle } from '../shared/editor/subtitle';
import { properties } from './description';
import { handshake } from './handshake';
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
		// 1.1 is 1 in all but speed: for version 1 n8n starts its expression engine for every request, to
		// look up an option this node does not have. That is a third of what a delivery costs n8n.
		version: [1, 1.1],
		defaultVersion: 1.1,
		subtitle: providerSubtitle,
		description: `Starts the workflow on WhatsApp events from ${namesOf(providers)}`,
		codex: codexOf({
			offered: providers,
			words: [
				'webhook',
				'receive WhatsApp message',
				'WhatsApp message received',
				'on WhatsApp message',
				'message',
				'inbox',
			],
		}),
		defaults: { name: 'WhatsApp Webhook Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		eventTriggerDescription: 'Send a WhatsApp message to your number',
		activationMessage:
			'WhatsApp events run this workflow as soon as the webhook is set at the provider. If that fails, n8n says so here.',
		triggerPanel: {
			header: 'Receive WhatsApp events',
			executionsHelp: {
				inactive:
					'<b>While you build</b>, click Execute step and send a WhatsApp message to your number. With automatic registration the provider is told the <b>test</b> URL for as long as this node listens; with manual registration you enter the test URL there yourself.<br><br><b>When it works</b>, publish the workflow. From then on every event sent to the <b>production</b> URL runs it, and the runs are listed under Executions.',
				active:
					'<b>This workflow is published</b>: every event sent to the <b>production</b> URL runs it, and the runs are listed under Executions.<br><br><b>To try a change</b>, click Execute step and send a WhatsApp message to your number: the next event runs the published workflow as always, and shows up here as well. Nothing changes at the provider.<br><br>For a test that has the events to itself, unpublish the workflow first, or turn on Options → Replace Existing Webhook: with automatic registration events then go to the <b>test</b> URL instead while this node listens, and to the production URL again afterwards. In queue mode this is the only way.',
			},
			activationHint: 'Publish the workflow to receive every event.',
		},
		credentials: credentialsOf(providers, redisCredential),
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// Empty: the `webhookResponse` beside the items becomes the answer's body.
				responseData: '',
			},
			{
				name: 'setup',
				httpMethod: 'GET',
				path: 'webhook',
				responseMode: 'onReceived',
				// The same address as the other's.
				ndvHideUrl: true,
			},
		],
		hints: storeHints(),
		properties,
	};

	methods = {
		credentialTest: { testWhatsAppCredential },
		loadOptions: {
			async storeOptionsHere(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await storeOptionsHere(this);
			},
		},
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
		return await (this.getWebhookName() === 'setup' ? handshake(this) : webhook(this));
	}
}
