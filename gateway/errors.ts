/** What can go wrong between this package and a provider, each with what to do next. */

/** Whether the same call may be made again without the danger of doing it twice. */
export type FailureKind =
	/** The provider said no: the key, the number, the message. */
	| 'refused'
	/** Too many calls; it was tried again as often as is reasonable. */
	| 'rate limited'
	/** It is not known whether the provider did it. */
	| 'unknown outcome'
	/** The provider was not reached, or what was only read could not be: nothing was done. */
	| 'unreachable';

/** A call to a provider that did not succeed. Its texts are for the person in front of n8n. */
export class ProviderError extends Error {
	override readonly name = 'ProviderError';

	constructor(
		/** What happened and why, in one sentence. */
		message: string,
		readonly details: {
			kind: FailureKind;
			/** What to do next. */
			nextStep: string;
			/** HTTP status; null when there was no answer. */
			status: number | null;
			/** The provider's own error code. */
			code?: string | number | null;
			/** What is wrong, where the provider says so. */
			about?: 'instance' | 'connection' | undefined;
		},
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** Something this provider cannot do, asked for all the same (an expression, an old workflow). */
export class UnsupportedError extends Error {
	override readonly name = 'UnsupportedError';

	constructor(
		message: string,
		/** What to do instead. */
		readonly nextStep: string,
	) {
		super(message);
	}
}

/** What the transport throws when no answer came. */
export class TransportError extends Error {
	override readonly name = 'TransportError';

	constructor(
		/** The network's error code. */
		message: string,
		/** `before`: the request cannot have arrived; `after`: it may have. */
		readonly failed: 'before' | 'after',
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
