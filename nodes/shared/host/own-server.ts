/**
 * One more request to the server this code runs in, at the address a request just came in on: no
 * name to resolve, no proxy, no detour over the internet, whatever public address the server has.
 */
import { request as requestHttp, type OutgoingHttpHeaders } from 'node:http';
import { request as requestHttps } from 'node:https';

/** This side of a connection that was made to the server. */
export interface OwnEnd {
	localAddress?: string | undefined;
	localPort?: number | undefined;
	/** Whether it is a TLS connection. */
	encrypted?: boolean | undefined;
}

export interface OwnRequest {
	/** With its query. */
	path: string;
	headers: OutgoingHttpHeaders;
	body: Buffer;
}

const ANSWER_WITHIN_MS = 30_000;

/** Posts and gives the status of the answer. Throws where there is none. */
export async function postToOwnServer(
	{ localAddress, localPort, encrypted = false }: OwnEnd,
	{ path, headers, body }: OwnRequest,
): Promise<number> {
	if (!localAddress || !localPort) throw new Error('the server has no address of its own');
	return await new Promise<number>((resolve, reject) => {
		const request = (encrypted ? requestHttps : requestHttp)({
			method: 'POST',
			host: localAddress,
			port: localPort,
			path,
			headers: { ...headers, 'content-length': body.length },
			// A connection of its own, past any proxy that the process is told to use.
			agent: false,
			timeout: ANSWER_WITHIN_MS,
			// The address is this process's own, which no certificate names.
			rejectUnauthorized: false,
		});
		request.once('response', (response) => {
			response.resume();
			resolve(response.statusCode ?? 0);
		});
		request.once('timeout', () => request.destroy(new Error('no answer in time')));
		request.once('error', reject);
		request.end(body);
	});
}
