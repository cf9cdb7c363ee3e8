/**
 * The build: what tsc does not do stands here. `dist/` mirrors the tree; only `gateway/` becomes one
 * file, with every library it uses, so that the published package has no dependencies and all its
 * nodes share one copy of the gateway's state.
 */
const { execFile } = require('node:child_process');
const { rm, writeFile } = require('node:fs/promises');
const { promisify } = require('node:util');

const { build } = require('esbuild');
const { dest, series, src } = require('gulp');

const { n8n, name } = require('./package.json');

const run = promisify(execFile);

const clean = async () => await rm('dist', { recursive: true, force: true });

const compile = async () => {
	const tsc = require.resolve('typescript/bin/tsc');
	try {
		await run(process.execPath, [tsc, '--project', 'tsconfig.build.json']);
	} catch (error) {
		throw new Error(`TypeScript found faults:\n${error.stdout}`);
	}
};

/**
 * Optional modules that a bundled library asks for and this package never uses. Left as they are,
 * they would be a dependency; here they are as absent as they are on the user's machine.
 */
const absentModules = {
	name: 'absent modules',
	setup(plugin) {
		plugin.onResolve({ filter: /^@node-rs\/xxhash$/ }, ({ path }) => ({
			path,
			namespace: 'absent',
		}));
		plugin.onLoad({ filter: /.*/, namespace: 'absent' }, ({ path }) => ({
			contents: `throw new Error('${path} is not part of this package');`,
		}));
	},
};

const bundle = async () => {
	await rm('dist/gateway', { recursive: true, force: true });
	await build({
		entryPoints: ['gateway/index.ts'],
		outfile: 'dist/gateway/index.js',
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'cjs',
		// n8n brings its own; and what Node has built in is never bundled on this platform.
		external: ['n8n-workflow'],
		plugins: [absentModules],
		legalComments: 'eof',
		logLevel: 'warning',
	});
};

/** Icons beside the nodes, and the credentials'. */
const assets = () =>
	src(['nodes/**/*.svg', 'icons/**/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));

/**
 * Codex files, which an n8n reads that takes the nodes from a folder of its own. What they say stands
 * in the nodes' classes, because it follows from the list of providers.
 */
const codexFiles = async () => {
	for (const path of n8n.nodes) {
		const [Node] = Object.values(require(`./${path}`));
		const { name: node, codex } = new Node().description;
		const file = { node: `${name}.${node}`, nodeVersion: '1.0', codexVersion: '1.0', ...codex };
		await writeFile(`${path}on`, `${JSON.stringify(file, null, '\t')}\n`);
	}
};

exports.build = series(clean, compile, bundle, assets, codexFiles);
exports.default = exports.build;
