/**
 * How much a server has sent of an event that is not complete yet. The parser limits the text of
 * the data alone, and each line costs it far more than its characters: `data`, over and over, took
 * half a gigabyte. So everything between two blank lines is counted, whatever it is.
 */

const CARRIAGE_RETURN = '\r';

export class EventSize {
	/** Characters since the last blank line. */
	characters = 0;
	/** Lines since then. */
	lines = 0;

	/** Characters of the line that is being received. */
	private line = 0;
	private isComment = false;
	private endedByReturn = false;

	/** Counts what has come, which may begin and end anywhere. */
	add(text: string): void {
		let from = 0;
		// \r\n ends one line, even where the network has cut it in two.
		if (this.endedByReturn && text.startsWith('\n')) from = 1;
		const ends = /\r\n?|\n/g;
		ends.lastIndex = from;
		for (let end = ends.exec(text); end; end = ends.exec(text)) {
			this.receive(text, from, end.index);
			this.endLine();
			from = ends.lastIndex;
		}
		this.receive(text, from, text.length);
		if (text !== '') this.endedByReturn = text.endsWith(CARRIAGE_RETURN);
	}

	private receive(text: string, from: number, to: number): void {
		if (from === to) return;
		if (this.line === 0) this.isComment = text[from] === ':';
		this.line += to - from;
		this.characters += to - from;
	}

	private endLine(): void {
		const isBlank = this.line === 0;
		// Nothing is kept of a comment: as long as there is nothing else, there may be any number.
		const holdsNothing = isBlank || (this.isComment && this.lines === 0);
		this.line = 0;
		if (holdsNothing) this.characters = 0;
		this.lines = holdsNothing ? 0 : this.lines + 1;
	}
}
