/** A workflow made for counting: the trigger, and one call to the run counter. */
import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import type { NewWorkflow, StoredCredential } from '../n8n/client';
import type { ProviderId } from '../providers';

export function loadWorkflow(
	provider: ProviderId,
	credential: StoredCredential,
	counterUrl: string,
	options: Record<string, unknown> = {},
): NewWorkflow & { trigger: INode } {
	const trigger: INode = {
		id: 'trigger',
		name: 'WhatsApp Webhook Trigger',
		type: 'n8n-nodes-whatsapp-webhooks.whatsAppWebhookTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters: {
			provider,
			registration: 'manual',
			events: ['message.received'],
			options,
		} as never,
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
	};
	const report: INode = {
		id: 'report',
		name: 'Report',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [220, 0],
		parameters: {
			method: 'POST',
			url: counterUrl,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ { "id": $json.message.id } }}',
			options: {},
		},
	};
	return {
		name: 'Load',
		nodes: [trigger, report],
		connections: { [trigger.name]: { main: [[{ node: report.name, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		trigger,
	};
}
