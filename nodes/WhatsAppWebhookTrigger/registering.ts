/** What n8n asks a trigger's life cycle about: which webhook, at which provider, in whose name. */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type {
	Api,
	EventName,
	Provider,
	RegisteringProvider,
	RegistrationWish,
} from '../../gateway';
import { credentialOf, providerOf } from '../shared/host/provider';
import { hookApiOf } from '../shared/host/transport';

export interface Registering {
	provider: RegisteringProvider;
	api: Api;
	wish: RegistrationWish;
}

/** Null: nothing that this node does by itself; the user registers by hand. */
export async function registeringOf(context: IHookFunctions): Promise<Registering | null> {
	const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
	const automatic = context.getNodeParameter('registration', 'manual') === 'automatic';
	if (!automatic || !registers(provider)) return null;
	const credential = await credentialOf(context, provider);
	return { provider, api: hookApiOf(context, provider, credential), wish: wishOf(context) };
}

function registers(provider: Provider): provider is RegisteringProvider {
	return provider.registration !== undefined;
}

function wishOf(context: IHookFunctions): RegistrationWish {
	const options = context.getNodeParameter('options', {}) as { replaceExisting?: boolean };
	return {
		webhookUrl: webhookUrlOf(context),
		ownPath: NodeHelpers.getNodeWebhookPath(
			context.getWorkflow().id ?? '',
			context.getNode(),
			'webhook',
		),
		events: context.getNodeParameter('events', ['message.received']) as EventName[],
		replaceExisting: options.replaceExisting ?? false,
	};
}

/** The test URL while the editor listens, production's otherwise. */
export function webhookUrlOf(context: IHookFunctions | IWebhookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** This very trigger, published or as a draft. */
export function triggerKey(context: IHookFunctions | IWebhookFunctions): string {
	return JSON.stringify([context.getInstanceId(), context.getWorkflow().id, context.getNode().id]);
}
