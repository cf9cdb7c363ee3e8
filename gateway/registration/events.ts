/** Which of the provider's events a webhook is sent: comparing and adding lists of their names. */
import type { Api, RegisteredWebhook } from '../provider';
import { wanted, type RegisteringProvider, type RegistrationWish } from './wish';

/** Whether the webhook that was found is sent everything wanted, whatever its URL. */
export function covers(
	provider: RegisteringProvider,
	api: Api,
	wish: RegistrationWish,
	{ events }: RegisteredWebhook,
): boolean {
	return together(provider, events, wanted(provider, api, wish).events) === events;
}

/** What was found and what is wanted; `found` itself where that is all. Null: not told, or all. */
export function together(
	{ registration }: RegisteringProvider,
	found: readonly string[] | null,
	want: readonly string[],
): readonly string[] | null {
	// A provider whose `everything` is the empty list sends all to a webhook that names nothing.
	const emptyIsAll = registration.everything.length === 0;
	if (found === null || (emptyIsAll && found.length === 0)) return found;
	if (emptyIsAll && want.length === 0) return want;
	const missing = want.filter((name) => !found.includes(name));
	return missing.length === 0 ? found : [...found, ...missing].sort();
}

/** The same events in any order; null, where the provider does not say, counts as the same. */
export function sameNames(
	found: readonly string[] | null,
	want: readonly string[] | null,
): boolean {
	if (found === null || want === null) return true;
	const names = new Set(found);
	return names.size === want.length && want.every((name) => names.has(name));
}
