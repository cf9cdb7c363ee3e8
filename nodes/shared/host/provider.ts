/** Which provider and credential a node is set to. */
import type {
	IExecuteFunctions,
	IHookFunctions,
	INode,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { findProvider, readCredential, type Credential, type Provider } from '../../../gateway';
import { labelOf } from '../editor/provider-property';

/** The provider of that id, or an error that says where to choose one. */
export function providerOf(node: INode, id: unknown): Provider {
	const provider = typeof id === 'string' ? findProvider(id) : undefined;
	if (provider) return provider;
	throw new NodeOperationError(node, `There is no WhatsApp provider "${String(id)}"`, {
		description: 'Choose one from the list in the Provider field.',
	});
}

/**
 * The credential of the provider as the gateway reads it. Throws where none is chosen, and where it
 * holds something that no delivery could be checked against.
 */
export async function credentialOf(
	context: IExecuteFunctions | IHookFunctions | IWebhookFunctions | ITriggerFunctions,
	provider: Provider,
): Promise<Credential> {
	const node = context.getNode();
	if (!hasCredential(node, provider)) {
		// n8n's own words for it name neither the provider nor what to do.
		throw new NodeOperationError(
			node,
			`No ${labelOf(provider)} credential is chosen in the node "${node.name}"`,
			{
				description:
					'Open the node and choose one in the Credential field. If your number is with another service, choose that in Provider first.',
			},
		);
	}
	const credential = readCredential(await context.getCredentials(provider.credentialType));
	const [field] = credential.unreadable;
	if (field === undefined) return credential;
	throw new NodeOperationError(
		node,
		`The ${field} of the ${labelOf(provider)} credential is neither a text nor a number`,
		{
			description:
				'It is probably an expression that asks for a variable or secret which does not exist. Open the credential and correct it. To leave the field empty, clear it.',
		},
	);
}

export function hasCredential({ credentials }: INode, { credentialType }: Provider): boolean {
	return credentials?.[credentialType] !== undefined;
}
