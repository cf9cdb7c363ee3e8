/**
 * The parts of n8n that run a node, out of the real `n8n-core`: a workflow of our nodes, the data
 * every execution carries, and credentials that authenticate as n8n's own helper does. Only what
 * lies outside `n8n-core` (the database, the encryption) is left out.
 */
import 'reflect-metadata';

import { ExecutionLifecycleHooks } from 'n8n-core';
import type {
	IConnections,
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestOptions,
	INode,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import packageJson from '../../../package.json';
import { WhatsAppMarkRead } from '../../../nodes/WhatsAppMarkRead/WhatsAppMarkRead.node';
import { WhatsAppReply } from '../../../nodes/WhatsAppReply/WhatsAppReply.node';
import { WhatsAppStreamTrigger } from '../../../nodes/WhatsAppStreamTrigger/WhatsAppStreamTrigger.node';
import { WhatsAppWebhookTrigger } from '../../../nodes/WhatsAppWebhookTrigger/WhatsAppWebhookTrigger.node';
import { keepJson, loseCount, loseLink, replaceJson } from './other-nodes';

export const PACKAGE = 'n8n-nodes-whatsapp-webhooks';

const NODES: Record<string, INodeType> = {
	[`${PACKAGE}.whatsAppWebhookTrigger`]: new WhatsAppWebhookTrigger(),
	[`${PACKAGE}.whatsAppStreamTrigger`]: new WhatsAppStreamTrigger(),
	[`${PACKAGE}.whatsAppReply`]: new WhatsAppReply(),
	[`${PACKAGE}.whatsAppMarkRead`]: new WhatsAppMarkRead(),
	'test.keepJson': keepJson,
	'test.replaceJson': replaceJson,
	'test.loseLink': loseLink,
	'test.loseCount': loseCount,
};

/** Every credential that the package names, so that none is forgotten here. */
const CREDENTIALS: ICredentialType[] = packageJson.n8n.credentials.map((path) => {
	const source = path.replace(/^dist\/(.*)\.js$/, '../../../$1');
	const classes = Object.values(require(source) as Record<string, new () => ICredentialType>);
	const [Credential] = classes;
	if (!Credential) throw new Error(`${path} holds no credential`);
	return new Credential();
});

const nodeTypes: INodeTypes = {
	getByName: (type) => NODES[type] as INodeType,
	getByNameAndVersion: (type) => NODES[type] as INodeType,
	getKnownTypes: () => ({}),
};

/** A workflow of these nodes, connected in a row. */
export function workflowOf(nodes: INode[], id = 'workflow-1'): Workflow {
	const connections: IConnections = {};
	nodes.slice(0, -1).forEach((node, index) => {
		const next = nodes[index + 1]?.name ?? '';
		connections[node.name] = { main: [[{ node: next, type: 'main', index: 0 }]] };
	});
	return new Workflow({ id, name: 'Test', nodes, connections, active: true, nodeTypes });
}

/** A node as a saved workflow holds it, its credential chosen. */
export function nodeOf(
	type: string,
	name: string,
	parameters: INode['parameters'] = {},
	credentialType?: string,
): INode {
	return {
		id: name,
		name,
		type: type.includes('.') ? type : `${PACKAGE}.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(credentialType ? { credentials: { [credentialType]: { id: '1', name: 'Test' } } } : {}),
	};
}

/** Credential fields by credential type. */
export type CredentialFields = Record<string, ICredentialDataDecryptedObject>;

export function additionalDataOf(
	credentials: CredentialFields,
	mode: WorkflowExecuteMode,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	return {
		hooks: new ExecutionLifecycleHooks(mode, '1', {
			id: 'workflow-1',
			name: 'Test',
			active: true,
			activeVersionId: null,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [],
			connections: {},
		}),
		currentNodeParameters: undefined,
		credentialsHelper: credentialsHelper(credentials),
		webhookBaseUrl: 'https://n8n.example.com/webhook',
		webhookTestBaseUrl: 'https://n8n.example.com/webhook-test',
		webhookWaitingBaseUrl: 'https://n8n.example.com/webhook-waiting',
		formWaitingBaseUrl: 'https://n8n.example.com/form-waiting',
		executionId: '1',
		...more,
	} as unknown as IWorkflowExecuteAdditionalData;
}

function credentialsHelper(fields: CredentialFields): ICredentialsHelper {
	const typeOf = (name: string) => CREDENTIALS.find((type) => type.name === name);
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async (_data: unknown, _node: unknown, type: string) => ({ ...fields[type] }),
		authenticate: async (
			credentials: ICredentialDataDecryptedObject,
			typeName: string,
			options: IHttpRequestOptions,
		) => {
			const { authenticate } = typeOf(typeName) ?? {};
			if (typeof authenticate === 'function') {
				return await authenticate(credentials, options);
			}
			const headers = authenticate?.properties.headers ?? {};
			const resolved = Object.entries(headers).map(([name, value]) => [
				name,
				String(value)
					.replace(/^=/, '')
					.replace(/\{\{\s*\$credentials\.(\w+)\s*\}\}/g, (_all, field: string) =>
						String(credentials[field] ?? ''),
					),
			]);
			return { ...options, headers: { ...options.headers, ...Object.fromEntries(resolved) } };
		},
	} as unknown as ICredentialsHelper;
}
