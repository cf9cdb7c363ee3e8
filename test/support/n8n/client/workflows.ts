import type { IConnections, INode, IWorkflowSettings } from 'n8n-workflow';
import { until } from '../../until';
import { N8nRefused, type N8nRest } from './rest';

export interface NewWorkflow {
	name: string;
	nodes: INode[];
	connections: IConnections;
	settings?: IWorkflowSettings;
}

export interface StoredWorkflow extends NewWorkflow {
	id: string;
	/** The saved version; publishing names the version that is meant. */
	versionId: string;
	/** The version that is published, null while none is. */
	activeVersionId: string | null;
}

/** How the publication of a workflow stands. n8n registers triggers after it answered `publish`. */
export interface PublicationStatus {
	/** `failed`: no trigger could be registered; `partial`: some could not. */
	status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	liveVersionId: string | null;
	pendingVersionId: string | null;
	/** `errorMessage` is what the node's `webhookMethods.create` threw. */
	triggers: Array<{
		nodeId: string;
		status: 'activated' | 'failed';
		errorMessage: string | null;
	}>;
}

/** Registering calls the provider, which may take its time; in vain, n8n tries for 15 s. */
const SETTLE_MS = 120_000;

export async function createWorkflow(
	rest: N8nRest,
	workflow: NewWorkflow,
): Promise<StoredWorkflow> {
	return await rest.send('POST', '/rest/workflows', { body: { settings: {}, ...workflow } });
}

export async function readWorkflow(rest: N8nRest, id: string): Promise<StoredWorkflow> {
	return await rest.send('GET', `/rest/workflows/${id}`);
}

/** Saves a workflow with these changes, as a new version. What is published stays as it was. */
export async function updateWorkflow(
	rest: N8nRest,
	{ id, versionId }: Pick<StoredWorkflow, 'id' | 'versionId'>,
	changes: Partial<NewWorkflow>,
): Promise<StoredWorkflow> {
	return await rest.send('PATCH', `/rest/workflows/${id}`, { body: { ...changes, versionId } });
}

/** Asks n8n to publish a version and does not wait for it. */
export async function requestPublish(
	rest: N8nRest,
	workflow: Pick<StoredWorkflow, 'id' | 'versionId'>,
): Promise<void> {
	await rest.send('POST', `/rest/workflows/${workflow.id}/activate`, {
		body: { versionId: workflow.versionId },
	});
}

export async function readPublication(rest: N8nRest, id: string): Promise<PublicationStatus> {
	try {
		return await rest.send('GET', `/rest/workflows/${id}/publication-status`);
	} catch (error) {
		if (!(error instanceof N8nRefused) || error.status !== 404) throw error;
		return await readImmediatePublication(rest, id);
	}
}

/**
 * With `N8N_USE_WORKFLOW_PUBLICATION_SERVICE=false`, and before n8n 2.40, there is no such question:
 * publishing is done, or refused, when it is answered.
 */
async function readImmediatePublication(rest: N8nRest, id: string): Promise<PublicationStatus> {
	const { activeVersionId } = await readWorkflow(rest, id);
	return {
		status: activeVersionId === null ? 'not_published' : 'published',
		liveVersionId: activeVersionId,
		pendingVersionId: null,
		triggers: [],
	};
}

/** Waits until n8n has done what was asked of it, well or badly, and says how it went. */
export async function waitForPublication(rest: N8nRest, id: string): Promise<PublicationStatus> {
	return await until(
		async () => {
			const publication = await readPublication(rest, id);
			return publication.status !== 'in_progress' && publication;
		},
		{ what: `n8n to be done with publishing workflow ${id}`, timeoutMs: SETTLE_MS },
	);
}

/**
 * Publishes a version and waits. What `webhookMethods.create` threw is in the result (n8n then tried
 * five times in 15 s), or thrown as N8nRefused where n8n publishes at once.
 */
export async function publish(
	rest: N8nRest,
	workflow: Pick<StoredWorkflow, 'id' | 'versionId'>,
): Promise<PublicationStatus> {
	await requestPublish(rest, workflow);
	return await waitForPublication(rest, workflow.id);
}

/** Takes the published version away and waits until its triggers are gone. */
export async function unpublish(rest: N8nRest, id: string): Promise<void> {
	await rest.send('POST', `/rest/workflows/${id}/deactivate`, { body: {} });
	await until(async () => (await readPublication(rest, id)).status === 'not_published', {
		what: `workflow ${id} to be unpublished`,
		timeoutMs: SETTLE_MS,
	});
}

/** Archives and deletes a workflow with its executions; n8n unpublishes it on the way. */
export async function deleteWorkflow(rest: N8nRest, id: string): Promise<void> {
	await rest.send('POST', `/rest/workflows/${id}/archive`, { body: {} });
	await until(
		async () => {
			try {
				await rest.send('DELETE', `/rest/workflows/${id}`);
				return true;
			} catch (error) {
				// 409: n8n is still taking its triggers down.
				if (error instanceof N8nRefused && error.status === 409) return false;
				throw error;
			}
		},
		{ what: `workflow ${id} to be deleted`, timeoutMs: SETTLE_MS },
	);
}
