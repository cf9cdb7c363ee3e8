import { randomUUID } from 'node:crypto';
import type { N8nRest } from './rest';

/**
 * "Listen for test event": what the editor does on the trigger's button. n8n calls the node's
 * `webhookMethods` and serves the test address until the first event that starts an execution, or
 * for 2 minutes. Gives false when n8n ran the workflow at once instead of listening.
 */
export async function startListening(
	rest: N8nRest,
	workflowId: string,
	triggerName: string,
): Promise<boolean> {
	const answer = await rest.send<{ waitingForWebhook?: boolean }>(
		'POST',
		`/rest/workflows/${workflowId}/run`,
		{
			headers: { 'push-ref': randomUUID() },
			body: { triggerToStartFrom: { name: triggerName } },
		},
	);
	return answer.waitingForWebhook === true;
}

/** The editor's "Stop listening". */
export async function stopListening(rest: N8nRest, workflowId: string): Promise<void> {
	await rest.send('DELETE', `/rest/test-webhook/${workflowId}`);
}
