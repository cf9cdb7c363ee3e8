/**
 * "Listen for test event": the provider delivers to the test URL for as long as the editor listens.
 *
 * A published workflow keeps its webhook meanwhile: the provider has room for one URL, and taking
 * it would lose the customers' events, all but the first, and for good if n8n is restarted before
 * it is put back. Instead, each delivery to the published workflow is copied to the listening
 * editor (`copying.ts`).
 *
 * Ending never throws: n8n would keep the test webhook in its cache in a state that stops every other
 * workflow of this n8n from listening.
 */
import type { IHookFunctions } from 'n8n-workflow';

import {
	covers,
	isOwn,
	readReplaceable,
	register,
	RegistrationError,
	restore,
	sameNames,
	samePlace,
	standsAsWished,
	widen,
	type RegisteredWebhook,
} from '../../gateway';
import { asTriggerError } from '../shared/host/errors';
import { thisMachine } from '../shared/host/environment';
import { logOf } from '../shared/host/log';
import { isQueueMode } from '../shared/host/redis-of-queue';
import { isServed } from './known';
import { beginListening, forgetListening, listeningOf, type Listening } from './listening-state';
import { registeringOf, webhookUrlOf, type Registering } from './registering';

export async function isListening(context: IHookFunctions): Promise<boolean> {
	const listening = beginListening(context, webhookUrlOf(context));
	return await withRegistering(context, async (registering) => {
		const { provider, api, wish } = registering;
		const found = await readReplaceable(provider, api, wish);
		if (feedsPublished(context, registering, found)) return covers(provider, api, wish, found);
		const exists = standsAsWished(provider, api, wish, found);
		// Left behind by a listening that n8n could not end, unless this is a second tab.
		if (exists) listening.set ??= found;
		return exists;
	});
}

export async function listen(context: IHookFunctions): Promise<void> {
	const listening = beginListening(context, webhookUrlOf(context));
	await withRegistering(context, async (registering) => {
		const { provider, api, wish } = registering;
		const found = await readReplaceable(provider, api, wish);
		if (!samePlace(found.url, wish.webhookUrl)) {
			const isLeftover = isOwn(found.url, wish) && !isServed(context);
			listening.before = isLeftover ? null : found;
		}
		if (feedsPublished(context, registering, found)) {
			listening.set = found;
			listening.set = await widen(provider, api, wish, found);
		} else {
			listening.set = { ...found, url: wish.webhookUrl };
			await register(provider, api, wish);
		}
		return true;
	});
}

/** Puts back what was set before. Never throws. */
export async function stopListening(context: IHookFunctions): Promise<void> {
	const testUrl = webhookUrlOf(context);
	const listening = listeningOf(context);
	forgetListening(context);
	if (listening && listening.set === null) return;
	try {
		const registering = await registeringOf(context);
		if (registering) await putBack(registering, listening ?? unknown(testUrl));
	} catch (error) {
		logOf(context).error(
			`WhatsApp Webhook Trigger: after listening for a test event the provider may still have the test URL. Publish the workflow again, or set the webhook URL at the provider yourself. ${asTriggerError(context.getNode(), error).message}`,
		);
	}
}

/** Only what is still as listening left it: somebody may have changed it meanwhile. */
async function putBack(
	{ provider, api, wish }: Registering,
	{ before, set, testUrl }: Listening,
): Promise<void> {
	const found = await provider.registration.read(api, testUrl);
	if (samePlace(found.url, testUrl)) {
		const nothing = { url: null, secret: null, events: null };
		await restore(provider, api, testUrl, before ?? nothing, isOwn(before?.url ?? null, wish));
	} else if (before && set && found.url === set.url && sameNames(found.events, set.events)) {
		await restore(provider, api, testUrl, before, isOwn(before.url, wish));
	}
}

/** Begun in another process. */
function unknown(testUrl: string): Listening {
	return { testUrl, before: null, set: null };
}

/**
 * Whether the provider delivers to the published workflow, and goes on doing so. Replace Existing
 * Webhook asks for it to be replaced, for a test that has the events to itself.
 */
function feedsPublished(
	context: IHookFunctions,
	{ provider, wish }: Registering,
	{ url }: RegisteredWebhook,
): boolean {
	if (!isOwn(url, wish) || samePlace(url, wish.webhookUrl)) return false;
	if (wish.replaceExisting || !isServed(context)) return false;
	if (!isQueueMode(thisMachine)) return true;
	throw new RegistrationError(
		`This workflow is published, and ${provider.displayName} delivers an instance's events to one address. In queue mode they can arrive in another process of n8n than the one that listens`,
		'Unpublish the workflow for the test, or turn on Options → Replace Existing Webhook: then this test receives the events instead of the published workflow for as long as it listens.',
	);
}

/** `act`, where there is something to register, else true. Errors are as n8n shows them. */
async function withRegistering(
	context: IHookFunctions,
	act: (registering: Registering) => Promise<boolean>,
): Promise<boolean> {
	try {
		const registering = await registeringOf(context);
		return registering === null || (await act(registering));
	} catch (error) {
		throw asTriggerError(context.getNode(), error);
	}
}
