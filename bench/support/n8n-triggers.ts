/** A real n8n in which our trigger and a bare one of another package are published. */
import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import { node, ourNode } from '../../test/support/e2e/nodes';
import { N8nClient } from '../../test/support/n8n/client';
import { startN8n, type N8nHost } from '../../test/support/n8n/host';
import { INSTANCE, SECRET } from './deliveries';

export interface Triggers {
	host: N8nHost;
	/** Their production URLs. */
	ours: string;
	bare: string;
}

/** `extraEnv`: over n8n's defaults. The caller stops `host`. */
export async function startTriggers(
	packages: string[],
	extraEnv: Record<string, string>,
): Promise<Triggers> {
	const onProgress = (line: string) => process.stderr.write(`${line}\n`);
	const host = await startN8n({ packages, extraEnv, onProgress });
	try {
		const n8n = new N8nClient(host.baseUrl);
		await n8n.logIn();
		const credential = await n8n.createCredential({
			name: 'WSAPI',
			type: 'whatsAppWsapiApi',
			data: {
				apiKey: 'sk_benchmark',
				instanceId: INSTANCE,
				webhookSecret: SECRET,
				baseUrl: 'http://127.0.0.1:9',
			},
		});
		const settings = { provider: 'wsapi', registration: 'manual' };
		return {
			host,
			ours: await publish(n8n, ourNode('whatsAppWebhookTrigger', 'Ours', settings, credential)),
			bare: await publish(n8n, node('n8n-nodes-bare-trigger.bareTrigger', 'Bare')),
		};
	} catch (error) {
		await host.stop();
		throw error;
	}
}

/** A workflow of the trigger alone. */
async function publish(n8n: N8nClient, trigger: INode): Promise<string> {
	const nodes = [{ ...trigger, typeVersion: 1.1, webhookId: randomUUID() }];
	const workflow = await n8n.createWorkflow({ name: trigger.name, nodes, connections: {} });
	const { status, triggers } = await n8n.publish(workflow);
	if (status !== 'published') throw new Error(`${trigger.name}: ${triggers[0]?.errorMessage}`);
	const url = n8n.productionUrl({ node: nodes[0] as INode });
	await n8n.waitForWebhook(url);
	return url;
}
