/**
 * Runs a measurement the way the package is shipped: bundled by esbuild. (What runs TypeScript on the fly puts its own calls into every function, which would be measured
 * along.)
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from 'esbuild';

const MEASURED = join(__dirname, '..', 'measured');

export async function runBundled(name: string, node = process.execPath): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-'));
	const outfile = join(folder, `${name}.js`);
	try {
		await build({
			entryPoints: [join(MEASURED, `${name}.ts`)],
			outfile,
			bundle: true,
			platform: 'node',
			target: 'node20',
			format: 'cjs',
			logLevel: 'warning',
		});
		const { status } = spawnSync(node, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
		process.exitCode = status ?? 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
