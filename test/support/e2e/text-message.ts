import { scriptOf, type AnySimulatedProvider, type ProviderId } from '../providers';
import type { Setup } from '../setups';

/** A text message as this provider delivers it now, as JSON. */
export function textMessage<Id extends ProviderId>(
	{ simulated }: Pick<Setup<Id>, 'simulated'>,
	id: string,
): string {
	const { text } = scriptOf(simulated as unknown as AnySimulatedProvider);
	return JSON.stringify(text(id, 'Hello', new Date()).payload);
}
