/** A file of a message on its way to us, read once and never whole in memory. */
export interface IncomingFile {
	/** Breaking off the reading closes what the bytes come from. */
	bytes: AsyncIterable<Uint8Array>;
	mimeType: string | null;
	fileName: string | null;
	/** Bytes as they were announced, not to be believed; null where they were not. */
	announced: number | null;
}
