/** Files, sent for by n8n: with the node's credential or without, and read piece by piece. */
import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import {
	MediaError,
	type FileAnswer,
	type FileRequest,
	type FileTransport,
	type Provider,
} from '../../../gateway';
import type { Readable } from './node-streams';
import { noAnswer } from './transport';

/** How long a server may take until it begins to answer; `signal` limits the whole. */
const ANSWER_TIMEOUT_MS = 30_000;

export type FileContext = IExecuteFunctions | IWebhookFunctions | ITriggerFunctions;

/** `signal` ends everything that is under way, even a file that comes drop by drop. */
export function fileTransportOf(
	context: FileContext,
	provider: Provider,
	signal: AbortSignal,
): FileTransport {
	return async (request) => {
		signal.throwIfAborted();
		const { helpers } = context;
		const ending = new AbortController();
		const options = optionsOf(request, AbortSignal.any([signal, ending.signal]));
		try {
			const answer: unknown = request.withKey
				? await helpers.httpRequestWithAuthentication.call(
						context,
						provider.credentialType,
						options,
					)
				: await helpers.httpRequest(options);
			return answerOf(answer, signal, ending);
		} catch (error) {
			throw refusedByOperator(error, request.url) ?? noAnswer(error);
		}
	};
}

function optionsOf(request: FileRequest, signal: AbortSignal): IHttpRequestOptions {
	const { url, method, body, address } = request;
	return {
		method,
		url: address === null ? url.href : at(address, url).href,
		headers: { accept: '*/*', ...(address === null ? {} : { host: url.host }) },
		...(body ? { body } : {}),
		// The certificate must be the name's, not the address's.
		...(address === null || isAddress(url) ? {} : { agentOptions: { servername: url.hostname } }),
		encoding: 'stream',
		timeout: ANSWER_TIMEOUT_MS,
		abortSignal: signal,
		// Statuses and redirects are the gateway's to judge.
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	};
}

/** The same URL at an address that was checked, so that the name is not looked up again. */
function at(address: string, url: URL): URL {
	const fixed = new URL(url);
	fixed.hostname = address.includes(':') ? `[${address}]` : address;
	return fixed;
}

function isAddress({ hostname }: URL): boolean {
	return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

/**
 * `ending`: ends the request. n8n's HTTP client puts a stream of its own before the connection's, and
 * to destroy that one alone leaves the connection open for as long as the server likes.
 */
function answerOf(answer: unknown, signal: AbortSignal, ending: AbortController): FileAnswer {
	const { statusCode, headers, body } = answer as {
		statusCode: number;
		headers: Record<string, string | undefined>;
		body: Readable;
	};
	const cut = () => body.destroy(new Error('the download took too long'));
	signal.addEventListener('abort', cut, { once: true });
	body.once('close', () => signal.removeEventListener('abort', cut));
	// Whoever reads sees the error; when nobody reads any more, it must not end the process.
	body.on('error', () => {});
	const end = () => {
		ending.abort();
		body.destroy();
	};
	return { status: statusCode, headers, body: readThen(end, body), discard: end };
}

async function* readThen(end: () => void, body: Readable): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} finally {
		end();
	}
}

/** n8n's own protection (N8N_SSRF_PROTECTION_ENABLED) refused to connect; null: it was something else. */
function refusedByOperator(error: unknown, { hostname }: URL): MediaError | null {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 5; depth++) {
		if (/^SsrfBlocked/.test(cause.name)) {
			return new MediaError(
				`This n8n does not allow requests to ${hostname} (protection against server-side request forgery)`,
				'Ask the administrator of this n8n to allow it (N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES).',
				{ cause: error },
			);
		}
		cause = cause.cause;
	}
	return null;
}
