/** The webhook a trigger wants, in its own words and in the provider's. */
import type { EventName } from '../event';
import type { Api, Provider, Registration, WantedWebhook } from '../provider';
import { urlWithSecret } from './place';

/** The provider with the registration that setting a webhook needs. */
export type RegisteringProvider = Provider & { registration: Registration };

export interface RegistrationWish {
	/** The URL n8n made for this trigger. */
	webhookUrl: string;
	/**
	 * What every URL of this trigger ends with, on whatever path n8n serves production and test: the
	 * trigger's own id and its path, without a slash at either end. Missing: nothing but `webhookUrl`.
	 */
	ownPath?: string;
	events: readonly EventName[];
	/** Whether a URL that is not ours may be replaced. */
	replaceExisting: boolean;
}

/** As the provider takes it. */
export function wanted(
	{ registration }: RegisteringProvider,
	{ credential }: Api,
	{ webhookUrl, events }: RegistrationWish,
): WantedWebhook {
	const secret = credential.webhookSecret;
	const names = events.flatMap((event) => registration.subscriptions[event] ?? []);
	return {
		url: registration.secretIn === 'url' ? urlWithSecret(webhookUrl, secret) : webhookUrl,
		secret,
		events: events.includes('other') ? registration.everything : [...new Set(names)].sort(),
	};
}
