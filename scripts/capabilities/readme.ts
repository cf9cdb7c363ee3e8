/** The generated part of README.md: what stands between two comments. */
import { abilities } from './abilities';
import { deliveredEvents } from './delivered-events';
import { table } from './markdown';

const PARTS = { abilities, events: deliveredEvents };

/** The README with its generated tables as they should be. Throws where a marker is missing. */
export function withCapabilities(readme: string): string {
	return Object.entries(PARTS).reduce((text, [name, rows]) => {
		const [start, end] = [`<!-- generated: ${name} -->`, '<!-- end -->'];
		const from = text.indexOf(start);
		const to = text.indexOf(end, from);
		if (from < 0 || to < 0) throw new Error(`README.md has no "${start}" … "${end}"`);
		return `${text.slice(0, from)}${start}\n\n${table(rows())}\n\n${text.slice(to)}`;
	}, readme);
}
