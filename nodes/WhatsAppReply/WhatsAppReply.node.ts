import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { providers } from '../../gateway';
import { testWhatsAppCredential } from '../shared/host/credential-test';
import { eachItem } from '../shared/action/each-item';
import { codexOf } from '../shared/editor/codex';
import { credentialsOf } from '../shared/editor/credentials';
import { namesOf } from '../shared/editor/provider-property';
import { operationSubtitle } from '../shared/editor/subtitle';
import { properties } from './description';
import { operations } from './operations';
import { reply } from './reply';

export class WhatsAppReply implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Reply or Send Message',
		name: 'whatsAppReply',
		icon: { light: 'file:whatsAppReply.svg', dark: 'file:whatsAppReply.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: operationSubtitle(operations.map(({ option }) => option)),
		description: `Replies to WhatsApp messages and writes to any chat or phone number, through ${namesOf(providers)}`,
		codex: codexOf({
			offered: providers,
			does: 'message',
			words: [
				'send WhatsApp message',
				'send message',
				'WhatsApp send',
				'WhatsApp message',
				'reply to WhatsApp',
				'send text',
				'send media',
				'send image',
				'send file',
				'send location',
				'send reaction',
				'react',
				'answer',
				'respond',
				'quote',
				'download media',
			],
		}),
		defaults: { name: 'WhatsApp Reply' },
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
		return await eachItem(this, reply);
	}
}
