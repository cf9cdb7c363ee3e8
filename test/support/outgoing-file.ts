import type { OutgoingFile } from '../../gateway/media/outgoing-file';

/** A file to be sent, given piece by piece as n8n's store does. */
export function outgoingFile(bytes: Buffer, pieceBytes = 1000): OutgoingFile {
	return {
		size: bytes.length,
		open: async () =>
			(async function* () {
				for (let from = 0; from < bytes.length; from += pieceBytes) {
					yield bytes.subarray(from, from + pieceBytes);
				}
			})(),
	};
}
