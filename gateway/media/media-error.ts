/** A file that cannot be fetched or sent as asked. Its texts are made for the person in front of n8n. */
export class MediaError extends Error {
	override readonly name = 'MediaError';

	constructor(
		/** What happened and why, in one sentence; no URL in it, which may hold a token. */
		message: string,
		/** What to do next. */
		readonly nextStep: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}
