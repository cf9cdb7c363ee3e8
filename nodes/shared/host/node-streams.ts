/** Node's streams, as n8n's binary store and its requests take them. */
import { Readable } from 'node:stream';

export type { Readable };

/** A stream of bytes out of whatever gives them piece by piece. */
export function streamOf(bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Readable {
	return Readable.from(bytes, { objectMode: false });
}
