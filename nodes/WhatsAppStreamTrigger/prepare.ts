/** What the node is set to, as the gateway takes it. */
import type { ITriggerFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import {
	CONNECT_WAYS,
	type Credential,
	type IntakeSettings,
	type Provider,
	type StreamingProvider,
} from '../../gateway';
import { credentialOf, providerOf } from '../shared/provider';
import { intakeSettings } from '../shared/settings';

export interface Prepared {
	provider: StreamingProvider;
	credential: Credential;
	settings: IntakeSettings;
	request: ReturnType<StreamingProvider['stream']['request']>;
	silenceMs: number;
}

interface Options {
	connectWith?: string;
	silenceSeconds?: number;
}

/** Throws where a provider, a credential or an address is missing, with what to do. */
export async function prepare(context: ITriggerFunctions): Promise<Prepared> {
	const provider = providerOf(context.getNode(), context.getNodeParameter('provider'));
	if (!streams(provider)) {
		throw new NodeOperationError(
			context.getNode(),
			`${provider.displayName} has no event stream. Use the WhatsApp Webhook Trigger for it.`,
		);
	}
	const credential = await credentialOf(context, provider);
	const { connectWith, silenceSeconds } = context.getNodeParameter('options', {}) as Options;
	const way = CONNECT_WAYS.find((name) => name === connectWith) ?? CONNECT_WAYS[0];
	const seconds = Number(silenceSeconds);
	return {
		provider,
		credential,
		settings: await intakeSettings(context, provider, true),
		request: provider.stream.request(credential, way),
		silenceMs: seconds > 0 ? Math.min(seconds, 3600) * 1000 : provider.stream.silenceMs,
	};
}

function streams(provider: Provider): provider is StreamingProvider {
	return provider.stream !== undefined;
}
