/** A short answer (an error, a few fields) read whole: parsed where it is JSON, else as text. */
import type { FileAnswer } from './file-transport';

/** Far more than any provider's error or description of a file. */
const LARGEST_BYTES = 256 * 1024;

export async function readSmall(answer: FileAnswer): Promise<unknown> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of answer.body) {
		chunks.push(chunk);
		size += chunk.length;
		if (size > LARGEST_BYTES) break;
	}
	const text = Buffer.concat(chunks).toString('utf8');
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
