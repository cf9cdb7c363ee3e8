/** From what an event says of its medium to the file, by the best way there is. */
import type { Media } from '../event';
import type { Downloads, Provider } from '../provider';
import { fromText } from './downloads';
import type { IncomingFile } from './incoming-file';
import { MediaError } from './media-error';

/** What a way to the file can begin with: the payload's own file, the provider's id, an address. */
export type MediumReference = Pick<Media, 'id' | 'url' | 'base64'>;

export async function openMedium(
	medium: MediumReference,
	provider: Provider,
	downloads: Downloads,
): Promise<IncomingFile> {
	const { base64, id, url } = medium;
	if (base64) return fromText({ base64, mimeType: null, fileName: null });
	if (id && provider.media) return await provider.media.open(downloads, id);
	if (url) return await downloads.messageUrl(url);
	throw new MediaError(
		provider.media
			? 'The event does not say where its file is'
			: `${provider.displayName} has no way to download a file, and the event holds neither the file nor its address`,
		'Ask the sender to send it again, or look into the chat on the phone.',
	);
}
