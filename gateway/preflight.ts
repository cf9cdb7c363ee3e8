/**
 * What makes a call impossible before it is made: a base URL that is none, a key that cannot be a
 * header. Said here by the field it is about; the network would only have a code for it.
 */
import { ProviderError } from './errors';
import type { Credential, Proof, Provider } from './provider';

/** Throws `ProviderError` when no call can be made with this credential. */
export function assertCallable(provider: Provider, credential: Credential, path: string): void {
	assertBaseUrl(provider, credential.baseUrl);
	for (const proof of provider.authorize(credential, `${credential.baseUrl}${path}`)) {
		assertHeader(provider, proof);
	}
}

function assertBaseUrl({ displayName, terms }: Provider, baseUrl: string): void {
	const impossible = (what: string, nextStep = terms.baseUrl) =>
		refusal(`The Base URL in the ${displayName} credential ${what}`, nextStep);
	if (baseUrl === '') throw impossible('is empty');
	if (!/^https?:\/\//i.test(baseUrl)) throw impossible('does not begin with https://');
	if (!URL.canParse(baseUrl)) throw impossible('is not a web address');
	const { search, hash } = new URL(baseUrl);
	if (search !== '' || hash !== '' || /[?#]/.test(baseUrl)) {
		throw impossible(
			'has a ? or a # in it',
			`Leave that out, and what comes after. ${terms.baseUrl}`,
		);
	}
}

/** RFC 9110: a name is a token; a value has no control characters, and Node sends Latin-1. */
function assertHeader({ displayName }: Provider, { name, value, field, nameField }: Proof): void {
	if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) {
		throw refusal(
			`The ${nameField ?? 'name of a header'} in the ${displayName} credential cannot be the name of a header`,
			'Such a name has letters, digits and hyphens, without blanks and colons.',
		);
	}
	const wrong = /[^\t\x20-\x7e\x80-\xff]/.exec(value)?.[0];
	if (wrong === undefined) return;
	throw refusal(
		`The ${field} in the ${displayName} credential has ${/[\r\n]/.test(wrong) ? 'a line break' : 'a character'} in it that it cannot have`,
		`Copy the ${field} again, alone and in one line: letters, digits and signs, nothing else.`,
	);
}

function refusal(message: string, nextStep: string): ProviderError {
	return new ProviderError(message, {
		kind: 'refused',
		status: null,
		nextStep: `Nothing was sent. ${nextStep}`,
	});
}
