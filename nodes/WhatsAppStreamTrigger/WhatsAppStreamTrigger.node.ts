import type {
	ILoadOptionsFunctions,
	INodePropertyOptions,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { codexOf } from '../shared/editor/codex';
import { credentialsOf, redisCredential } from '../shared/editor/credentials';
import { namesOf } from '../shared/editor/provider-property';
import { testWhatsAppCredential } from '../shared/host/credential-test';
import { storeHints } from '../shared/editor/store-hints';
import { storeOptionsHere } from '../shared/editor/store-options-here';
import { providerSubtitle } from '../shared/editor/subtitle';
import { properties, streaming } from './description';
import { trigger } from './trigger';

export class WhatsAppStreamTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: `WhatsApp Stream Trigger (${namesOf(streaming)})`,
		name: 'whatsAppStreamTrigger',
		icon: {
			light: 'file:whatsAppStreamTrigger.svg',
			dark: 'file:whatsAppStreamTrigger.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: providerSubtitle,
		description: `Starts the workflow on WhatsApp events from ${namesOf(streaming)}, over a connection that n8n opens itself`,
		codex: codexOf({
			offered: streaming,
			does: 'stream',
			words: [
				'stream',
				'SSE',
				'Server-Sent Events',
				'firewall',
				'receive WhatsApp message over a stream',
				'WhatsApp message received over a stream',
				'message',
				'inbox',
			],
		}),
		defaults: { name: 'WhatsApp Stream Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		eventTriggerDescription: 'Send a WhatsApp message to your number',
		activationMessage:
			'WhatsApp events run this workflow as soon as the event stream is open. If that fails, n8n says so here.',
		triggerPanel: {
			header: 'Receive WhatsApp events',
			executionsHelp: {
				inactive:
					'While you listen here, one event shows up in the editor. Publish the workflow to run it for every event.',
				active:
					'Every event runs this workflow. To try a change, listen here: the next event shows up in the editor as well.',
			},
			activationHint: 'Publish the workflow to receive every event.',
		},
		credentials: credentialsOf(streaming, redisCredential),
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

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return await trigger(this);
	}
}
