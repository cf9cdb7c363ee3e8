/** A transport over `fetch`, for calling a provider's API without n8n. */
import { TransportError, type Transport } from '../../gateway';

export function fetchTransport(baseUrl: string, headers: Record<string, string>): Transport {
	return async ({ method, path, body }) => {
		let response: Response;
		try {
			response = await fetch(`${baseUrl}${path}`, {
				method,
				headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
				...(body ? { body: JSON.stringify(body) } : {}),
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

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
