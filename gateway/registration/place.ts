/** Where a webhook URL leads, whatever secret is in its query. */
import { SECRET_PARAMETER } from '../verification/secret';

/** The URL to be registered or pasted: with the secret, where the provider's check is a URL secret. */
export function urlWithSecret(webhookUrl: string, secret: string): string {
	if (secret === '') return webhookUrl;
	const url = new URL(webhookUrl);
	url.searchParams.set(SECRET_PARAMETER, secret);
	return url.href;
}

/** The same webhook, whatever secret is in its query. */
export function samePlace(one: string | null, other: string | null): boolean {
	const [a, b] = [parsed(one), parsed(other)];
	if (!a || !b) return one === other;
	return a.origin === b.origin && a.pathname === b.pathname;
}

/**
 * Whether it is a URL of this very trigger, production's or the test's. Only on this n8n: the same
 * workflow imported into another has the same path there and is somebody else's.
 */
export function isOwn(
	url: string | null,
	{ webhookUrl, ownPath }: { webhookUrl: string; ownPath?: string },
): boolean {
	if (ownPath === undefined || samePlace(url, webhookUrl)) return samePlace(url, webhookUrl);
	return sameOrigin(url, webhookUrl) && parsed(url)?.pathname.endsWith(`/${ownPath}`) === true;
}

export function sameOrigin(one: string | null, other: string): boolean {
	const origin = parsed(one)?.origin;
	return origin !== undefined && origin === parsed(other)?.origin;
}

/** A URL without its query, which may hold somebody's secret. */
export function withoutQuery(url: string): string {
	const { origin, pathname } = parsed(url) ?? {};
	return origin === undefined ? url : `${origin}${pathname}`;
}

function parsed(url: string | null): URL | null {
	return url !== null && URL.canParse(url) ? new URL(url) : null;
}
