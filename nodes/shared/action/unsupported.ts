import { UnsupportedError, type Provider } from '../../../gateway';

/** The provider cannot do it: said clearly, with what can be done instead. */
export function unsupported(provider: Provider, what: string, instead: string): UnsupportedError {
	return new UnsupportedError(`${provider.displayName} cannot ${what}`, instead);
}
