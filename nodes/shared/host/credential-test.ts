/**
 * The *Test* button of a credential: the provider is asked as the nodes ask it, and says no in the
 * same words. n8n takes this function from the first node of the package that it finds to support
 * the credential, and calls it without a node, so the request is authenticated here.
 */
import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import {
	checkCredential,
	createApi,
	isCheckable,
	monotonicClock,
	oneLine,
	ProviderError,
	providerOfCredential,
	readCredential,
	redacted,
	type Credential,
	type Provider,
	type Transport,
} from '../../../gateway';
import { noAnswer } from './transport';

/** The name by which the nodes' credentials ask for it. */
export const CREDENTIAL_TEST = 'testWhatsAppCredential';

/** A person waits for this, in front of the editor. */
const TEST_TIMEOUT_MS = 10_000;

/** Never throws: n8n shows what it throws as an error of the server. */
export async function testWhatsAppCredential(
	this: ICredentialTestFunctions,
	{ type, data = {} }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const provider = providerOfCredential(type);
	if (!provider || !isCheckable(provider)) {
		return { status: 'Error', message: 'This credential has no test.' };
	}
	let secrets: readonly string[] = [];
	try {
		const credential = readCredential(data);
		secrets = credential.secrets;
		const transport = transportOf(this, provider, credential);
		await checkCredential(
			provider,
			createApi(provider, credential, transport, monotonicClock, false),
		);
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: inWords(error, secrets) };
	}
}

/** n8n has one place for it all: what happened, why, what to do. */
function inWords(error: unknown, secrets: readonly string[]): string {
	if (error instanceof ProviderError) {
		// A provider's own words may end with a full stop, or have none.
		return `${error.message.replace(/\.$/, '')}. ${error.details.nextStep}`;
	}
	return oneLine(error instanceof Error ? error.message : String(error), (text) =>
		redacted(text, secrets),
	);
}

function transportOf(
	{ helpers }: ICredentialTestFunctions,
	provider: Provider,
	credential: Credential,
): Transport {
	return async ({ method, path }) => {
		const url = `${credential.baseUrl}${path}`;
		const proofs = provider.authorize(credential, url);
		try {
			// The only helper for requests that n8n has here. It goes through n8n's own proxy and rules.
			const answer: unknown = await helpers.request({
				method,
				uri: url,
				headers: {
					accept: 'application/json',
					...Object.fromEntries(proofs.map(({ name, value }) => [name, value])),
				},
				json: true,
				timeout: TEST_TIMEOUT_MS,
				// Statuses are the gateway's to judge, and a key must not follow a redirect elsewhere.
				resolveWithFullResponse: true,
				simple: false,
				followRedirect: false,
			});
			const { statusCode, headers, body } = answer as {
				statusCode: number;
				headers: Record<string, string | undefined>;
				body: unknown;
			};
			return { status: statusCode, headers, body };
		} catch (error) {
			throw noAnswer(error);
		}
	};
}
