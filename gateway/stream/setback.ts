/** What the answer to opening a stream means: it flows, it may flow later, or it never will. */
import { parseRetryAfter } from '../calls/api';
import { ProviderError } from '../errors';
import type { StreamAnswer } from './transport';

export interface Setback {
	/** True: asking again would get the same answer, so nobody asks again. */
	final: boolean;
	/** What happened and what to do, for the person in front of n8n. Never holds a key. */
	error: ProviderError;
	/** How long the server wants to be left alone, in milliseconds. */
	retryAfterMs: number | null;
}

/** Client errors that pass by themselves: time-out, not connected to WhatsApp yet, too many. */
const PASSING = new Set([408, 409, 425, 429]);

/** Null: it is a stream of events. `name` is the provider's. */
export function setbackIn(
	{ status, headers }: Pick<StreamAnswer, 'status' | 'headers'>,
	name: string,
): Setback | null {
	if (status === 200) {
		if (/^text\/event-stream\b/i.test(headers['content-type'] ?? '')) return null;
		return later(
			`${name} did not answer with an event stream`,
			'Check the Base URL in the credential: there may be a web page at this address, or a proxy in between.',
		);
	}
	if (status === 401 || status === 403) {
		return never(
			`${name} refused the credential for its event stream (HTTP ${status})`,
			'Check the API Key and the Instance ID in the credential, then publish again. If they are right, try the other choice in Options → Connect With.',
		);
	}
	if (status === 404) {
		return never(
			`${name} has no event stream for this instance (HTTP 404)`,
			'Check the Base URL and the Instance ID in the credential. A self-hosted server may not offer the stream: use the WhatsApp Webhook Trigger there.',
		);
	}
	if (status >= 300 && status < 400) {
		return never(
			`${name} redirects its event stream to another address (HTTP ${status}), which the key is not sent to`,
			'Set the Base URL in the credential to the address it really has.',
		);
	}
	if (status >= 500 || PASSING.has(status)) {
		return later(
			`${name} cannot open its event stream at the moment (HTTP ${status})`,
			'Check that the instance is connected to WhatsApp, and try again.',
		);
	}
	return never(
		`${name} refused to open its event stream (HTTP ${status})`,
		'Check the Base URL and the Instance ID in the credential, and that the instance delivers its events over the stream.',
	);

	function never(message: string, nextStep: string): Setback {
		const error = new ProviderError(message, { kind: 'refused', nextStep, status });
		return { final: true, error, retryAfterMs: null };
	}

	function later(message: string, nextStep: string): Setback {
		const kind = status === 429 ? 'rate limited' : 'unreachable';
		const error = new ProviderError(message, { kind, nextStep, status });
		return { final: false, error, retryAfterMs: parseRetryAfter(headers['retry-after']) };
	}
}
