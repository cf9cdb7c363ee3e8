import { extensionOf } from '../../media/extensions';
import type { OutgoingMedia } from '../../provider';

/**
 * The name a file goes out under. Base64 is refused without one, and its extension is all that says
 * what the bytes are: the call has no field for the MIME type. A file behind a URL needs none.
 */
export function fileNameOf({ fileName, file, mimeType, kind }: OutgoingMedia): string | null {
	if (fileName !== null || file === null) return fileName;
	return `${kind}.${extensionOf(mimeType, kind)}`;
}
