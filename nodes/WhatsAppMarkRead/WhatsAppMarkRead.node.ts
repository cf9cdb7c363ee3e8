import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { eachItem } from '../shared/each-item';
import { properties } from './description';
import { markRead } from './mark-read';

export class WhatsAppMarkRead implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WhatsApp Mark as Read',
		name: 'whatsAppMarkRead',
		icon: { light: 'file:whatsAppMarkRead.svg', dark: 'file:whatsAppMarkRead.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle:
			'={{ { markRead: "Mark as Read", showTyping: "Show Typing" }[$parameter["operation"]] }}',
		description: 'Marks the WhatsApp message that started the workflow as read, or shows typing',
		defaults: { name: 'WhatsApp Mark as Read' },
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
		return await eachItem(this, markRead);
	}
}
