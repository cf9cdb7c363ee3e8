/** A workflow that begins with the WhatsApp Webhook Trigger, and what a test does with it. */
import { randomUUID } from 'node:crypto';

import type { IConnections, IDataObject, INode } from 'n8n-workflow';

import type {
	Execution,
	ExecutionRow,
	NewWorkflow,
	PublicationStatus,
	StoredCredential,
	StoredWorkflow,
} from '../n8n/client';
import type { ProviderId, SimulatedProviders } from '../providers';
import { createScenario, type Scenario } from '../providers/scenario';
import type { AnySimulatedProvider } from '../providers';
import { WEBHOOK_SECRET, type Setup } from '../setups';
import { inARow, ourNode } from './nodes';
import type { Stage } from './stage';

export const TRIGGER = 'WhatsApp Webhook Trigger';

export interface InboxOptions<Id extends ProviderId> {
	/** An existing setup, for a second workflow on one provider. */
	setup?: Setup<Id>;
	provider?: SimulatedProviders[Id]['options'];
	/** Of the credential, over what fits the simulated provider. */
	fields?: Record<string, string | undefined>;
	/** Of the trigger, over `provider` and manual registration. */
	parameters?: INode['parameters'];
	/** Of the trigger; the one n8n gives to new nodes unless told. */
	typeVersion?: number;
	/** What comes after the trigger, in a row unless `connections` says otherwise. */
	nodes?: (credential: StoredCredential) => INode[];
	connections?: IConnections;
	/** A whole workflow instead. */
	workflow?: (credential: StoredCredential) => Promise<NewWorkflow & { trigger: INode }>;
}

export interface Inbox<Id extends ProviderId> {
	setup: Setup<Id>;
	credential: StoredCredential;
	trigger: INode;
	workflow: StoredWorkflow;
	/** The production URL as n8n shows it. */
	url: string;
	testUrl: string;
	/** Told to the production URL. */
	scenario: Scenario;
	publish(): Promise<PublicationStatus>;
	/** Publishes, fails the test where that fails, and waits until n8n serves the URL. */
	open(): Promise<void>;
	unpublish(): Promise<void>;
	/** Saves the workflow with a change of one node; published separately. */
	edit(node: string, change: Partial<INode>): Promise<void>;
	/** All executions, once at least `count` are there and none is under way. */
	runs(count: number): Promise<ExecutionRow[]>;
	/** The latest execution with its data, once at least `count` are there. */
	latest(count: number): Promise<Execution>;
	/** What the trigger gave in an execution. */
	events(execution: Execution): IDataObject[];
}

export async function openInbox<Id extends ProviderId>(
	stage: Stage,
	id: Id,
	options: InboxOptions<Id>,
): Promise<Inbox<Id>> {
	const { n8n } = stage;
	const setup = options.setup ?? (await stage.setUp(id, options.provider));
	const credential = await stage.credential(setup, options.fields);
	const { trigger, ...definition } = options.workflow
		? await options.workflow(credential)
		: ownWorkflow(id, credential, options as InboxOptions<ProviderId>);
	let workflow = await n8n.createWorkflow(definition);
	const url = n8n.productionUrl({ node: trigger });

	const inbox: Inbox<Id> = {
		setup,
		credential,
		trigger,
		get workflow() {
			return workflow;
		},
		url,
		testUrl: n8n.testUrl({ node: trigger }),
		scenario: createScenario(setup.simulated as unknown as AnySimulatedProvider, {
			webhookUrl: url,
			secret: options.fields?.webhookSecret ?? WEBHOOK_SECRET,
		}),
		publish: async () => await n8n.publish(workflow),
		async open() {
			const { status, triggers } = await inbox.publish();
			if (status !== 'published') {
				throw new Error(`${id}: the workflow is ${status}: ${triggers[0]?.errorMessage}`);
			}
			await n8n.waitForWebhook(url);
		},
		async unpublish() {
			await n8n.unpublish(workflow.id);
			await n8n.waitForNoWebhook(url);
		},
		async edit(name, change) {
			const nodes = workflow.nodes.map((node) =>
				node.name === name ? { ...node, ...change } : node,
			);
			workflow = await n8n.updateWorkflow(workflow, { nodes });
		},
		runs: async (count) => await n8n.waitForExecutions({ workflowId: workflow.id, count }),
		async latest(count) {
			const [latest] = await inbox.runs(count);
			if (!latest) throw new Error('There is no execution');
			return await n8n.readExecution(latest.id);
		},
		events: (execution) => execution.items(trigger.name).map(({ json }) => json),
	};
	return inbox;
}

function ownWorkflow(
	id: ProviderId,
	credential: StoredCredential,
	{ parameters, typeVersion = 1.1, nodes, connections }: InboxOptions<ProviderId>,
): NewWorkflow & { trigger: INode } {
	const trigger: INode = {
		...ourNode(
			'whatsAppWebhookTrigger',
			TRIGGER,
			{ provider: id, registration: 'manual', ...parameters },
			credential,
		),
		typeVersion,
		webhookId: randomUUID(),
	};
	const all = [trigger, ...(nodes?.(credential) ?? [])];
	return {
		name: `${id} inbox`,
		nodes: all,
		connections: connections ?? inARow(all),
		settings: { executionOrder: 'v1' },
		trigger,
	};
}
