/** What n8n has on record for each message: an execution exists, whatever became of it. */
import type { ExecutionStatus } from 'n8n-workflow';

import type { N8nClient } from '../n8n/client';
import { LABEL } from './load';
import { pool } from './pool';

/** The statuses of the executions that carry a message, by its label. */
export async function storedExecutions(
	n8n: N8nClient,
	workflowId: string,
): Promise<Map<string, ExecutionStatus[]>> {
	const found = new Map<string, ExecutionStatus[]>();
	const rows = await n8n.listExecutions(workflowId);
	const look = async (id: string, status: ExecutionStatus) => {
		const { stored } = await n8n.readExecution(id);
		for (const label of new Set(stored.match(LABEL))) {
			found.set(label, [...(found.get(label) ?? []), status]);
		}
	};
	await pool(
		rows.map(
			({ id, status }) =>
				async () =>
					await look(id, status),
		),
		10,
	);
	return found;
}
