/** One HTTP call whose answer is read piece by piece. What sends it is passed in. */
import type { ProviderCall } from '../provider';

export interface FileRequest extends Pick<ProviderCall, 'method' | 'body'> {
	url: URL;
	/** Whether n8n adds the credential. */
	withKey: boolean;
	/** The address to connect to; null: the one the name leads to. */
	address: string | null;
}

export interface FileAnswer {
	status: number;
	/** Names in lower case. */
	headers: Readonly<Record<string, string | undefined>>;
	/** Not reading to the end closes the connection. */
	body: AsyncIterable<Uint8Array>;
	/** Closes the connection without reading. */
	discard(): void;
}

/** Throws `TransportError` when there is no answer. Follows no redirect. */
export type FileTransport = (request: FileRequest) => Promise<FileAnswer>;
