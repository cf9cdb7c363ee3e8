/**
 * Whether a URL that came from outside may be fetched, and how. Whoever can send a message could
 * otherwise make this machine ask its own network (server-side request forgery), or learn the key.
 */
import { isPrivateHost } from '../network';
import { isPublicAddress } from './address';
import { MediaError } from './media-error';
import type { Resolve } from './resolve';

export interface UrlRules {
	/** Base URL of the credential; null when it is none. */
	own: URL | null;
	/** Hosts the user allows, whatever network they are in. */
	isAllowed: (url: URL) => boolean;
	resolve: Resolve;
	/** The n8n operator's own rules, where n8n has them: false refuses. */
	isAllowedByOperator?: (url: URL) => Promise<boolean>;
}

/** The provider's host, and those the user allows: they are reached by their names. */
export function isTrusted(
	url: URL,
	{ own, isAllowed }: Pick<UrlRules, 'own' | 'isAllowed'>,
): boolean {
	return url.host === own?.host || isAllowed(url);
}

export interface Passage {
	/** Whether the provider's key goes with it. */
	withKey: boolean;
	/**
	 * Addresses to connect to, in order, instead of asking for the name again, which by then could
	 * lead elsewhere; null: by name, because the host is trusted.
	 */
	addresses: readonly string[] | null;
}

/** Throws `MediaError` when the URL may not be fetched. To be asked anew for every redirect. */
export async function checkUrl(url: URL, rules: UrlRules): Promise<Passage> {
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new MediaError(
			`The file's address begins with ${url.protocol.slice(0, 20)}, which is no web address`,
			'Only http:// and https:// are fetched.',
		);
	}
	// The origin and not the host alone: the key must not go out over http:// where it is used over https://.
	if (url.origin === rules.own?.origin) return { withKey: true, addresses: null };
	if (isTrusted(url, rules)) return { withKey: false, addresses: null };
	if (isPrivateHost(url)) throw inside(url);
	if ((await rules.isAllowedByOperator?.(url)) === false) {
		throw new MediaError(
			`The rules of this n8n against server-side request forgery refuse ${url.hostname}`,
			'Ask whoever runs this n8n (N8N_SSRF_ALLOWED_HOSTNAMES, N8N_SSRF_ALLOWED_IP_RANGES).',
		);
	}
	const addresses = await addressesOf(url, rules.resolve);
	// One that is not public among others is no accident.
	if (!addresses.every(isPublicAddress)) throw inside(url);
	return { withKey: false, addresses };
}

async function addressesOf(url: URL, resolve: Resolve): Promise<string[]> {
	const hostname = url.hostname.replace(/^\[|\]$/g, '');
	const isAddress = hostname.includes(':') || /^[\d.]+$/.test(hostname);
	if (isAddress) return [hostname];
	const found = await resolve(hostname).catch(() => []);
	if (found.length > 0) return found;
	throw new MediaError(
		`The file's host ${hostname} is not known`,
		'Check that this n8n can resolve names. Where only a proxy can, add the host to Allowed Media Hosts.',
	);
}

function inside({ hostname }: URL): MediaError {
	return new MediaError(
		`The file's address is on a private network (${hostname}), which is not fetched unless you allow it`,
		'If that host is yours, add it to Allowed Media Hosts in the options of this node.',
	);
}
