/** On premises a file is uploaded as the body of the call, alone (On-Premises API). */
import { uploadType } from '../../business-api/upload-type';
import { MediaError } from '../../media/media-error';
import type { OutgoingFile } from '../../media/outgoing-file';
import { inWords, MEGABYTE } from '../../media/size';
import type { OutgoingMedia, ProviderCall } from '../../provider';

/** "The maximum file size for media that can be uploaded to the media node is 64MB" (360dialog). */
const LARGEST_ON_PREMISES = 64 * MEGABYTE;

/** Throws `MediaError` where the file is larger than that. */
export function uploadCall(
	path: string,
	{ mimeType }: OutgoingMedia,
	{ size, open }: OutgoingFile,
): ProviderCall {
	if (size > LARGEST_ON_PREMISES) {
		throw new MediaError(
			`Cbot takes files of at most ${inWords(LARGEST_ON_PREMISES)} with the hosting On-Premises, and this one has ${inWords(size)}`,
			'Fill in Media URL instead, or make the file smaller.',
		);
	}
	const raw = { contentType: uploadType(mimeType), length: size, open };
	return { effect: 'change', method: 'POST', path, raw };
}
