/**
 * Whether a URL that came from outside may be fetched, and how. Whoever can send a message could
 * otherwise make this machine ask its own network (server-side request forgery). Whether the key
 * goes along is not decided here: that depends on who gave the address (`follow.ts`).
 */
import { isPrivateHost } from '../network';
import { isPublicAddress } from './address';
import { MediaError } from './media-error';
import type { Resolve } from './resolve';

/** Characters; signed addresses have two thousand at most. */
const LONGEST_URL = 8_192;

export interface UrlRules {
	/** Base URL of the credential; null where that is not a URL. */
	own: URL | null;
	/** Hosts the user allows, whatever network they are in. */
	isAllowed: (url: URL) => boolean;
	resolve: Resolve;
	/** The n8n operator's own rules, where n8n has them: false refuses. */
	isAllowedByOperator?: (url: URL) => Promise<boolean>;
}

/** The origin of the credential: its host by the same scheme and port, and nothing else. */
export function isOwn(url: URL, { own }: Pick<UrlRules, 'own'>): boolean {
	return url.origin === own?.origin;
}

/** The provider's server, and those the user allows: they are reached by their names. */
export function isTrusted(url: URL, rules: Pick<UrlRules, 'own' | 'isAllowed'>): boolean {
	return isOwn(url, rules) || rules.isAllowed(url);
}

/**
 * Addresses to connect to, in order, instead of asking for the name again, which by then could lead
 * elsewhere; null: by name, because the host is trusted.
 */
export type Passage = readonly string[] | null;

/** Throws `MediaError` when the URL may not be fetched. To be called again for every redirect. */
export async function checkUrl(url: URL, rules: UrlRules): Promise<Passage> {
	if (url.protocol !== 'https:' && url.protocol !== 'http:') {
		throw new MediaError(
			`A file cannot be downloaded from an address that begins with ${url.protocol.slice(0, 20)}`,
			'Files are downloaded from addresses that begin with https:// or http:// only.',
		);
	}
	if (url.href.length > LONGEST_URL) {
		throw new MediaError("The file's address is too long to be one", 'Ask the provider.');
	}
	if (isTrusted(url, rules)) return null;
	if (isPrivateHost(url)) throw inside(url);
	if ((await rules.isAllowedByOperator?.(url)) === false) {
		throw new MediaError(
			`This n8n does not allow requests to ${url.hostname} (protection against server-side request forgery)`,
			'Ask the administrator of this n8n to allow it (N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES).',
		);
	}
	const addresses = await addressesOf(url, rules.resolve);
	// A private one among others is no accident.
	if (!addresses.every(isPublicAddress)) throw inside(url);
	return addresses;
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

function inside({ hostname, origin }: URL): MediaError {
	return new MediaError(
		`The file's address is on a private network (${hostname}), which is not fetched unless you allow it`,
		`If that server is yours, add ${origin} to Allowed Media Hosts in the options of this node.`,
	);
}
