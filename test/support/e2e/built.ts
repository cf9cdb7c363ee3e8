/** Whether `dist/` is what the sources say: the tests would otherwise judge an older package. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SOURCES = ['credentials', 'gateway', 'icons', 'nodes', 'package.json', 'tsconfig.build.json'];
/** The last file of the build would do, but which one that is depends on the build. */
const OUTPUT = 'dist';

export async function assertBuilt(projectDir: string): Promise<void> {
	const dist = join(projectDir, OUTPUT);
	if (!existsSync(dist)) {
		throw new Error(
			'There is no dist/ to test. Run `npm run build` first, or `npm run test:e2e`, which does.',
		);
	}
	const changed = await latest(SOURCES.map((source) => join(projectDir, source)));
	const built = await latest([dist]);
	if (changed.mtimeMs > built.mtimeMs) {
		throw new Error(
			`dist/ is older than ${changed.path}. Run \`npm run build\` first, or \`npm run test:e2e\`, which does.`,
		);
	}
}

interface Found {
	path: string;
	mtimeMs: number;
}

/** The file that was written last. Folders do not count: they change when a file is removed. */
async function latest(paths: string[]): Promise<Found> {
	let found: Found = { path: '', mtimeMs: 0 };
	for (const path of paths) {
		const { mtimeMs, isDirectory } = await describe(path);
		const candidate = isDirectory
			? await latest((await readdir(path)).map((name) => join(path, name)))
			: { path, mtimeMs };
		if (candidate.mtimeMs > found.mtimeMs) found = candidate;
	}
	return found;
}

async function describe(path: string) {
	const info = await stat(path);
	return { mtimeMs: info.mtimeMs, isDirectory: info.isDirectory() };
}
