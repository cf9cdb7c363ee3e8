/** A delivery that is refused while the editor listens: the reason belongs where the person looks. */
import type { IWebhookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { Outcome } from '../../gateway';
import { asTriggerError } from '../shared/host/errors';

type Refused = Extract<Outcome, { kind: 'refused' }> & { cause?: unknown };

/** What to look at, by the status the delivery was answered with. */
const NEXT_STEP: Record<Refused['status'], string> = {
	400: 'Check that the Provider chosen in this node is the one that sends to this webhook URL, then listen again.',
	401: 'Enter the same secret in the credential and at the provider, then listen again. A delivery from a stranger who does not know the secret is refused like this as well: then simply listen again.',
	403: 'Check that the credential in this node is the one of the instance or number that you send to, then listen again.',
	503: 'Mend that, then listen again.',
};

/**
 * The error to throw once the delivery has been answered on the response: n8n then ends the listening
 * with a run that failed, and shows this. It holds nothing of what was sent.
 */
export function refusedInTest(
	context: IWebhookFunctions,
	{ status, reason, cause }: Refused,
): NodeOperationError {
	answeredForGood(context);
	const node = context.getNode();
	const why = cause === undefined ? reason : asTriggerError(node, cause).message;
	return new NodeOperationError(
		node,
		`A delivery arrived and was refused (HTTP ${status}): ${why}`,
		{
			description: NEXT_STEP[status],
		},
	);
}

/** n8n answers a throw by itself, with 500, which would fail where the answer is out already. */
function answeredForGood(context: IWebhookFunctions): void {
	const response = context.getResponseObject();
	response.status = () => response;
	response.json = () => response;
}
