/** The events of a body as the intake composes them, all of them and each with its raw part. */
import { compose, type Draft } from '../../gateway/compose';
import { whatsAppEvent, type WhatsAppEvent } from '../../gateway/event';
import type { Provider } from '../../gateway/provider';

/** Null where the body is not the provider's envelope. */
export function readEvents(
	{ id, read }: Pick<Provider, 'id' | 'read'>,
	body: unknown,
): WhatsAppEvent[] | null {
	const drafts = read(body);
	return drafts && composed(id, drafts, body);
}

/** The same, each whole by the contract; throws where the body is not the provider's. */
export function wholeEventsOf(
	provider: Pick<Provider, 'id' | 'read'>,
	body: unknown,
): WhatsAppEvent[] {
	const events = readEvents(provider, body);
	if (!events) throw new Error('not taken for an envelope');
	for (const event of events) expect(whatsAppEvent.parse(event)).toEqual(event);
	return events;
}

/** The one event of a body, whole. */
export function onlyEventOf(provider: Pick<Provider, 'id' | 'read'>, body: unknown): WhatsAppEvent {
	const [event, ...others] = wholeEventsOf(provider, body);
	expect(others).toEqual([]);
	return event!;
}

export function composed(
	provider: string,
	drafts: Iterable<Draft>,
	body: unknown,
): WhatsAppEvent[] {
	return Array.from(drafts, (draft) => ({
		...compose(provider, draft),
		raw: draft.raw ? draft.raw() : body,
	}));
}
