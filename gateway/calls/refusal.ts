/**
 * An answer that was not a success, in words: what happened, why in the provider's own words, and
 * what to do next.
 */
import { ProviderError, type FailureKind } from '../errors';
import { oneLine } from '../one-line';
import type { Credential } from '../credential';
import type { Problem, Provider, ProviderAnswer, ProviderCall } from '../provider';
import { redacted } from '../redaction/redact';

/** Whose answer it is, and to what. */
export interface Asked {
	provider: Provider;
	credential: Credential;
	call: ProviderCall;
}

/** The answer, if it was a success; throws `ProviderError` with what to do next if not. */
export function accepted<A extends ProviderAnswer>(answer: A, asked: Asked): A {
	const problem = asked.provider.problemIn(answer);
	const { status, body } = answer;
	// A failure or a rate limit may come as a page of a proxy's in front of the provider.
	if (status < 500 && status !== 429 && isWebPage(body)) {
		throw notThisProvider(asked, 'a web page', status);
	}
	if (status >= 200 && status < 300 && problem === null) return answer;
	throw failure(answer, problem, asked);
}

/** Something else answers under the base URL. `what`: what it sent. */
export function notThisProvider(
	{ provider, credential }: Pick<Asked, 'provider' | 'credential'>,
	what: string,
	status: number,
): ProviderError {
	return new ProviderError(
		`What answers at ${hostOf(credential)} is not ${provider.displayName}: it sent ${what} (HTTP ${status})`,
		{
			kind: 'refused',
			status,
			nextStep: checkBaseUrl(provider),
		},
	);
}

/** What to do when the base URL is, or may be, wrong. */
export function checkBaseUrl({
	displayName,
	terms,
}: Pick<Provider, 'displayName' | 'terms'>): string {
	return `Check the Base URL in the credential. For ${displayName} it is ${terms.baseUrl}.`;
}

/** No number is connected to the instance, or not any more. `state`: the provider's word for it. */
export function notConnected(provider: Provider, status: number, state: string): ProviderError {
	return new ProviderError(`${unconnected(provider)}${saying(state)}`, {
		kind: 'refused',
		status,
		nextStep: provider.terms.connect,
		about: 'connection',
	});
}

function unconnected({ displayName, terms }: Provider): string {
	const noun = terms.instance ? `the ${terms.instance.noun}` : 'it';
	return `${displayName} has no WhatsApp number connected to ${noun}`;
}

function failure(answer: ProviderAnswer, problem: Problem | null, asked: Asked): ProviderError {
	const { provider, credential, call } = asked;
	const { displayName: name, terms } = provider;
	const { status } = answer;
	const redact = (text: string) => redacted(text, credential.secrets);
	const said = oneLine(problem?.message ?? '', redact);
	const code = problem?.code ?? null;
	const error = (what: string, nextStep: string, kind: FailureKind = 'refused') =>
		new ProviderError(`${what}${saying(said)}`, {
			kind,
			status,
			nextStep: problem?.nextStep ?? nextStep,
			code: typeof code === 'string' ? oneLine(code, redact) : code,
			about: problem?.about,
		});

	if (problem?.about === 'connection') {
		return error(`${unconnected(provider)} (HTTP ${status})`, terms.connect);
	}
	const { instance } = terms;
	if (problem?.about === 'instance' && instance) {
		const id = oneLine(credential.instanceId, redact);
		return error(
			`${name} has no ${instance.noun} "${id}" for this key (HTTP ${status})`,
			`Check the ${instance.field} in the credential: copy it from ${name}, from the same account as the key.`,
		);
	}
	if (status === 401 || status === 403) {
		const { field } = provider.authorize(credential, `${credential.baseUrl}${call.path}`)[0];
		return error(
			`${name} refused the credential's ${field} (HTTP ${status})`,
			status === 401
				? `Check the ${field} in the credential: copy it again from ${name}, it may be mistyped or expired. If it is right, check the Base URL.`
				: `Check at ${name} that the ${field} may do this, or enter one in the credential that may.`,
		);
	}
	if (status >= 300 && status < 400) {
		return error(
			`${name} sends this call on to another address (HTTP ${status}), which the key is not sent to`,
			checkBaseUrl(provider),
		);
	}
	if (status === 404) return notFound(error, said, asked);
	if (status === 429) {
		return error(
			`${name} allows no more calls for now (HTTP 429)`,
			call.effect === 'send'
				? 'Send fewer messages at a time: put a Loop Over Items node with a Wait before this one.'
				: 'Wait a few minutes and try again.',
			'rate limited',
		);
	}
	if (status === 503 && !problem?.isLasting) {
		const connected = instance ? `Check that the ${instance.noun} is connected to WhatsApp` : '';
		return error(
			`${name} is not available at the moment (HTTP 503)`,
			connected === '' ? 'Try again in a few minutes.' : `${connected}, then try again.`,
			call.effect === 'read' ? 'unreachable' : 'refused',
		);
	}
	if (status >= 500 && !problem?.isLasting) {
		return error(`${name} failed (HTTP ${status})`, afterFailure(call), failureKind(call));
	}
	return error(
		status < 300 ? `${name} refused the call` : `${name} refused the call (HTTP ${status})`,
		call.everywhere
			? checkBaseUrl(provider)
			: 'Check the chat, the message and the content against what the provider allows.',
	);
}

function notFound(
	error: (what: string, nextStep: string) => ProviderError,
	said: string,
	{ provider, credential, call }: Asked,
): ProviderError {
	const { displayName: name, terms } = provider;
	if (call.everywhere) {
		return error(
			`${name} does not answer under the Base URL ${baseOf(credential)} (HTTP 404)`,
			checkBaseUrl(provider),
		);
	}
	const fields = [
		// Without any words of the provider's, it may not be the provider.
		...(said === '' ? ['Base URL'] : []),
		...(terms.instance ? [terms.instance.field] : []),
	];
	const inCredential =
		fields.length > 0 ? `the ${fields.join(' and the ')} in the credential, and ` : '';
	return error(
		`${name} did not find what this call is about (HTTP 404)`,
		`Check ${inCredential}that the chat, the message or the file still exists.`,
	);
}

/** What to do after a failure that leaves open whether it was done. */
export function afterFailure({ effect }: ProviderCall): string {
	switch (effect) {
		case 'send':
			return 'It was not tried again, because the message may have been sent. Look into the chat before you run this again.';
		case 'change':
			return 'No message was sent. What was asked for may have been done all the same: run this again, doing it twice does no harm.';
		case 'read':
			return 'Nothing was sent or changed: try again in a few minutes.';
	}
}

export function failureKind({ effect }: ProviderCall): FailureKind {
	return effect === 'read' ? 'unreachable' : 'unknown outcome';
}

/** Host and port, as a person knows the server. */
export function hostOf({ baseUrl }: Credential): string {
	return URL.canParse(baseUrl) ? new URL(baseUrl).host : 'the Base URL';
}

/** The base URL without the user name and password that may be in it. */
function baseOf({ baseUrl }: Credential): string {
	if (!URL.canParse(baseUrl)) return '';
	const { origin, pathname } = new URL(baseUrl);
	return `${origin}${pathname === '/' ? '' : pathname}`;
}

function saying(said: string): string {
	return said === '' ? '' : `: ${said}`;
}

function isWebPage(body: unknown): boolean {
	return typeof body === 'string' && /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(body);
}
