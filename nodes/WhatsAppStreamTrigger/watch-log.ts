/** What n8n's log says of the connection: each outage once, and once that it is over. */
import type { ITriggerFunctions } from 'n8n-workflow';

import type { ProviderError } from '../../gateway';

interface Watching {
	onOpen(): void;
	onLost(error: ProviderError, waitMs: number, failures: number): void;
}

/** The second failure in a row is an outage; the first is a server that was restarted, or nothing. */
const OUTAGE = 2;

export function watchLog(context: ITriggerFunctions): Watching {
	const where = { workflowId: context.getWorkflow().id, node: context.getNode().name };
	let isDown = false;
	return {
		onOpen() {
			const text = isDown ? 'the event stream flows again' : 'the event stream is open';
			context.logger[isDown ? 'info' : 'debug'](`WhatsApp Stream Trigger: ${text}`, where);
			isDown = false;
		},
		onLost({ message }, waitMs, failures) {
			const level = failures >= OUTAGE && !isDown ? 'warn' : 'debug';
			isDown ||= failures >= OUTAGE;
			const next = `connecting again in ${Math.ceil(waitMs / 1000)} s`;
			context.logger[level](`WhatsApp Stream Trigger: ${message}; ${next}`, where);
		},
	};
}
