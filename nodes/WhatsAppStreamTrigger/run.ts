/** One run of the workflow, from the hand-over to n8n to its end. */
import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import type { PrepareRun } from '../../gateway';
import { itemsOf, type Source } from '../shared/trigger/attach-media';

/**
 * `emit` returns at once. What n8n settles is the promise that it is given: rejected when no run
 * could be stored, resolved when the run is over (or, with a key n8n knows already, skipped).
 */
export function runBy(context: ITriggerFunctions, source: Source): PrepareRun {
	return async (events) => {
		const items = await itemsOf(context, events, source);
		return (key) => start(context, items, key);
	};
}

function start(context: ITriggerFunctions, items: INodeExecutionData[], key: string | null) {
	const done = context.helpers.createDeferredPromise<IRun>();
	const over = done.promise.catch((error: unknown) => {
		if (!wasStored(error)) throw error;
	});
	// A version of n8n without such keys takes three arguments and ignores the fourth.
	context.emit([items], undefined, done, ...(key === null ? [] : [key]));
	return { over };
}

/**
 * Rejections of runs that did exist: somebody stopped it, it took too long, n8n shut down; or it
 * was over (it had no credential, say) before n8n could wait for its end.
 */
function wasStored(error: unknown): boolean {
	const kind = error instanceof Error ? error.constructor.name : '';
	return /^(\w*ExecutionCancelledError|ExecutionNotFoundError)$/.test(kind);
}
