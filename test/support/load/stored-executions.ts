/** What n8n has on record for each message: an execution exists, whatever became of it. */
import type { N8nClient } from '../n8n/client';
import type { ExecutionRow } from '../n8n/client/executions';
import { LABEL } from './load';
import { pool } from './pool';

/** An execution n8n has on record. */
export type StoredExecution = Pick<ExecutionRow, 'id' | 'status' | 'startedAt'>;

/** The executions that carry a message, by its label. */
export async function storedExecutions(
	n8n: N8nClient,
	workflowId: string,
): Promise<Map<string, StoredExecution[]>> {
	const found = new Map<string, StoredExecution[]>();
	const rows = await n8n.listExecutions(workflowId);
	const look = async ({ id, status, startedAt }: ExecutionRow) => {
		const { stored } = await n8n.readExecution(id);
		for (const label of new Set(stored.match(LABEL))) {
			found.set(label, [...(found.get(label) ?? []), { id, status, startedAt }]);
		}
	};
	await pool(
		rows.map((row) => async () => await look(row)),
		10,
	);
	return found;
}
