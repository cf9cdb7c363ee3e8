/** The example workflows of `examples/`, ready to be created in an n8n. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INode } from 'n8n-workflow';

import type { NewWorkflow, StoredCredential } from './n8n/client';
import type { ProviderId } from './providers';

const FOLDER = join(__dirname, '..', '..', 'examples');
const OURS = /^n8n-nodes-whatsapp-webhooks\./;

export const TRIGGER = 'WhatsApp Webhook Trigger';

/** A provider's example, as the editor leaves it after import: credential chosen, webhook id given. */
export async function exampleWorkflow(
	provider: ProviderId,
	credential: StoredCredential,
): Promise<NewWorkflow & { trigger: INode }> {
	const text = await readFile(join(FOLDER, `${provider}.json`), 'utf8');
	const example = JSON.parse(text) as NewWorkflow;
	const nodes = example.nodes.map((node) =>
		OURS.test(node.type)
			? {
					...node,
					credentials: { [credential.type]: { id: credential.id, name: credential.name } },
				}
			: node,
	);
	const trigger = nodes.find(({ name }) => name === TRIGGER);
	if (!trigger) throw new Error(`examples/${provider}.json has no node "${TRIGGER}"`);
	trigger.webhookId = randomUUID();
	return {
		name: example.name,
		nodes,
		connections: example.connections,
		settings: example.settings ?? {},
		trigger,
	};
}
