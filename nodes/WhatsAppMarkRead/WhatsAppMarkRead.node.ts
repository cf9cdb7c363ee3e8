import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { testWhatsAppCredential } from '../shared/host/credential-test';
import { eachItem } from '../shared/action/each-item';
import { providers } from '../../gateway';
import { codexOf } from '../shared/editor/codex';
import { credentialsOf } from '../shared/editor/credentials';
import { namesOf } from '../shared/editor/provider-property';
import { operationSubtitle } from '../shared/editor/subtitle';
import { able, properties } from './description';
import { markRead } from './mark-read';
import { operations } from './operations';

export class WhatsAppMarkRead implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Mark as Read or Show Typing',
		name: 'whatsAppMarkRead',
		icon: { light: 'file:whatsAppMarkRead.svg', dark: 'file:whatsAppMarkRead.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(operations.map(({ option }) => option)),
		description: `Marks WhatsApp messages as read (blue ticks) or shows that you are typing, through ${namesOf(able)}`,
		codex: codexOf({
			offered: providers,
			does: 'read receipt',
			words: [
				'mark as read',
				'mark WhatsApp message as read',
				'blue ticks',
				'seen',
				'show typing',
				'typing indicator',
			],
		}),
		defaults: { name: 'WhatsApp Mark as Read' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: credentialsOf(providers),
		properties,
	};

	methods = {
		credentialTest: { testWhatsAppCredential },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await eachItem(this, markRead);
	}
}
