/** The gateway's calls, sent and authenticated by n8n with the node's credential. */
import type { IExecuteFunctions, IHookFunctions, IHttpRequestOptions } from 'n8n-workflow';

import {
	createApi,
	transportErrorOf,
	type Api,
	type Credential,
	type Provider,
	type RawBody,
	type Transport,
} from '../../gateway';
import { streamOf } from './stream';

/** How long a provider may take for one call. */
const CALL_TIMEOUT_MS = 30_000;

/** The provider's API as the node's credential reaches it. */
export function apiOf(
	context: IExecuteFunctions | IHookFunctions,
	provider: Provider,
	credential: Credential,
): Api {
	return createApi(provider, credential, transportOf(context, provider, credential.baseUrl));
}

function transportOf(
	context: IExecuteFunctions | IHookFunctions,
	provider: Provider,
	baseUrl: string,
): Transport {
	return async ({ method, path, body, raw }) => {
		const stream = raw && streamOf(await raw.open());
		const options: IHttpRequestOptions = {
			method,
			url: `${baseUrl}${path}`,
			headers: { accept: 'application/json', ...(raw ? headersOf(raw) : {}) },
			...(body ? { body } : {}),
			// n8n's types know no streams as bodies; it passes them on as they are.
			...(stream ? { body: stream as unknown as Buffer } : {}),
			json: true,
			timeout: CALL_TIMEOUT_MS,
			// Statuses are the gateway's to judge, and a key must not follow a redirect elsewhere.
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		};
		try {
			const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
				context,
				provider.credentialType,
				options,
			);
			const {
				statusCode,
				headers,
				body: answered,
			} = answer as {
				statusCode: number;
				headers: Record<string, string | undefined>;
				body: unknown;
			};
			return { status: statusCode, headers, body: answered };
		} catch (error) {
			throw noAnswer(error);
		} finally {
			// What was not read to its end would stay open.
			stream?.destroy();
		}
	};
}

/** The length beforehand: not every server takes a body that comes in chunks. */
function headersOf({ contentType, length }: RawBody) {
	return { 'content-type': contentType, 'content-length': String(length) };
}

/** The network's error, however deep n8n wrapped it; anything else as it is. */
export function noAnswer(error: unknown): unknown {
	return transportErrorOf(error) ?? error;
}
