/** An error of the stream as n8n shows it. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { ProviderError } from '../../gateway';
import { asNodeError } from '../shared/errors';

/** Publishing shows the message alone, so the next step has to stand in it. */
export function shown(context: ITriggerFunctions, error: unknown) {
	if (!(error instanceof ProviderError)) return asNodeError(context.getNode(), error);
	const { message, details } = error;
	return new NodeOperationError(context.getNode(), `${message}. ${details.nextStep}`);
}
