/** The story as a table that grows line by line, on a terminal and in a log alike. */
import { getBorderCharacters, table } from 'table';

import type { StoryLine } from './story';

const WIDTHS = [26, 6, 26, 44, 5];
const HEADINGS = ['What arrives', 'Answer', 'What n8n did', 'What WhatsApp got', 'Right'];

export function storyTable() {
	let told = 0;
	let wrong = 0;
	let provider = '';
	print(HEADINGS);
	return {
		show(line: StoryLine) {
			if (line.isRight !== null) told++;
			if (line.isRight === false) wrong++;
			if (line.provider !== provider) {
				provider = line.provider;
				console.log(`── ${provider} ${'─'.repeat(110 - provider.length)}`);
			}
			print([
				line.arrives,
				String(line.answer ?? '–'),
				line.n8nDid,
				line.whatsAppGot || '–',
				line.isRight === null ? '–' : line.isRight ? '✓' : '✗',
			]);
		},
		/** Says how it went; gives the number of lines that were wrong. */
		finish(): number {
			console.log(`\n${told} lines, ${wrong} wrong.`);
			return wrong;
		},
	};
}

/** One row: each cell wrapped within its column's width. */
function print(cells: string[]): void {
	const row = table([cells], {
		columns: WIDTHS.map((width) => ({ width, wrapWord: true })),
		border: getBorderCharacters('void'),
		drawHorizontalLine: () => false,
	});
	console.log(row.trimEnd());
}
