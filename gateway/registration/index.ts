/**
 * Setting and removing the webhook at a provider, the same for every provider that has an API for
 * it: never over somebody else's URL unless told so, and never removing what is not ours.
 */
import type { Api, RegisteredWebhook } from '../provider';
import { NotRemovedError } from './error';
import { sameNames, together } from './events';
import { samePlace } from './place';
import { assertAble, assertNotForeign, assertReachable } from './possible';
import { wanted, type RegisteringProvider, type RegistrationWish } from './wish';

export { NotRemovedError, RegistrationError } from './error';
export { covers, sameNames } from './events';
export { isOwn, samePlace } from './place';
export type { RegisteringProvider, RegistrationWish } from './wish';

/**
 * What is set at the provider. Throws `RegistrationError` where it may not be replaced, or where
 * the provider could not deliver to the wanted URL.
 */
export async function readReplaceable(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
): Promise<RegisteredWebhook> {
	assertAble(provider, api);
	assertReachable(provider, api, wish.webhookUrl);
	const found = await provider.registration.read(api, wish.webhookUrl);
	assertNotForeign(provider, found, wish);
	return found;
}

/** Whether the webhook that was found is as it should be. False: `register` has something to do. */
export function standsAsWished(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
	found: RegisteredWebhook,
): boolean {
	const want = wanted(provider, api, wish);
	const sameSecret =
		provider.registration.secretIn === 'url' || want.secret === '' || found.secret === want.secret;
	return found.url === want.url && sameSecret && sameNames(found.events, want.events);
}

/** Whether the webhook is set as it should be. False: `register` has something to do. */
export async function isRegistered(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
): Promise<boolean> {
	return standsAsWished(provider, api, wish, await readReplaceable(provider, api, wish));
}

/** Sets the webhook, with the secret in place at the same time. */
export async function register(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
): Promise<void> {
	await provider.registration.write(api, wanted(provider, api, wish));
}

/**
 * Removes the webhook if it is still ours, and says whether it was. Throws `NotRemovedError` where it
 * is, for certain, and stays.
 */
export async function unregister(
	provider: RegisteringProvider,
	api: Api,
	webhookUrl: string,
	isOurs = (url: string) => samePlace(url, webhookUrl),
): Promise<boolean> {
	assertAble(provider, api);
	const { url } = await provider.registration.read(api, webhookUrl);
	if (url === null || !isOurs(url)) return false;
	try {
		await provider.registration.clear(api, webhookUrl);
	} catch (error) {
		throw new NotRemovedError(error);
	}
	return true;
}

/** Widens our webhook that was found to what is wanted as well. Gives what is set then. */
export async function widen(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
	found: RegisteredWebhook,
): Promise<RegisteredWebhook> {
	const events = together(provider, found.events, wanted(provider, api, wish).events);
	const wider = { ...found, events };
	await restore(provider, api, wish.webhookUrl, wider, true);
	return wider;
}

/**
 * Puts back what was set at the provider before `webhookUrl`; where nothing was, takes that away.
 * `isOurs`: it was a webhook of this package, so a secret the provider does not tell is the
 * credential's.
 */
export async function restore(
	provider: RegisteringProvider,
	api: Api,
	webhookUrl: string,
	{ url, secret, events, others }: RegisteredWebhook,
	isOurs: boolean,
): Promise<void> {
	if (url === null) {
		await provider.registration.clear(api, webhookUrl);
		return;
	}
	await provider.registration.write(api, {
		url,
		// Our secret is never told to somebody else's address.
		secret: secret ?? (isOurs ? api.credential.webhookSecret : ''),
		events: events ?? [],
		...(others && { others }),
	});
}
