import type { IBinaryData, ICredentialType, INodeTypeDescription } from 'n8n-workflow';
import { readBinary } from './client/binary';
import * as credentials from './client/credentials';
import * as executions from './client/executions';
import * as listening from './client/listening';
import { logIn, type Owner } from './client/owner';
import { N8nRest } from './client/rest';
import * as webhooks from './client/webhooks';
import * as workflows from './client/workflows';

export { N8nRefused } from './client/rest';
export { DEMO_OWNER, type Owner } from './client/owner';
export type { Execution, ExecutionRow, WaitForExecutions } from './client/executions';
export type { NewWorkflow, PublicationStatus, StoredWorkflow } from './client/workflows';
export type { CredentialTestResult, NewCredential, StoredCredential } from './client/credentials';
export type { WaitForWebhook, WebhookAddress } from './client/webhooks';

/** Everything a test or the demo does to a running n8n, over the interface its editor uses. */
export class N8nClient {
	readonly rest: N8nRest;

	constructor(readonly baseUrl: string) {
		this.rest = new N8nRest(baseUrl);
	}

	/** Sets up the owner on a new n8n, logs in on one that has it. Needed before all else. */
	async logIn(owner?: Owner): Promise<void> {
		await logIn(this.rest, owner);
	}

	/** The node types n8n loaded, as the editor gets them. `<package>.<name>` is their name. */
	async listNodeTypes(): Promise<INodeTypeDescription[]> {
		return await this.rest.send('GET', '/types/nodes.json');
	}

	async listCredentialTypes(): Promise<ICredentialType[]> {
		return await this.rest.send('GET', '/types/credentials.json');
	}

	async createCredential(
		credential: credentials.NewCredential,
	): Promise<credentials.StoredCredential> {
		return await credentials.createCredential(this.rest, credential);
	}

	async updateCredential(
		stored: credentials.StoredCredential,
		data: Record<string, unknown>,
	): Promise<void> {
		await credentials.updateCredential(this.rest, stored, data);
	}

	async deleteCredential(id: string): Promise<void> {
		await credentials.deleteCredential(this.rest, id);
	}

	/** The Test button of the credential's form. */
	async testCredential(
		stored: credentials.StoredCredential,
		data: Record<string, unknown>,
	): Promise<credentials.CredentialTestResult> {
		return await credentials.testCredential(this.rest, stored, data);
	}

	async createWorkflow(workflow: workflows.NewWorkflow): Promise<workflows.StoredWorkflow> {
		return await workflows.createWorkflow(this.rest, workflow);
	}

	async readWorkflow(id: string): Promise<workflows.StoredWorkflow> {
		return await workflows.readWorkflow(this.rest, id);
	}

	/** Saves changes as a new version; the published one stays until that is published. */
	async updateWorkflow(
		workflow: Pick<workflows.StoredWorkflow, 'id' | 'versionId'>,
		changes: Partial<workflows.NewWorkflow>,
	): Promise<workflows.StoredWorkflow> {
		return await workflows.updateWorkflow(this.rest, workflow, changes);
	}

	/** Publishes and waits for the outcome, which may be `failed`: see PublicationStatus. */
	async publish(
		workflow: Pick<workflows.StoredWorkflow, 'id' | 'versionId'>,
	): Promise<workflows.PublicationStatus> {
		return await workflows.publish(this.rest, workflow);
	}

	/** Asks for the publication and does not wait for it. */
	async requestPublish(
		workflow: Pick<workflows.StoredWorkflow, 'id' | 'versionId'>,
	): Promise<void> {
		await workflows.requestPublish(this.rest, workflow);
	}

	async readPublication(workflowId: string): Promise<workflows.PublicationStatus> {
		return await workflows.readPublication(this.rest, workflowId);
	}

	async unpublish(workflowId: string): Promise<void> {
		await workflows.unpublish(this.rest, workflowId);
	}

	async deleteWorkflow(workflowId: string): Promise<void> {
		await workflows.deleteWorkflow(this.rest, workflowId);
	}

	async listExecutions(workflowId: string): Promise<executions.ExecutionRow[]> {
		return await executions.listExecutions(this.rest, workflowId);
	}

	async readExecution(id: string): Promise<executions.Execution> {
		return await executions.readExecution(this.rest, id);
	}

	/** Waits for finished executions and gives all there are, the latest first. */
	async waitForExecutions(wait: executions.WaitForExecutions): Promise<executions.ExecutionRow[]> {
		return await executions.waitForExecutions(this.rest, wait);
	}

	/** The bytes of a file that an item of an execution has. */
	async readBinary(file: IBinaryData): Promise<Buffer> {
		return await readBinary(this.rest, file);
	}

	/** "Listen for test event" of this trigger. */
	async startListening(workflowId: string, triggerName: string): Promise<boolean> {
		return await listening.startListening(this.rest, workflowId, triggerName);
	}

	async stopListening(workflowId: string): Promise<void> {
		await listening.stopListening(this.rest, workflowId);
	}

	productionUrl(address: webhooks.WebhookAddress): string {
		return webhooks.productionUrl(this.baseUrl, address);
	}

	testUrl(address: webhooks.WebhookAddress): string {
		return webhooks.testUrl(this.baseUrl, address);
	}

	/** Waits until n8n serves the address, without an execution. Works for test addresses too. */
	async waitForWebhook(url: string, options?: webhooks.WaitForWebhook): Promise<void> {
		await webhooks.waitForWebhook(url, options);
	}

	async waitForNoWebhook(url: string): Promise<void> {
		await webhooks.waitForNoWebhook(url);
	}
}
