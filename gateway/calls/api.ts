/**
 * Calls to a provider's API: repeated where that cannot do something twice, and every failure told
 * in the provider's own words with what to do next. The transport (who authenticates and really
 * sends) is passed in.
 */
import { monotonicClock, type Clock } from '../clock';
import { ProviderError, TransportError } from '../errors';
import { explainUnsent, whyLost } from './network-failure';
import { assertCallable } from './callable';
import type { Credential } from '../credential';
import type { Api, Provider, ProviderAnswer, ProviderCall } from '../provider';
import { accepted, afterFailure, failureKind, hostOf, type Asked } from './refusal';

export { accepted } from './refusal';

/** Sends one authenticated call. Throws `TransportError` when there is no answer at all. */
export type Transport<A extends ProviderAnswer = ProviderAnswer> = (
	call: ProviderCall,
) => Promise<A>;

/** Waits before the second, third and fourth try; a provider may ask for longer ones. */
const RETRY_WAITS_MS = [1_000, 3_000, 8_000];

/** A longer wait than this is the workflow's to arrange, not a call's to sit out. */
const LONGEST_WAIT_MS = 60_000;

/** What may have been done is not tried again after this long: a call that timed out has had its time. */
const LONGEST_TRYING_MS = 25_000;

/** Failures of a server that may have come before or after the work was done. */
const MAY_BE_DONE = new Set([500, 502, 504]);

/**
 * The provider's API with this credential. Its calls throw `ProviderError` for whatever did not
 * succeed, with texts free of the credential's secrets.
 */
export function createApi<A extends ProviderAnswer = ProviderAnswer>(
	provider: Provider,
	credential: Credential,
	transport: Transport<A>,
	clock: Clock = monotonicClock,
	/** False where a person is waiting: one try each. */
	retries = true,
): Api<A> {
	const waits = retries ? RETRY_WAITS_MS : [];
	return {
		credential,
		call: async (call) => {
			assertCallable(provider, credential, call.path);
			const asked: Asked = { provider, credential, call };
			const began = clock.now();
			for (let attempt = 0; ; attempt++) {
				const outcome = await send(transport, call);
				const standard = isLasting(outcome, provider) ? undefined : waits[attempt];
				const wait = retryWait(outcome, call, standard, clock.now() - began);
				if (wait !== null) await clock.sleep(wait);
				else if (outcome instanceof TransportError) throw noAnswer(outcome, asked);
				else return accepted(outcome, asked);
			}
		},
	};
}

async function send<A extends ProviderAnswer>(
	transport: Transport<A>,
	call: ProviderCall,
): Promise<A | TransportError> {
	try {
		return await transport(call);
	} catch (error) {
		if (error instanceof TransportError) return error;
		throw error;
	}
}

/** Whether the provider says that trying again changes nothing. */
function isLasting(outcome: ProviderAnswer | TransportError, provider: Provider): boolean {
	return !(outcome instanceof TransportError) && provider.problemIn(outcome)?.isLasting === true;
}

/**
 * How long to wait before the same call may go out again; null: not at all. 429 and 503 say that
 * nothing was done. Any other failure leaves that open: what reaches a person is then not repeated,
 * for a message sent twice is worse than an error. `standard`: undefined where it may not.
 */
function retryWait(
	outcome: ProviderAnswer | TransportError,
	{ effect }: ProviderCall,
	standard: number | undefined,
	elapsed: number,
): number | null {
	if (standard === undefined) return null;
	const mayRepeat = effect !== 'send' && elapsed < LONGEST_TRYING_MS;
	if (outcome instanceof TransportError) {
		return outcome.failed === 'after' && mayRepeat ? standard : null;
	}
	const { status, headers } = outcome;
	if (MAY_BE_DONE.has(status)) return mayRepeat ? standard : null;
	if (status !== 429 && status !== 503) return null;
	// Never sooner than we would by ourselves: "0" and dates in the past would make it a flood.
	const wait = Math.max(standard, parseRetryAfter(headers['retry-after']) ?? 0);
	return wait <= LONGEST_WAIT_MS ? wait : null;
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110); null when it is neither. */
export function parseRetryAfter(value: string | undefined, now = Date.now()): number | null {
	if (value === undefined) return null;
	if (/^\s*\d{1,9}\s*$/.test(value)) return Number(value) * 1_000;
	const date = Date.parse(value);
	return Number.isNaN(date) ? null : Math.max(0, date - now);
}

function noAnswer(error: TransportError, { provider, credential, call }: Asked): ProviderError {
	const { displayName: name } = provider;
	const { message: code } = error;
	const host = hostOf(credential);
	const options = { cause: error };
	if (error.failed === 'before') {
		const { why, nextStep } = explainUnsent(code, host);
		return new ProviderError(
			`${name} cannot be reached at ${host}: ${why} (${code})`,
			{ kind: 'unreachable', status: null, nextStep: `Nothing was sent. ${nextStep}` },
			options,
		);
	}
	const nextStep =
		call.effect === 'read'
			? 'Nothing was sent or changed. Check the Base URL in the credential, and try again in a few minutes.'
			: afterFailure(call);
	return new ProviderError(
		`${name} did not answer at ${host}: ${whyLost(code)} (${code})`,
		{ kind: failureKind(call), status: null, nextStep },
		options,
	);
}
