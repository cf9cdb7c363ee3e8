/** n8n's webhook life cycle: the webhook at the provider comes and goes with the workflow. */
import type { IHookFunctions } from 'n8n-workflow';

import { wasRegistered } from './known';
import { isListening, listen, stopListening } from './listening';
import { isPublished, publish, unpublish } from './publishing';

/** True: nothing to do, or nothing this node does by itself. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return isTest(context) ? await isListening(context) : await isPublished(context);
}

export async function create(context: IHookFunctions): Promise<boolean> {
	await (isTest(context) ? listen(context) : publish(context));
	return true;
}

export async function remove(context: IHookFunctions): Promise<boolean> {
	await (isEndOfTest(context) ? stopListening(context) : unpublish(context));
	return true;
}

function isTest(context: IHookFunctions): boolean {
	return context.getActivationMode() === 'manual';
}

/**
 * When listening ends, n8n gives the same mode as for unpublishing. But the workflow it makes for a
 * test is never an active one (n8n's `test-webhooks.js`), and a test URL is never noted.
 */
function isEndOfTest(context: IHookFunctions): boolean {
	return isTest(context) || (!context.getWorkflow().active && !wasRegistered(context));
}
