/**
 * Our trigger behind a real HTTP server, called as n8n calls it: the body parsed with its bytes
 * kept, the node asked in a real `WebhookContext`, the answer sent after the run was stored.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';
import { WebhookContext } from 'n8n-core';
import type { INode, INodeExecutionData, IWebhookData, IWebhookFunctions } from 'n8n-workflow';

import { additionalDataOf, workflowOf, type CredentialFields } from './engine';
import { logInto } from './log-into';

export interface ServedTrigger {
	url: string;
	/** What ran, one entry per execution: its items. */
	runs: INodeExecutionData[][];
	/** Lines the node logged, with their level. */
	log: string[];
	/** What n8n does to store an execution; throws or waits where a test wants it to. */
	store: () => Promise<void>;
	close(): Promise<void>;
}

export async function serveTrigger(
	node: INode,
	credentials: CredentialFields,
	options: { workflowId?: string; mode?: 'webhook' | 'manual' } = {},
): Promise<ServedTrigger> {
	const { mode = 'webhook', workflowId = 'workflow-1' } = options;
	const workflow = workflowOf([node], workflowId);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type);
	const served: ServedTrigger = {
		url: '',
		runs: [],
		log: [],
		store: async () => {},
		close: async () => await closeServer(server),
	};
	const app = express();
	app.use((request, _response, next) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks);
			request.rawBody = raw;
			request.body = parse(raw, request.headers['content-type']);
			next();
		});
	});
	app.all('/webhook', async (request, response) => {
		const webhookDescription = type.description.webhooks?.find(
			({ httpMethod }) => httpMethod === request.method,
		);
		const context = new WebhookContext(
			workflow,
			workflow.getNode(node.name) as INode,
			additionalDataOf(credentials, mode, { httpRequest: request, httpResponse: response }),
			mode,
			{ webhookDescription } as unknown as IWebhookData,
			[],
			null,
		);
		Object.defineProperty(context, 'logger', { value: logInto(served.log) });
		const result = await type.webhook?.call(context as unknown as IWebhookFunctions);
		if (result?.noWebhookResponse) return;
		if (result?.workflowData) {
			try {
				await served.store();
			} catch {
				response.status(500).json({ message: 'There was a problem executing the workflow' });
				return;
			}
			served.runs.push(result.workflowData[0] ?? []);
		}
		response.json(result?.webhookResponse ?? { message: 'Webhook call received' });
	});
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	served.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`;
	return served;
}

function parse(raw: Buffer, contentType: string | undefined): unknown {
	if (!contentType?.includes('json')) return raw.toString();
	return raw.length === 0 ? {} : JSON.parse(raw.toString());
}

async function closeServer(server: Server): Promise<void> {
	server.closeAllConnections();
	await new Promise((resolve) => server.close(resolve));
}
