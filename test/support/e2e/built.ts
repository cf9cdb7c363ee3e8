/** Whether `dist/` is what the sources say: the tests would otherwise judge an older package. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCES = ['credentials', 'gateway', 'icons', 'nodes', 'package.json', 'tsconfig.build.json'];
const WHAT_TO_DO = 'Run `npm run build` first, or `npm run test:e2e`, which does.';

export async function assertBuilt(projectDir: string): Promise<void> {
	const dist = join(projectDir, 'dist');
	if (!existsSync(dist)) throw new Error(`There is no dist/ to test. ${WHAT_TO_DO}`);

	const changed = await lastWritten(SOURCES.map((source) => join(projectDir, source)));
	const built = await lastWritten([dist]);
	if (changed.at > built.at) {
		throw new Error(`dist/ is older than ${changed.path}. ${WHAT_TO_DO}`);
	}
}

/** The file among these, and in the folders among these, that was written last. */
async function lastWritten(paths: string[]): Promise<{ path: string; at: number }> {
	let last = { path: '', at: 0 };
	for (const path of paths) {
		const info = await stat(path);
		const found = info.isDirectory()
			? await lastWritten((await readdir(path)).map((name) => join(path, name)))
			: { path, at: info.mtimeMs };
		if (found.at > last.at) last = found;
	}
	return last;
}
