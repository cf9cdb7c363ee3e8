/** How much of a process's output is kept, in characters; the oldest goes first. */
const KEPT = 8_000_000;

/** What a process printed, both streams as they came. */
export class ProcessLog {
	private chunks: string[] = [];
	private length = 0;

	add(chunk: string): void {
		this.chunks.push(chunk);
		this.length += chunk.length;
		while (this.length > KEPT && this.chunks.length > 1) {
			this.length -= this.chunks.shift()?.length ?? 0;
		}
	}

	text(): string {
		return this.chunks.join('');
	}

	/** The last lines, indented, for an error message. */
	tail(lines = 30): string {
		const last = this.text().trimEnd().split('\n').slice(-lines);
		return last.map((line) => `    ${line.slice(0, 400)}`).join('\n');
	}
}
