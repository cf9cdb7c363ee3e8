/** What servers built on Baileys put around the records, whatever they call their events. */
import { withoutSecrets } from '../../redaction/redact';

/** Far more records than a server hands over at once; beyond it the delivery is one unreadable event. */
const MAX_RECORDS = 1_000;

export function isBatch(data: unknown): data is unknown[] {
	return Array.isArray(data) && data.length > 0 && data.length <= MAX_RECORDS;
}

/** Evolution adds its own key, and the webhook's URL with our secret in it. */
const CREDENTIALS = new Set(['apikey', 'destination']);

/** Shorter texts stand in a payload by chance; Evolution's keys have 32 characters and more. */
const SHORTEST_KEY = 8;

/**
 * A copy of the envelope without the server's credentials, wherever they are repeated in it. It must
 * not nest deeper than the intake allows.
 */
export function withoutCredentials(envelope: unknown): unknown {
	const fields = Object.entries(envelope ?? {});
	const kept = fields.filter(([name]) => !CREDENTIALS.has(name.toLowerCase()));
	const keys = fields.flatMap(([name, value]: [string, unknown]) =>
		name.toLowerCase() === 'apikey' && typeof value === 'string' ? [value] : [],
	);
	const telling = keys.filter((key) => key.length >= SHORTEST_KEY);
	const rest = Object.fromEntries(kept);
	return telling.length === 0 ? rest : withoutSecrets(rest, telling);
}
