/** Publishing a workflow sets the webhook at the provider, unpublishing takes it away. */
import type { IHookFunctions } from 'n8n-workflow';

import {
	isOwn,
	isRegistered,
	NotRemovedError,
	ProviderError,
	register,
	RegistrationError,
	samePlace,
	unregister,
} from '../../gateway';
import { asTriggerError } from '../shared/host/errors';
import { logOf } from '../shared/host/log';
import {
	noteFailure,
	noteGone,
	noteRegistered,
	noteUnserved,
	takeFailure,
	wasRegistered,
} from './known';
import { keepNothingOfOurs, testUrlOf } from './listening-state';
import { registeringOf, type Registering } from './registering';

export async function isPublished(context: IHookFunctions): Promise<boolean> {
	return await notingFailure(context, async (registering) => {
		const exists = await isSet(context, registering);
		if (exists) noteSuccess(context, registering);
		return exists;
	});
}

export async function publish(context: IHookFunctions): Promise<void> {
	await notingFailure(context, async (registering) => {
		const { provider, api, wish } = registering;
		await register(provider, api, wish);
		noteSuccess(context, registering);
		return true;
	});
}

/**
 * Removes the webhook if it is still ours. Throws only where it was set and cannot be removed: never
 * for a registration that has just failed.
 */
export async function unpublish(context: IHookFunctions): Promise<void> {
	noteUnserved(context);
	const failure = takeFailure(context);
	if (failure?.wasSet === 'no') return;
	try {
		const registering = await registeringOf(context);
		if (registering) await removeOurs(context, registering);
		noteGone(context);
	} catch (error) {
		const isCertain = error instanceof NotRemovedError;
		if (failure === null && (isCertain || wasRegistered(context))) {
			throw asTriggerError(context.getNode(), isCertain ? error : new NotRemovedError(error));
		}
		warn(context, 'it is not known whether the provider has the webhook URL', error);
	}
}

async function removeOurs(
	context: IHookFunctions,
	{ provider, api, wish }: Registering,
): Promise<void> {
	keepNothingOfOurs(context, wish);
	// The test URL stays for as long as the editor listens; after that, it is a leftover.
	const isOurs = (url: string) => isOwn(url, wish) && !samePlace(url, testUrlOf(context));
	await unregister(provider, api, wish.webhookUrl, isOurs);
}

async function isSet(
	context: IHookFunctions,
	{ provider, api, wish }: Registering,
): Promise<boolean> {
	try {
		return await isRegistered(provider, api, wish);
	} catch (error) {
		if (error instanceof RegistrationError || !isStart(context) || !wasRegistered(context)) {
			throw error;
		}
		// Throwing would have n8n stop serving a webhook that the provider goes on delivering to.
		warn(context, 'it could not be checked whether the webhook still stands', error);
		return true;
	}
}

/** n8n itself starts, or takes over from another one: nobody has asked for anything. */
function isStart(context: IHookFunctions): boolean {
	return ['init', 'leadershipChange'].includes(context.getActivationMode());
}

function warn(context: IHookFunctions, what: string, error: unknown): void {
	const { message } = asTriggerError(context.getNode(), error);
	logOf(context).warn(`WhatsApp Webhook Trigger: ${what}: ${message}`);
}

function noteSuccess(context: IHookFunctions, { wish }: Registering): void {
	noteRegistered(context);
	keepNothingOfOurs(context, wish);
}

/** `act`, where there is something to register; a failure is noted for the `delete` that follows it. */
async function notingFailure(
	context: IHookFunctions,
	act: (registering: Registering) => Promise<boolean>,
): Promise<boolean> {
	try {
		const registering = await registeringOf(context);
		return registering === null || (await act(registering));
	} catch (error) {
		const isUnclear = error instanceof ProviderError && error.details.kind === 'unknown outcome';
		noteFailure(context, { wasSet: isUnclear ? 'perhaps' : 'no' });
		throw asTriggerError(context.getNode(), error);
	}
}
