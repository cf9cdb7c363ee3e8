/** What keeps a webhook from being set, found out before anything is changed. */
import { isPrivateHost } from '../network';
import type { Api, Provider, RegisteredWebhook } from '../provider';
import { RegistrationError } from './error';
import { isOwn, sameOrigin, withoutQuery } from './place';
import type { RegisteringProvider, RegistrationWish } from './wish';

/** Throws where the credential cannot set webhooks. */
export function assertAble({ registration }: RegisteringProvider, { credential }: Api): void {
	const obstacle = registration.obstacle?.(credential) ?? null;
	if (obstacle === null) return;
	throw new RegistrationError(
		obstacle,
		'Fill it in, or set Registration to Manual and paste the webhook URL at the provider yourself.',
	);
}

/** Throws where the provider could not deliver to that URL. */
export function assertReachable(provider: Provider, { credential }: Api, webhookUrl: string): void {
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

/** Throws where a URL is set that is not this trigger's and may not be replaced. */
export function assertNotForeign(
	provider: Provider,
	{ url }: RegisteredWebhook,
	wish: RegistrationWish,
): void {
	if (url === null || wish.replaceExisting || isOwn(url, wish)) return;
	const whose = sameOrigin(url, wish.webhookUrl) ? ', which is another trigger in this n8n' : '';
	throw new RegistrationError(
		`${provider.displayName} already delivers this instance's events to ${withoutQuery(url)}${whose}`,
		'If that address may stop receiving events, turn on Options → Replace Existing Webhook in this node and try again. After listening for a test event, n8n puts it back.',
	);
}
