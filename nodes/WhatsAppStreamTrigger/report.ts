/**
 * An event that did not run, shown where the user looks: among the executions and in the log. None
 * is left without a word; of many at once, most are only counted.
 */
import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Clock } from '../../gateway';
import { logOf, printable } from '../shared/host/log';

/** So many at once, then one a minute: a server that sends nonsense must not fill n8n's database. */
const AT_ONCE = 5;
const EVERY_MS = 60_000;

export interface Reporter {
	/** Says why an event did not run. */
	report(reason: string): void;
	/** Says at once what would have been said within a minute. */
	close(): void;
}

export function reporter(context: ITriggerFunctions, clock: Clock): Reporter {
	const closing = new AbortController();
	const log = logOf(context);
	let left = AT_ONCE;
	let since = clock.now();
	/** Neither listed nor logged yet. */
	let counted = 0;

	return {
		report(reason) {
			refill();
			if (left === 0) return count(reason);
			left--;
			const message = `An event of the stream was not run: ${printable(reason)}`;
			warn(message);
			// Older versions of n8n have no such list for triggers; there is only the line in the log.
			context.saveFailedExecution?.(new NodeOperationError(context.getNode(), message));
		},
		close: () => closing.abort(),
	};

	function refill(): void {
		const refilled = Math.floor((clock.now() - since) / EVERY_MS);
		if (refilled <= 0) return;
		left = Math.min(AT_ONCE, left + refilled);
		since += refilled * EVERY_MS;
	}

	/** One line a minute for all that came in it, with the first one's reason. */
	function count(reason: string): void {
		counted++;
		if (counted > 1) return;
		void clock.sleep(EVERY_MS, closing.signal).then(() => {
			warn(`${counted} more event(s) of the stream were not run, the first of them: ${reason}`);
			counted = 0;
		});
	}

	function warn(text: string): void {
		log.warn(`WhatsApp Stream Trigger: ${text}`);
	}
}
