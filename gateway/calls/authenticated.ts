import { readCredential } from '../credential';
import { providerOfCredential } from '../providers';

interface Request {
	url: string;
	headers?: object;
}

/**
 * The request with the headers that say who asks, for a credential's `authenticate`. `fields` are
 * the credential's, as n8n decrypted them.
 */
export function authenticated<R extends Request>(
	credentialType: string,
	fields: Readonly<Record<string, unknown>>,
	request: R,
): R {
	const provider = providerOfCredential(credentialType);
	if (!provider) throw new Error(`there is no provider for the credential ${credentialType}`);
	const proofs = provider.authorize(readCredential(fields), request.url);
	const headers = Object.fromEntries(proofs.map(({ name, value }) => [name, value]));
	return { ...request, headers: { ...request.headers, ...headers } };
}
