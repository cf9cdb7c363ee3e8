import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eachItem } from '../shared/each-item';
import { properties } from './description';
import { reply } from './reply';

export class WhatsAppReply implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Reply',
		name: 'whatsAppReply',
		icon: { light: 'file:whatsAppReply.svg', dark: 'file:whatsAppReply.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"].replace(/[A-Z]/g, " $&").toTitleCase() }}',
		description: 'Replies to the WhatsApp message that started the workflow, or writes to a chat',
		defaults: { name: 'WhatsApp Reply' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'whatsAppCbotApi',
				required: true,
				displayOptions: { show: { '/provider': ['cbot'] } },
			},
			{
				name: 'whatsAppChatBreezApi',
				required: true,
				displayOptions: { show: { '/provider': ['chatbreez'] } },
			},
			{
				name: 'whatsAppChatlevelApi',
				required: true,
				displayOptions: { show: { '/provider': ['chatlevel'] } },
			},
			{
				name: 'whatsAppEazeWaApi',
				required: true,
				displayOptions: { show: { '/provider': ['eazewa'] } },
			},
			{
				name: 'whatsAppWsapiApi',
				required: true,
				displayOptions: { show: { '/provider': ['wsapi'] } },
			},
		],
		properties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await eachItem(this, reply);
	}
}
