/** A table in Markdown out of rows of cells; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
	const [heading = [], ...body] = rows;
	return [heading, heading.map(() => '---'), ...body]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

export const yesNo = (can: unknown): string => (can ? '✓' : '–');
