/** For each provider: its simulation, a credential and its example workflow, published in n8n. */
import { findProvider } from '../../gateway';
import { exampleWorkflow } from '../../test/support/example-workflow';
import type { N8nClient, StoredWorkflow } from '../../test/support/n8n/client';
import type { ProviderId } from '../../test/support/providers';
import { createScenario, type Scenario } from '../../test/support/providers/scenario';
import type { AnySimulatedProvider } from '../../test/support/providers';
import { PROVIDER_IDS, setUp, WEBHOOK_SECRET, type Setup } from '../../test/support/setups';

export interface Inbox {
	setup: Setup<ProviderId>;
	displayName: string;
	workflow: StoredWorkflow;
	scenario: Scenario;
}

export async function openInboxes(n8n: N8nClient): Promise<Inbox[]> {
	const inboxes: Inbox[] = [];
	for (const id of PROVIDER_IDS) inboxes.push(await openInbox(n8n, id));
	return inboxes;
}

async function openInbox(n8n: N8nClient, id: ProviderId): Promise<Inbox> {
	const setup: Setup<ProviderId> = await setUp(id);
	const displayName = findProvider(id)?.displayName ?? id;
	const credential = await n8n.createCredential({
		name: `${displayName} (simulated)`,
		type: setup.credentialType,
		data: setup.fields,
	});
	const { trigger, ...example } = await exampleWorkflow(id, credential);
	const workflow = await n8n.createWorkflow(example);
	const { status, triggers } = await n8n.publish(workflow);
	if (status !== 'published') {
		throw new Error(
			`The workflow for ${displayName} was not published: ${triggers[0]?.errorMessage}`,
		);
	}
	const webhookUrl = n8n.productionUrl({ node: trigger });
	await n8n.waitForWebhook(webhookUrl);
	const simulated = setup.simulated as AnySimulatedProvider;
	const scenario = createScenario(simulated, { webhookUrl, secret: WEBHOOK_SECRET });
	return { setup, displayName, workflow, scenario };
}
