/**
 * What is known here of a published trigger's webhook.
 *
 * After a registration that failed n8n calls `delete`, and if that throws, n8n keeps its own row of
 * the webhook: the next publishing finds it, skips `create` and says "published". `delete` cannot
 * tell that call from an unpublishing. So the failure is noted in this process, where n8n makes both
 * calls, and the success with the workflow, because an unpublishing may come after a restart or in
 * another process.
 */
import type { IHookFunctions } from 'n8n-workflow';

import { triggerKey, webhookUrlOf } from './registering';

/** `perhaps`: the provider gave no clear answer to the call that sets the webhook. */
export type Failure = { wasSet: 'no' | 'perhaps' };

const failures = new Map<string, Failure>();
const registered = new Map<string, string>();
/** Triggers that n8n has been told to serve no longer, whatever the provider still has of them. */
const unserved = new Set<string>();

export function noteRegistered(context: IHookFunctions): void {
	const url = webhookUrlOf(context);
	failures.delete(triggerKey(context));
	unserved.delete(triggerKey(context));
	registered.set(triggerKey(context), url);
	const stored = storedWith(context);
	// n8n saves it only where it has changed.
	if (stored.registeredUrl !== url) stored.registeredUrl = url;
}

export function noteFailure(context: IHookFunctions, failure: Failure): void {
	failures.set(triggerKey(context), failure);
}

/** The failure that this `delete` follows; null: it follows none. Each failure is given once. */
export function takeFailure(context: IHookFunctions): Failure | null {
	const failure = failures.get(triggerKey(context)) ?? null;
	failures.delete(triggerKey(context));
	return failure;
}

export function noteUnserved(context: IHookFunctions): void {
	unserved.add(triggerKey(context));
}

/** Whether n8n serves the production URL, as far as this process knows. */
export function isServed(context: IHookFunctions): boolean {
	return !unserved.has(triggerKey(context));
}

export function noteGone(context: IHookFunctions): void {
	registered.delete(triggerKey(context));
	const stored = storedWith(context);
	if (stored.registeredUrl !== undefined) delete stored.registeredUrl;
}

/** Whether the webhook was set and, as far as is known, not taken away. */
export function wasRegistered(context: IHookFunctions): boolean {
	const url = webhookUrlOf(context);
	return registered.get(triggerKey(context)) === url || storedWith(context).registeredUrl === url;
}

function storedWith(context: IHookFunctions): { registeredUrl?: unknown } {
	return context.getWorkflowStaticData('node');
}
