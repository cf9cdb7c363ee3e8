/** Reads fields off a body that can be anything. */
export type Fields = Record<string, unknown>;

/** The value's own fields, or none when it is no object. */
export function fieldsOf(value: unknown): Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: {};
}

/** A string with something in it, else null. */
export function textOf(value: unknown): string | null {
	return typeof value === 'string' && value !== '' ? value : null;
}

export function numberOf(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** The strings of a list, or null when the value is no list of strings. */
export function textsOf(value: unknown): string[] | null {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string') ? value : null;
}

/**
 * Providers want HTTPS for a webhook. The simulation cannot have that, so it makes one exception:
 * plain HTTP to this machine.
 */
export function isWebhookUrl(value: unknown): value is string {
	if (typeof value !== 'string' || !URL.canParse(value)) return false;
	const { protocol, hostname } = new URL(value);
	return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
}
