/** Opens a stream without n8n: by Node's own `fetch`, whose body is read at the reader's pace too. */
import { TransportError } from '../../../gateway/errors';
import type { OpenStream } from '../../../gateway/stream/transport';

export const openByFetch: OpenStream = async ({ url, headers }, signal) => {
	try {
		const answer = await fetch(url, { headers: { ...headers }, signal, redirect: 'manual' });
		return {
			status: answer.status,
			headers: Object.fromEntries(answer.headers),
			body: (answer.body ?? new ReadableStream()) as unknown as AsyncIterable<Uint8Array>,
		};
	} catch (error) {
		const { cause } = error as { cause?: { code?: string } };
		throw new TransportError(cause?.code ?? 'ABORTED', 'before', { cause: error });
	}
};
