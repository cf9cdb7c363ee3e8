/**
 * A credential as n8n decrypts it, once for all deliveries that ask for it at the same time.
 *
 * Outside of an execution n8n starts an expression engine every time it decrypts a credential, some
 * 30 ms of computing. A burst of deliveries would wait for hundreds of them. Nothing is kept beyond
 * the call: a credential that was changed counts for the next delivery.
 */
import type {
	ICredentialDataDecryptedObject,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

const underWay = new Map<string, Promise<ICredentialDataDecryptedObject>>();

/** The credential of that type that the node is set to. Fails as n8n's `getCredentials` does. */
export async function decrypted(
	context: IWebhookFunctions | ITriggerFunctions,
	type: string,
): Promise<ICredentialDataDecryptedObject> {
	// By node of a workflow: what it may use, and with whose rights, is for n8n to say.
	const key = JSON.stringify([
		context.getInstanceId(),
		context.getWorkflow().id,
		context.getNode().id,
		context.getMode(),
		type,
		context.getNode().credentials?.[type],
	]);
	const running = underWay.get(key);
	if (running) return await running;

	const asked = context.getCredentials<ICredentialDataDecryptedObject>(type);
	underWay.set(key, asked);
	try {
		return await asked;
	} finally {
		underWay.delete(key);
	}
}
