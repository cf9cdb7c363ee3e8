/**
 * What makes a call impossible before it is made: a base URL that is not one, a key that no header
 * can hold. Said here, with the field it is about; the network would only have a code for it.
 */
import { ProviderError } from '../errors';
import type { Credential } from '../credential';
import type { Proof, Provider } from '../provider';
import { checkBaseUrl } from './refusal';

/** What is needed of a provider here. */
type Asking = Pick<Provider, 'displayName' | 'terms' | 'authorize'>;

/** Throws `ProviderError` when no call can be made with this credential. */
export function assertCallable(provider: Asking, credential: Credential, path: string): void {
	assertBaseUrl(provider, credential.baseUrl);
	for (const proof of provider.authorize(credential, `${credential.baseUrl}${path}`)) {
		assertHeader(provider, proof);
	}
}

function assertBaseUrl(provider: Asking, baseUrl: string): void {
	const impossible = (what: string) =>
		refusal(
			`The Base URL in the ${provider.displayName} credential ${what}`,
			checkBaseUrl(provider),
		);
	if (baseUrl === '') throw impossible('is empty');
	if (!/^https?:\/\//i.test(baseUrl)) throw impossible('does not begin with https://');
	if (!URL.canParse(baseUrl)) throw impossible('is not a valid web address');
	if (/[?#]/.test(baseUrl)) throw impossible('has a ? or a # in it');
}

/** RFC 9110: a name is a token; a value has no control characters, and Node sends Latin-1. */
function assertHeader({ displayName }: Asking, { name, value, field, nameField }: Proof): void {
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
