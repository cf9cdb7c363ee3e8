/** The webhook cannot be set as things are. `message`: what is wrong; `nextStep`: what to do. */
export class RegistrationError extends Error {
	override readonly name: string = 'RegistrationError';

	constructor(
		message: string,
		readonly nextStep: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** The webhook is set, and could not be taken away. */
export class NotRemovedError extends RegistrationError {
	override readonly name = 'NotRemovedError';

	constructor(cause: unknown) {
		const why = cause instanceof Error ? cause.message : String(cause);
		super(
			`The webhook could not be removed, and the provider may go on sending events to it: ${why}`,
			'Publish and unpublish the workflow again when that is mended, or remove the webhook URL at the provider yourself.',
			{ cause },
		);
	}
}
