import type { Credential } from '../credential';
import type { OutgoingFile } from '../media/outgoing-file';
import type { OutgoingMedia, ProviderCall } from '../provider';

/**
 * How a provider serves Meta's Business format to one credential: all that differs from one provider,
 * and from one of its hostings, to the next.
 */
export interface Hosting {
	/** The provider's name, as errors say it. */
	displayName: string;
	/** Label of the credential's field that leads here: the one to check where an answer does not fit. */
	field: string;
	/** Where messages and receipts are posted. */
	messagesPath: string;
	/** What every body says beside its content: the product in the cloud, nothing on premises. */
	product: Readonly<Record<string, string>>;
	/** The field of a body that a business-scoped user id stands in. */
	userIdField: 'recipient' | 'to';
	/** The call that brings a file there. Throws `MediaError` where the file is too large for it. */
	uploadCall(media: OutgoingMedia, file: OutgoingFile): ProviderCall;
}

/** The hosting a credential stands for. */
export type HostingOf = (credential: Credential) => Hosting;
