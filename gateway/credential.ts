/** What the user typed in for a provider, as the gateway takes it. */

/** The fields of a provider's credential that the gateway reads. Absent ones are empty. */
export interface Credential {
	apiKey: string;
	/** Without a trailing slash. */
	baseUrl: string;
	/** The provider's instance, device or number; empty when the provider has none. */
	instanceId: string;
	/** Empty: deliveries are accepted without a check. */
	webhookSecret: string;
	/** A provider's own further fields, by name. */
	extra: Readonly<Record<string, string>>;
	/** Every field that must never be shown: the keys and the secret. */
	secrets: readonly string[];
	/**
	 * Labels of the fields that deliveries are to be checked against and cannot be: they hold neither
	 * a text nor a number. An expression whose variable does not exist gives undefined; taken for
	 * empty, it would turn the check off.
	 */
	unreadable: readonly string[];
}

/** The fields whose emptiness means that nothing is checked. */
const CHECKED = { webhookSecret: 'Webhook Secret', instanceId: 'Instance ID' } as const;

/**
 * A credential made of the fields n8n keeps for it, whatever types they have. A field that was
 * never filled in comes as an empty text, because n8n puts in its default.
 */
export function readCredential(fields: Readonly<Record<string, unknown>>): Credential {
	const spelled = Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			isSpelled(value) ? [[name, String(value)]] : [],
		),
	);
	const { apiKey = '', baseUrl = '', instanceId = '', webhookSecret = '', ...extra } = spelled;
	return {
		apiKey: apiKey.trim(),
		baseUrl: baseUrl.trim().replace(/\/+$/, ''),
		instanceId: instanceId.trim(),
		// Not trimmed: what was typed is what is compared, and blanks must not turn into "no secret".
		webhookSecret,
		extra,
		secrets: Object.keys(spelled).flatMap((name) =>
			/(apikey|secret)$/i.test(name) ? (spelled[name] ?? []) : [],
		),
		unreadable: Object.entries(CHECKED).flatMap(([name, label]) =>
			name in fields && !isSpelled(fields[name]) ? [label] : [],
		),
	};
}

function isSpelled(value: unknown): value is string | number {
	return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
