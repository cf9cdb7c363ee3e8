/**
 * Setting and removing the webhook at a provider, the same for every provider that has an API for
 * it: never over somebody else's URL unless told so, and never removing what is not ours.
 */
import type { EventName } from './event';
import { isPrivateHost } from './network';
import type { Api, Provider, Registration, RegisteredWebhook, WantedWebhook } from './provider';
import { SECRET_PARAMETER } from './verification/secret';

/** The webhook cannot be set as things are. `message`: what is wrong; `nextStep`: what to do. */
export class RegistrationError extends Error {
	override readonly name = 'RegistrationError';

	constructor(
		message: string,
		readonly nextStep: string,
	) {
		super(message);
	}
}

export interface RegistrationWish {
	/** The URL n8n made for this trigger. */
	webhookUrl: string;
	events: readonly EventName[];
	/** Whether a URL that is not ours may be replaced. */
	replaceExisting: boolean;
}

/** The provider with the registration every function here needs. */
export type RegisteringProvider = Provider & { registration: Registration };

/** Whether the webhook stands as it should. False: `register` has something to do. */
export async function isRegistered(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
): Promise<boolean> {
	assertPossible(provider, api, wish.webhookUrl);
	const found = await provider.registration.read(api);
	assertNotForeign(provider, found, wish);
	return stands(provider, found, wanted(provider, api, wish));
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
 * Removes the webhook if it is still ours. Says whether it was. n8n asks for this after a
 * registration that failed, too: what made that impossible is said again, without a call.
 */
export async function unregister(
	provider: RegisteringProvider,
	api: Api,
	webhookUrl: string,
): Promise<boolean> {
	assertPossible(provider, api, webhookUrl);
	const { url } = await provider.registration.read(api);
	if (url === null || !samePlace(url, webhookUrl)) return false;
	await provider.registration.clear(api);
	return true;
}

/**
 * Puts back what stood at the provider before. Does nothing where nothing stood. `isOurs`: it was a
 * webhook of this package, so a secret the provider does not tell is the credential's.
 */
export async function restore(
	provider: RegisteringProvider,
	api: Api,
	{ url, secret, events }: RegisteredWebhook,
	isOurs: boolean,
): Promise<void> {
	if (url === null) return;
	await provider.registration.write(api, {
		url,
		// Our secret is never told to somebody else's address.
		secret: secret ?? (isOurs ? api.credential.webhookSecret : ''),
		events: events ?? [],
	});
}

/** The URL to be registered or pasted: with the secret, where the provider's check is a URL secret. */
export function urlWithSecret(webhookUrl: string, secret: string): string {
	if (secret === '') return webhookUrl;
	const url = new URL(webhookUrl);
	url.searchParams.set(SECRET_PARAMETER, secret);
	return url.href;
}

function wanted(
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

function stands(
	{ registration }: RegisteringProvider,
	found: RegisteredWebhook,
	want: WantedWebhook,
) {
	const sameSecret =
		registration.secretIn === 'url' || want.secret === '' || found.secret === want.secret;
	return found.url === want.url && sameSecret && sameNames(found.events, want.events);
}

function sameNames(found: readonly string[] | null, want: readonly string[]): boolean {
	if (found === null) return true;
	const names = new Set(found);
	return names.size === want.length && want.every((name) => names.has(name));
}

function assertPossible(provider: RegisteringProvider, { credential }: Api, webhookUrl: string) {
	const obstacle = provider.registration.obstacle?.(credential) ?? null;
	if (obstacle) {
		throw new RegistrationError(
			obstacle,
			'Fill it in, or set Registration to Manual and paste the webhook URL at the provider yourself.',
		);
	}
	const url = new URL(webhookUrl);
	const unreachable = url.protocol !== 'https:' || isPrivateHost(url);
	if (unreachable && !isPrivateBase(credential.baseUrl)) {
		throw new RegistrationError(
			`${provider.displayName} cannot deliver to ${url.origin}: it needs an https:// address that the internet can reach, and n8n takes its own from WEBHOOK_URL (in newer versions N8N_WEBHOOK_URL)`,
			'Set that environment variable to the public address of this n8n (for example https://n8n.example.com/) and restart it.',
		);
	}
}

/** A gateway on the user's own machine or network reaches what is on that network. */
function isPrivateBase(baseUrl: string): boolean {
	return URL.canParse(baseUrl) && isPrivateHost(new URL(baseUrl));
}

function assertNotForeign(provider: Provider, found: RegisteredWebhook, wish: RegistrationWish) {
	if (found.url === null || wish.replaceExisting || samePlace(found.url, wish.webhookUrl)) return;
	throw new RegistrationError(
		`${provider.displayName} already delivers this instance's events to ${shown(found.url)}`,
		'If that address may stop receiving events, turn on Options → Replace Existing Webhook in this node and try again. After listening for a test event, n8n puts it back.',
	);
}

/** The same webhook, whatever secret stands in its query. */
export function samePlace(one: string, other: string): boolean {
	if (!URL.canParse(one) || !URL.canParse(other)) return one === other;
	const [a, b] = [new URL(one), new URL(other)];
	return a.origin === b.origin && a.pathname === b.pathname;
}

/** Somebody else's URL without its query, which may hold somebody else's secret. */
function shown(url: string): string {
	if (!URL.canParse(url)) return url;
	const { origin, pathname } = new URL(url);
	return `${origin}${pathname}`;
}
