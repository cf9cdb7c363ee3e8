/** A workflow that begins with the WhatsApp Stream Trigger, and what a test does with it. */
import { randomUUID } from 'node:crypto';

import type { INode, INodeExecutionData } from 'n8n-workflow';

import type { StoredWorkflow } from '../n8n/client';
import { until } from '../until';
import type { SimulatedProviders } from '../providers';
import type { Setup } from '../setups';
import { TRIGGER as WEBHOOK } from './inbox';
import { inARow, node, ourNode } from './nodes';
import type { Stage } from './stage';

export const STREAM = 'WhatsApp Stream Trigger';

const SETTLE_MS = 30_000;

export interface StreamInboxOptions {
	name: string;
	provider?: SimulatedProviders['wsapi']['options'];
	/** Of the trigger, over `provider`. */
	parameters?: INode['parameters'];
	/** Whether the same workflow has a WhatsApp Webhook Trigger too. */
	webhook?: boolean;
	/** Of the credential, over what fits the simulated provider. */
	fields?: Record<string, string>;
}

export interface StreamInbox {
	setup: Setup<'wsapi'>;
	workflow: StoredWorkflow;
	/** Where the webhook trigger listens, if there is one. */
	webhookUrl: string;
	/** Publishes, fails the test where that fails, and waits until all of it listens. */
	publish(): Promise<void>;
	/** Waits until so many connections are open at the provider. */
	connected(count: number): Promise<void>;
	/** What each execution began with, in the order of the executions, once there are so many. */
	items(count: number): Promise<INodeExecutionData[]>;
	/** Texts of the messages that ran, one per execution, sorted: n8n under load does not keep order. */
	texts(count: number): Promise<string[]>;
}

export async function openStreamInbox(
	stage: Stage,
	{ name, provider, parameters, webhook = false, fields }: StreamInboxOptions,
): Promise<StreamInbox> {
	const { n8n } = stage;
	const setup = await stage.setUp('wsapi', provider);
	setup.simulated.instance.pullMode = true;
	const credential = await stage.credential(setup, fields);
	const trigger = ourNode(
		'whatsAppStreamTrigger',
		STREAM,
		{ provider: 'wsapi', ...parameters },
		credential,
	);
	const beside: INode = {
		...ourNode(
			'whatsAppWebhookTrigger',
			WEBHOOK,
			{ provider: 'wsapi', registration: 'manual' },
			credential,
		),
		webhookId: randomUUID(),
	};
	const webhookUrl = n8n.productionUrl({ node: beside });
	const end = node('n8n-nodes-base.noOp', 'End');
	const workflow = await n8n.createWorkflow({
		name: name.slice(0, 120),
		nodes: [trigger, end, ...(webhook ? [beside] : [])],
		connections: inARow([trigger, end]),
		settings: { executionOrder: 'v1' },
	});

	const inbox: StreamInbox = {
		setup,
		workflow,
		webhookUrl,
		async publish() {
			const { status, triggers } = await n8n.publish(workflow);
			if (status !== 'published') {
				throw new Error(`the workflow is ${status}: ${triggers[0]?.errorMessage}`);
			}
			if (webhook) await n8n.waitForWebhook(webhookUrl);
			await inbox.connected(1);
		},
		async connected(count) {
			await until(() => setup.simulated.stream.open().length === count, {
				what: `${count} open stream(s)`,
				timeoutMs: SETTLE_MS,
			});
		},
		async items(count) {
			const rows = await n8n.waitForExecutions({ workflowId: workflow.id, count });
			const runs = await Promise.all(rows.map(async ({ id }) => await n8n.readExecution(id)));
			return runs.reverse().map((run) => {
				const [item] = [...run.items(STREAM), ...run.items(WEBHOOK)];
				return item ?? { json: {} };
			});
		},
		texts: async (count) => (await inbox.items(count)).map(textOf).sort(),
	};
	return inbox;
}

function textOf({ json }: INodeExecutionData): string {
	return (json.message as { text: string } | undefined)?.text ?? 'no message';
}
