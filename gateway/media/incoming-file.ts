/** A file of a message on its way to us, read once and never whole in memory. */
export interface IncomingFile {
	/** Not reading to the end closes what the bytes come from. */
	bytes: AsyncIterable<Uint8Array>;
	mimeType: string | null;
	fileName: string | null;
	/** How many bytes were announced, which is not to be relied on; null where none were. */
	announced: number | null;
}
