/** The project's own files, by their paths from its root, with `/` on every system. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

export const ROOT = join(__dirname, '..', '..');

/** Every TypeScript file below a folder; throws where there is none. */
export function sourcesBelow(folder: string): string[] {
	const found = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((name) => name.endsWith('.ts'))
		.map((name) => join(folder, name).split(sep).join('/'))
		.sort();
	if (found.length === 0) throw new Error(`There is no source below ${folder}`);
	return found;
}

export function readSource(path: string): string {
	return readFileSync(join(ROOT, path), 'utf8');
}
