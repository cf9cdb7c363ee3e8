/** n8n's webhook life cycle: the webhook at the provider comes and goes with the workflow. */
import type { IHookFunctions } from 'n8n-workflow';

import {
	isRegistered,
	register,
	restore,
	samePlace,
	unregister,
	type Api,
	type EventName,
	type Provider,
	type RegisteredWebhook,
	type RegisteringProvider,
	type RegistrationWish,
} from '../../gateway';
import { asNodeError } from '../shared/errors';
import { credentialOf, providerOf } from '../shared/provider';
import { apiOf } from '../shared/transport';

interface Registering {
	provider: RegisteringProvider;
	api: Api;
	wish: RegistrationWish;
}

/**
 * What "Listen for Test Event" replaced, by the test URL that replaced it. A published workflow
 * gets its webhook back when the listening ends.
 */
const replacedByTest = new Map<string, RegisteredWebhook>();

/** True: nothing to do, or nothing this node does by itself. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await withRegistration(context, true, async ({ provider, api, wish }) => {
		return await isRegistered(provider, api, wish);
	});
}

export async function create(context: IHookFunctions): Promise<boolean> {
	return await withRegistration(context, true, async ({ provider, api, wish }) => {
		if (context.getActivationMode() === 'manual') {
			replacedByTest.set(wish.webhookUrl, await provider.registration.read(api));
		}
		await register(provider, api, wish);
		return true;
	});
}

export async function remove(context: IHookFunctions): Promise<boolean> {
	return await withRegistration(context, true, async ({ provider, api, wish }) => {
		const removed = await unregister(provider, api, wish.webhookUrl);
		const before = replacedByTest.get(wish.webhookUrl);
		replacedByTest.delete(wish.webhookUrl);
		if (removed && before) {
			const productionUrl = wish.webhookUrl.replace('/webhook-test/', '/webhook/');
			await restore(provider, api, before, samePlace(before.url ?? '', productionUrl));
		}
		return true;
	});
}

async function withRegistration(
	context: IHookFunctions,
	otherwise: boolean,
	act: (registering: Registering) => Promise<boolean>,
): Promise<boolean> {
	try {
		const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
		const automatic = context.getNodeParameter('registration', 'manual') === 'automatic';
		if (!automatic || !registers(provider)) return otherwise;
		const credential = await credentialOf(context, provider);
		const api = apiOf(context, provider, credential);
		return await act({ provider, api, wish: wishOf(context) });
	} catch (error) {
		throw asNodeError(context.getNode(), error);
	}
}

function registers(provider: Provider): provider is RegisteringProvider {
	return provider.registration !== undefined;
}

function wishOf(context: IHookFunctions): RegistrationWish {
	const options = context.getNodeParameter('options', {}) as { replaceExisting?: boolean };
	return {
		webhookUrl: context.getNodeWebhookUrl('default') ?? '',
		events: context.getNodeParameter('events', ['message.received']) as EventName[],
		replaceExisting: options.replaceExisting ?? false,
	};
}
