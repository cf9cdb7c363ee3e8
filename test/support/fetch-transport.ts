/** A transport over `fetch`, for calling a provider's API without n8n. */
import type { Transport } from '../../gateway/calls/api';
import { TransportError } from '../../gateway/errors';
import type { RawBody } from '../../gateway/provider';

export function fetchTransport(baseUrl: string, headers: Record<string, string>): Transport {
	return async ({ method, path, body, raw }) => {
		let response: Response;
		const bytes = raw && (await bytesOf(raw));
		try {
			response = await fetch(`${baseUrl}${path}`, {
				method,
				headers: {
					...headers,
					...(body ? { 'content-type': 'application/json' } : {}),
					...(raw ? { 'content-type': raw.contentType } : {}),
				},
				...(body ? { body: JSON.stringify(body) } : {}),
				...(bytes ? { body: bytes } : {}),
				redirect: 'manual',
				signal: AbortSignal.timeout(5_000),
			});
		} catch (error) {
			// Not `instanceof Error`: fetch's errors come from outside jest's realm.
			const { cause } = error as { cause?: { code?: string } };
			const refused = cause?.code === 'ECONNREFUSED';
			throw new TransportError(cause?.code ?? 'timeout', refused ? 'before' : 'after');
		}
		const text = await response.text();
		return {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			body: parse(text),
		};
	};
}

/** Whole, and as long as it says: a server would wait for the rest, or cut it off. */
async function bytesOf({ open, length }: RawBody): Promise<Buffer<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of await open()) chunks.push(chunk);
	const bytes = Buffer.concat(chunks);
	if (bytes.length !== length) throw new Error(`${bytes.length} bytes, announced as ${length}`);
	return bytes;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
