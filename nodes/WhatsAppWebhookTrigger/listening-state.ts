/** The triggers the editor listens to, in this process, and what was set at the provider for it. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { isOwn, type RegisteredWebhook, type RegistrationWish } from '../../gateway';
import { triggerKey } from './registering';

export interface Listening {
	testUrl: string;
	/** What was set at the provider before, and is put back afterwards; null: nothing. */
	before: RegisteredWebhook | null;
	/** What was set at the provider for the listening; null: nothing. */
	set: RegisteredWebhook | null;
}

const listenings = new Map<string, Listening>();

/** A second tab that listens joins the first one's: n8n has one test webhook for both. */
export function beginListening(context: IHookFunctions, testUrl: string): Listening {
	const key = triggerKey(context);
	const running = listenings.get(key);
	const listening = running?.testUrl === testUrl ? running : { testUrl, before: null, set: null };
	listenings.set(key, listening);
	return listening;
}

export function listeningOf(context: IHookFunctions | IWebhookFunctions): Listening | undefined {
	// Called for every delivery, and there is hardly ever one.
	return listenings.size === 0 ? undefined : listenings.get(triggerKey(context));
}

export function testUrlOf(context: IHookFunctions): string | null {
	return listeningOf(context)?.testUrl ?? null;
}

export function forgetListening(context: IHookFunctions | IWebhookFunctions): void {
	listenings.delete(triggerKey(context));
}

/** The workflow was published or unpublished meanwhile: what was ours before is out of date. */
export function keepNothingOfOurs(context: IHookFunctions, wish: RegistrationWish): void {
	const listening = listeningOf(context);
	if (listening?.before && isOwn(listening.before.url, wish)) listening.before = null;
}
