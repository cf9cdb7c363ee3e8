/**
 * Calls to a provider's API: retried where that cannot do something twice, and every failure told
 * in the provider's own words with what to do next. The transport (who authenticates and really
 * sends) is passed in.
 */
import { monotonicClock, type Clock } from './clock';
import { ProviderError, TransportError } from './errors';
import type { Api, Credential, Problem, Provider, ProviderAnswer, ProviderCall } from './provider';

/** Sends one authenticated call. Throws `TransportError` when there is no answer at all. */
export type Transport = (call: ProviderCall) => Promise<ProviderAnswer>;

/** Waits before the second, third and fourth try where the provider names none. */
const RETRY_WAITS_MS = [1_000, 3_000, 8_000];

/** A longer wait than this is the workflow's to arrange, not a call's to sit out. */
const LONGEST_WAIT_MS = 60_000;

export function createApi(
	provider: Provider,
	credential: Credential,
	transport: Transport,
	clock: Clock = monotonicClock,
): Api {
	return {
		credential,
		call: async (call) => {
			for (let attempt = 0; ; attempt++) {
				const answer = await send(transport, call, provider);
				const wait = retryWait(answer, attempt);
				if (wait === null) return accepted(answer, provider);
				await clock.sleep(wait);
			}
		},
	};
}

async function send(transport: Transport, call: ProviderCall, provider: Provider) {
	try {
		return await transport(call);
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		const reached = error.failed === 'after';
		throw new ProviderError(
			reached
				? `${provider.displayName} did not answer in time (${error.message})`
				: `${provider.displayName} cannot be reached (${error.message})`,
			{
				kind: reached ? 'unknown outcome' : 'unreachable',
				status: null,
				nextStep: reached
					? 'It was not tried again, because the message may have been sent. Look into the chat before you run this again.'
					: 'Check the Base URL in the credential, and that this n8n can reach it.',
			},
			{ cause: error },
		);
	}
}

/**
 * How long to wait before the same call may go out again; null: not at all. 429 and 503 say that
 * nothing was done. Any other 5xx leaves that open, and a message sent twice is worse than an error.
 */
function retryWait({ status, headers }: ProviderAnswer, attempt: number): number | null {
	if (status !== 429 && status !== 503) return null;
	const standard = RETRY_WAITS_MS[attempt];
	if (standard === undefined) return null;
	const wait = parseRetryAfter(headers['retry-after']) ?? standard;
	return wait <= LONGEST_WAIT_MS ? wait : null;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110); null when it is neither. */
export function parseRetryAfter(value: string | undefined, now = Date.now()): number | null {
	if (value === undefined) return null;
	if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1_000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? null : Math.max(0, date - now);
}

/** The answer, if it was a success; throws `ProviderError` with the provider's own words if not. */
export function accepted(answer: ProviderAnswer, provider: Provider): ProviderAnswer {
	const problem = provider.problemIn(answer);
	if (answer.status >= 200 && answer.status < 300 && problem === null) return answer;
	throw failure(provider.displayName, answer, problem);
}

function failure(name: string, answer: ProviderAnswer, problem: Problem | null): ProviderError {
	const { status } = answer;
	const said = problem?.message ? `: ${problem.message}` : '';
	const of = (what: string, kind: ProviderError['details']['kind'], nextStep: string) =>
		new ProviderError(`${name} ${what}${said}`, {
			kind,
			status,
			nextStep: problem?.nextStep ?? nextStep,
			code: problem?.code ?? null,
		});

	if (status === 401 || status === 403) {
		return of(
			`refused the credential (HTTP ${status})`,
			'refused',
			'Check the API Key in the credential: it may be mistyped, expired, or lack the right to do this.',
		);
	}
	if (status === 404) {
		return of(
			'does not know what was asked for (HTTP 404)',
			'refused',
			'Check the instance in the credential, that it is connected, and that the chat and message still exist.',
		);
	}
	if (status === 429) {
		return of(
			'allows no more calls for now (HTTP 429)',
			'rate limited',
			'Send fewer messages at a time: put a Loop Over Items node with a Wait before this one.',
		);
	}
	if (status === 503) {
		return of(
			'is not available (HTTP 503)',
			'refused',
			'Check that the instance is connected to WhatsApp, then run this again.',
		);
	}
	if (status >= 500) {
		return of(
			`failed (HTTP ${status})`,
			'unknown outcome',
			'It was not tried again, because the message may have been sent. Look into the chat before you run this again.',
		);
	}
	return of(
		status >= 200 && status < 300 ? 'refused the call' : `refused the call (HTTP ${status})`,
		'refused',
		'Check the chat and the content against what the provider allows.',
	);
}
