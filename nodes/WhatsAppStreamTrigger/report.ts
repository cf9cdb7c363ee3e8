/** An event that did not run, shown where the user looks: among the executions. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Clock } from '../../gateway';

/** So many at once, then one a minute: a server that sends nonsense must not fill n8n's database. */
const AT_ONCE = 5;
const EVERY_MS = 60_000;

/** Gives the function that reports why an event did not run. */
export function reporter(context: ITriggerFunctions, clock: Clock): (reason: string) => void {
	let left = AT_ONCE;
	let since = clock.now();
	return (reason) => {
		const refilled = Math.floor((clock.now() - since) / EVERY_MS);
		if (refilled > 0) {
			left = Math.min(AT_ONCE, left + refilled);
			since += refilled * EVERY_MS;
		}
		if (left === 0) return;
		left--;
		const message = `An event of the stream was not run: ${reason}`;
		context.logger.warn(`WhatsApp Stream Trigger: ${message}`, {
			workflowId: context.getWorkflow().id,
			node: context.getNode().name,
		});
		// Older n8n has no such list for triggers; there the log line is all.
		context.saveFailedExecution?.(new NodeOperationError(context.getNode(), message));
	};
}
