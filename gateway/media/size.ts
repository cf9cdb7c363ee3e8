/** Sizes of files: how they are read, and how they are said. WhatsApp's megabyte has 1024 × 1024 bytes. */
export const MEGABYTE = 1024 * 1024;

/** "12.3 MB", "340 KB": as a person would say it. */
export function inWords(bytes: number): string {
	if (bytes < MEGABYTE) return `${Math.ceil(bytes / 1024)} KB`;
	// Rounded up, so that a file just above a limit never reads as if it were within it.
	const tenths = Math.ceil((bytes / MEGABYTE) * 10) / 10;
	return `${tenths} MB`;
}
