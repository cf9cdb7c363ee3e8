/**
 * What holds for whatever is delivered: it is taken or refused, never an exception; each event has
 * every field of the contract; it is the same event when it is delivered again, in whatever order
 * its keys come; and no key of the credential leaves with it.
 */
import { CHAT_TYPES, EVENT_NAMES, whatsAppEvent, type WhatsAppEvent } from '../../gateway/event';
import { takeDelivery, type Outcome } from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import type { Provider } from '../../gateway/provider';

const KEY = 'fuzzed-key-7f3a';
const credential = readCredential({ apiKey: KEY, webhookSecret: '', instanceId: '' });

/** Throws an error that says what does not hold for this body. */
export async function assertTaken(provider: Provider, body: unknown): Promise<void> {
	const outcome = await take(provider, body);
	if (outcome.kind === 'refused') {
		if (outcome.status !== 400) throw new Error(`refused with ${outcome.status}`);
		return;
	}
	if (outcome.kind === 'ignored') return;

	for (const event of outcome.events) whatsAppEvent.parse(event);
	const text = JSON.stringify(outcome.events);
	if (text.includes(KEY)) throw new Error('the key of the credential is in the items');
	const again = idsOf(await take(provider, turnedAround(body)));
	if (idsOf(outcome).join() !== again.join()) {
		throw new Error(`other events when delivered again: ${again.join()}`);
	}
}

async function take(provider: Provider, body: unknown): Promise<Outcome> {
	const rawBody = Buffer.from(JSON.stringify(body) ?? '');
	const headers = { 'content-type': 'application/json' };
	return await takeDelivery({ rawBody, headers, query: {} }, provider, credential, {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: true,
		dedupe: null,
	});
}

/** Sorted: the lists of an envelope are events in the order in which they stand there. */
function idsOf(outcome: Outcome): string[] {
	const events: WhatsAppEvent[] = outcome.kind === 'accepted' ? outcome.events : [];
	return events.map(({ eventId }) => eventId).sort();
}

/** The same content with the keys of every object in the opposite order. */
function turnedAround(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(turnedAround);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.reverse()
			.map(([name, field]) => [name, turnedAround(field)]),
	);
}

/** A body that holds the key as some servers put it there: by itself, and inside a URL. */
export function withKey(body: unknown): unknown {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
	return { ...body, apikey: KEY, server_url: `https://server.example/${KEY}/hook` };
}
