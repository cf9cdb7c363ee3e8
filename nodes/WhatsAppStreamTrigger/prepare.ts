/** What the node is set to, as the gateway takes it. */
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	CONNECT_WAYS,
	STREAM_POLICY,
	type Credential,
	type IntakeSettings,
	type Provider,
	type StreamingProvider,
} from '../../gateway';
import { credentialOf, providerOf } from '../shared/host/provider';
import { intakeSettings } from '../shared/trigger/settings';

export interface Prepared {
	provider: StreamingProvider;
	credential: Credential;
	options: IDataObject;
	settings: IntakeSettings;
	request: ReturnType<StreamingProvider['stream']['request']>;
	silenceMs: number;
}

/**
 * Reads all that is set, once: n8n evaluates expressions for a trigger while it is being registered,
 * and may throw ("No bridge acquired") when an event asks later.
 *
 * Throws where a provider, a credential or an address is missing, with what to do.
 */
export async function prepare(context: ITriggerFunctions): Promise<Prepared> {
	const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
	if (!streams(provider)) {
		throw new NodeOperationError(
			context.getNode(),
			`${provider.displayName} has no event stream. Use the WhatsApp Webhook Trigger instead.`,
		);
	}
	const credential = await credentialOf(context, provider);
	const options = context.getNodeParameter('options', {}) as IDataObject;
	const way = CONNECT_WAYS.find((name) => name === options.connectWith) ?? CONNECT_WAYS[0];
	const seconds = Number(options.silenceSeconds);
	return {
		provider,
		credential,
		options,
		settings: await intakeSettings(context, provider, options, STREAM_POLICY),
		request: provider.stream.request(credential, way),
		silenceMs: seconds > 0 ? Math.min(seconds, 3600) * 1000 : provider.stream.silenceMs,
	};
}

function streams(provider: Provider): provider is StreamingProvider {
	return provider.stream !== undefined;
}
