/** The gateway's calls, sent and authenticated by n8n with the node's credential. */
import type { IExecuteFunctions, IHookFunctions, IHttpRequestOptions } from 'n8n-workflow';

import {
	createApi,
	monotonicClock,
	transportErrorOf,
	type Api,
	type Credential,
	type Provider,
	type RawBody,
	type Transport,
} from '../../../gateway';
import { streamOf } from './node-streams';

/** How long a provider may take for one call. */
const CALL_TIMEOUT_MS = 30_000;

/**
 * The same while somebody publishes or begins to listen. n8n tries to publish five times, with 15 s
 * of pauses, and gives up after 90 s with a message that does not say what was wrong.
 */
const HOOK_TIMEOUT_MS = 10_000;

/** The provider's API as the node's credential reaches it. */
export function apiOf(context: IExecuteFunctions, provider: Provider, credential: Credential): Api {
	const transport = transportOf(context, provider, credential.baseUrl, CALL_TIMEOUT_MS);
	return createApi(provider, credential, transport);
}

/** The same for a trigger's life cycle: a person waits for it, and n8n itself tries again. */
export function hookApiOf(
	context: IHookFunctions,
	provider: Provider,
	credential: Credential,
): Api {
	const transport = transportOf(context, provider, credential.baseUrl, HOOK_TIMEOUT_MS);
	return createApi(provider, credential, transport, monotonicClock, false);
}

function transportOf(
	context: IExecuteFunctions | IHookFunctions,
	provider: Provider,
	baseUrl: string,
	timeout: number,
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
			timeout,
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
