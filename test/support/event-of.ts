/** The item the trigger gives for a payload, without a trigger. */
import type { IDataObject } from 'n8n-workflow';

import { CHAT_TYPES, EVENT_NAMES } from '../../gateway/event';
import { takeEnvelope } from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import { findProvider } from '../../gateway/providers';
import type { ProviderId } from './providers';
import type { Setup } from './setups';

export async function eventOf(setup: Setup<ProviderId>, payload: unknown): Promise<IDataObject> {
	const provider = findProvider(setup.id);
	if (!provider) throw new Error(`no provider ${setup.id}`);
	const outcome = await takeEnvelope(payload, provider, readCredential(setup.fields), {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: false,
		dedupe: null,
	});
	if (outcome.kind !== 'accepted') throw new Error(JSON.stringify(outcome));
	return outcome.events[0] as unknown as IDataObject;
}
