/**
 * The provider's own event without credentials. Evolution-style servers put their API key and the
 * webhook URL (with our secret in it) into every payload; neither may reach the workflow's data.
 */

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
 * out of its texts. `raw` must not nest deeper than the intake allows.
 */
export function withoutSecrets(raw: unknown, secrets: readonly string[]): unknown {
	const spellings = secrets
		.filter((secret) => secret !== '')
		.flatMap((secret) => [secret, encodeURIComponent(secret)]);
	return copy(raw, [...new Set(spellings)]);
}

function copy(value: unknown, secrets: readonly string[]): unknown {
	if (typeof value === 'string') {
		return secrets.reduce((text, secret) => text.split(secret).join(REMOVED), value);
	}
	if (Array.isArray(value)) return value.map((element) => copy(element, secrets));
	if (typeof value !== 'object' || value === null) return value;
	const kept: Record<string, unknown> = {};
	for (const [name, field] of Object.entries(value)) {
		// Assigning "__proto__" would change the copy's prototype instead of adding a field.
		if (name === '__proto__') continue;
		if (CREDENTIAL_FIELDS.has(name.toLowerCase().replace(/[-_]/g, ''))) continue;
		kept[name] = copy(field, secrets);
	}
	return kept;
}
