/** A file of the workflow that is to be sent, not read until somebody needs it. */
import { MediaError } from './media-error';
import { inWords, MEGABYTE } from './size';

export interface OutgoingFile {
	/** Bytes. */
	size: number;
	/** From the start, as often as it is asked for. */
	open(): Promise<AsyncIterable<Uint8Array>>;
}

/**
 * A file inside JSON is in memory three times over: its base64, the JSON around it, and what is on
 * its way. WSAPI's server takes no more than this from a URL either.
 */
const LARGEST_IN_JSON_BYTES = 50 * MEGABYTE;

/** The whole file as base64, for providers that take it in JSON; null where there is none. */
export async function base64Of(file: OutgoingFile | null): Promise<string | null> {
	if (file === null) return null;
	if (file.size > LARGEST_IN_JSON_BYTES) {
		throw new MediaError(
			`The file has ${inWords(file.size)}, and at most ${inWords(LARGEST_IN_JSON_BYTES)} can be sent to this provider as a file`,
			'Fill in Media URL instead, or send a text with a link to it.',
		);
	}
	const parts: string[] = [];
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of await file.open()) {
		const bytes = Buffer.concat([rest, chunk]);
		// Three bytes are four characters: what is left over waits for the next ones.
		const whole = bytes.length - (bytes.length % 3);
		parts.push(bytes.toString('base64', 0, whole));
		rest = bytes.subarray(whole);
	}
	parts.push(rest.toString('base64'));
	return parts.join('');
}
