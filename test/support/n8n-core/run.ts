/** Runs our nodes in the real contexts of `n8n-core`. */
import './engine';

import { HookContext, WorkflowExecute } from 'n8n-core';
import type {
	IDataObject,
	IHookFunctions,
	INode,
	INodeExecutionData,
	IRunExecutionData,
	ITaskData,
	WebhookType,
	WorkflowActivateMode,
} from 'n8n-workflow';
import { createRunExecutionData } from 'n8n-workflow';

import { additionalDataOf, workflowOf, type CredentialFields } from './engine';

/**
 * Runs a row of nodes from the items the first one, a trigger, gave. Says what each node put out,
 * and the error that stopped the run.
 */
export async function runWorkflow(
	nodes: INode[],
	triggerItems: IDataObject[],
	credentials: CredentialFields,
	binary?: INodeExecutionData['binary'],
) {
	const workflow = workflowOf(nodes);
	const [trigger] = nodes;
	if (!trigger) throw new Error('a workflow needs a node');
	const items = triggerItems.map((json) => ({ json, ...(binary ? { binary } : {}) }));
	const data: IRunExecutionData = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: trigger, data: { main: [items] }, source: null }],
		},
	});
	const execute = new WorkflowExecute(additionalDataOf(credentials, 'webhook'), 'webhook', data);
	const run = await execute.processRunExecutionData(workflow);
	if (!run) throw new Error('n8n gave no run');
	const outputs = (name: string) =>
		(run.data.resultData.runData[name] as ITaskData[] | undefined)?.[0]?.data?.main?.[0] ?? [];
	return { outputs, error: run.data.resultData.error };
}

/** Calls one of a trigger's `webhookMethods` as publishing and unpublishing do. */
export async function runHook(
	method: 'checkExists' | 'create' | 'delete',
	node: INode,
	credentials: CredentialFields,
	options: { webhookBaseUrl?: string; activation?: WorkflowActivateMode; testing?: boolean } = {},
): Promise<boolean> {
	const { activation = 'activate', testing = false } = options;
	// What n8n says when it takes a webhook away, a test's or a published one's, is the same.
	const isEnd = method === 'delete';
	const mode = isEnd ? 'internal' : testing ? 'manual' : 'trigger';
	const workflow = workflowOf([{ ...node, webhookId: 'hook-1' }]);
	workflow.active = !testing;
	const base = options.webhookBaseUrl ?? 'https://n8n.example.com/webhook';
	const context = new HookContext(
		workflow,
		workflow.getNode(node.name) as INode,
		additionalDataOf(credentials, mode, {
			webhookBaseUrl: base,
			webhookTestBaseUrl: base.replace(/webhook$/, 'webhook-test'),
		}),
		mode,
		isEnd ? 'update' : testing ? 'manual' : activation,
		{
			httpMethod: 'POST',
			node: node.name,
			path: 'webhook',
			webhookDescription: { name: 'default' as WebhookType, httpMethod: 'POST', path: 'webhook' },
			workflowId: 'workflow-1',
			isTest: testing,
		} as never,
	);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type);
	const hook = type.webhookMethods?.default?.[method];
	if (!hook) throw new Error(`no webhook method ${method}`);
	return await hook.call(context as unknown as IHookFunctions);
}
