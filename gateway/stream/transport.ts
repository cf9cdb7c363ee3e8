/** How a stream is opened. What sends the request, and through which proxy, is passed in. */

export interface StreamRequest {
	/** May hold a key in its query: never logged, never part of an error. */
	url: string;
	headers: Readonly<Record<string, string>>;
}

export interface StreamAnswer {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string | undefined>>;
	/** Read at the reader's pace: what is not asked for stays with the sender. */
	body: AsyncIterable<Uint8Array>;
}

/**
 * Sends a GET and resolves with the answer's head, whatever its status; redirects are not followed.
 * Aborting the signal ends the request and the body. Throws `TransportError` when there is no
 * answer.
 */
export type OpenStream = (request: StreamRequest, signal: AbortSignal) => Promise<StreamAnswer>;
