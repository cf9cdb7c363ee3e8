/** Which provider and credential a node is set to. */
import type {
	IExecuteFunctions,
	IHookFunctions,
	INode,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findProvider, readCredential, type Credential, type Provider } from '../../gateway';

/** The provider of that id, or an error that says where to choose one. */
export function providerOf(node: INode, id: unknown): Provider {
	const provider = typeof id === 'string' ? findProvider(id) : undefined;
	if (provider) return provider;
	throw new NodeOperationError(node, `There is no WhatsApp provider "${String(id)}"`, {
		description: 'Choose one of the list in the Provider field.',
	});
}

/** The credential of the provider as the gateway reads it. Throws where none is chosen. */
export async function credentialOf(
	context: IExecuteFunctions | IHookFunctions | IWebhookFunctions | ITriggerFunctions,
	provider: Provider,
): Promise<Credential> {
	return readCredential(await context.getCredentials(provider.credentialType));
}
