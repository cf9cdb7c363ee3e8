/**
 * Texts and payloads without credentials. Evolution-style servers put their API key and the webhook
 * URL (with our secret in it) into every payload, and errors of some servers repeat the key; none of
 * that may reach the workflow's data or a log.
 */
import { blankerOf } from './spellings';

/** Field names that hold a credential, compared without case, `-` and `_`. */
const CREDENTIAL_FIELDS = new Set([
	'apikey',
	'xapikey',
	'd360apikey',
	'authorization',
	'accesstoken',
	'signingsecret',
	'eventsigningsecret',
	'webhooksecret',
]);

const REMOVED = '[removed]';

/**
 * A copy of `raw` without fields named like a credential and with every one of `secrets` blanked
 * out of its texts and names, however it is spelled there. `raw` must not nest deeper than the
 * intake allows.
 */
export function withoutSecrets(raw: unknown, secrets: readonly string[]): unknown {
	return copy(raw, redactor(secrets));
}

/** The text with every one of `secrets` blanked out, however it is spelled there. */
export function redacted(text: string, secrets: readonly string[]): string {
	return redactor(secrets)(text);
}

type Redact = (text: string) => string;

/** Made for a credential's secrets, and kept for its next delivery. Few credentials are in use. */
const made = new Map<string, Redact>();
const MOST_MADE = 32;

function redactor(secrets: readonly string[]): Redact {
	const key = JSON.stringify(secrets);
	const known = made.get(key);
	if (known) return known;
	const blank = blankerOf(secrets);
	const redact: Redact = (text) => blank(text, REMOVED);
	const [oldest] = made.keys();
	if (made.size >= MOST_MADE && oldest !== undefined) made.delete(oldest);
	made.set(key, redact);
	return redact;
}

function copy(value: unknown, redact: Redact): unknown {
	if (typeof value === 'string') return redact(value);
	if (Array.isArray(value)) return value.map((element) => copy(element, redact));
	if (typeof value !== 'object' || value === null) return value;
	const kept: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(value)) {
		// Assigning "__proto__" would change the copy's prototype instead of adding a field.
		if (name === '__proto__') continue;
		if (CREDENTIAL_FIELDS.has(name.toLowerCase().replace(/[-_]/g, ''))) continue;
		kept[redact(name)] = copy(field, redact);
	}
	return kept;
}
