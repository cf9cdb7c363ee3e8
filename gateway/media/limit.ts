/** The user's limit on what comes in, kept to while reading: an announced size is only a promise. */
import type { IncomingFile } from './incoming-file';
import { MediaError } from './media-error';
import { inWords } from './size';

/** The file's bytes, cut off with an error as soon as they are more than `most`. */
export async function* limited(file: IncomingFile, most: number): AsyncGenerator<Uint8Array> {
	assertWithin(file.announced, most);
	let size = 0;
	try {
		for await (const chunk of file.bytes) {
			size += chunk.length;
			if (size > most) throw tooLarge(most);
			yield chunk;
		}
	} catch (error) {
		throw error instanceof MediaError ? error : brokenOff(error);
	}
	if (size === 0) {
		throw new MediaError('The file is empty', 'Ask the sender to send it again.');
	}
}

/** For sizes that are known before reading; null: not known. */
export function assertWithin(size: number | null, most: number): void {
	if (size !== null && size > most) throw tooLarge(most);
}

export function brokenOff(cause?: unknown): MediaError {
	return new MediaError('The download stopped before the end of the file', 'Run this again.', {
		cause,
	});
}

function tooLarge(most: number): MediaError {
	return new MediaError(
		`The file is larger than ${inWords(most)}`,
		'Raise Largest Media File (MB) in the options of this node if you want files of that size.',
	);
}
