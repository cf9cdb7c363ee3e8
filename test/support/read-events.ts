/** The events of a body as the intake composes them, all of them and each with its raw part. */
import { compose, type Draft } from '../../gateway/compose';
import type { WhatsAppEvent } from '../../gateway/event';
import type { Provider } from '../../gateway/provider';

/** Null where the body is not the provider's envelope. */
export function readEvents(
	{ id, read }: Pick<Provider, 'id' | 'read'>,
	body: unknown,
): WhatsAppEvent[] | null {
	const drafts = read(body);
	return drafts && composed(id, drafts, body);
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
