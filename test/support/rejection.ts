import { ProviderError } from '../../gateway/errors';

/** The error that a promise ends with; throws where it ends well, or with one of another kind. */
export async function rejectionOf<Kind extends abstract new (...args: never[]) => Error>(
	promise: Promise<unknown>,
	kind: Kind,
): Promise<InstanceType<Kind>> {
	const outcome: unknown = await promise.then(
		() => 'it ended well',
		(error: unknown) => error,
	);
	if (outcome instanceof kind) return outcome as InstanceType<Kind>;
	throw new Error(`no ${kind.name}: ${String(outcome)}`, { cause: outcome });
}

/** What a provider, or our own check before its call, refuses with. */
export async function refusalOf(promise: Promise<unknown>): Promise<ProviderError> {
	return await rejectionOf(promise, ProviderError);
}
