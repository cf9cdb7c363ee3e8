/** Nothing is kept that nobody needs: no file, and no name of one. */
import packageJson from '../../package.json';
import { sourcesBelow } from '../support/sources';
import { importsOf, namesOfferedBy, namesUsedIn } from '../support/syntax';

const DOOR = 'gateway/index.ts';

/** What n8n loads, by where its source is. */
const LOADED = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials].map((path) =>
	path.replace(/^dist\/(.*)\.js$/, '$1.ts'),
);
const shipped = ['gateway', 'nodes', 'credentials'].flatMap(sourcesBelow);

test('every file is reached from what n8n loads', () => {
	const reached = new Set<string>();
	const reach = (path: string): void => {
		if (reached.has(path)) return;
		reached.add(path);
		importsOf(path).own.forEach(reach);
	};
	LOADED.forEach(reach);
	expect(reached).toContain(DOOR);
	expect(shipped.filter((path) => !reached.has(path))).toEqual([]);
});

test('the gateway’s door shows nothing that no node or credential takes', () => {
	const taken = new Set(
		[...sourcesBelow('nodes'), ...sourcesBelow('credentials')].flatMap(namesUsedIn),
	);
	const offered = namesOfferedBy(DOOR);
	expect(offered).not.toEqual([]);
	expect(offered.filter((name) => !taken.has(name))).toEqual([]);
});

test('no value is exported that nobody imports', () => {
	const users = [...shipped, ...['test', 'bench', 'scripts'].flatMap(sourcesBelow)];
	const used = new Set(users.flatMap(namesUsedIn));
	const isUsed = (name: string) => used.has(name) || used.has(name.replace(/#.*/, '#*'));
	const others = shipped.filter((path) => path !== DOOR && !LOADED.includes(path));
	const offered = others.flatMap(namesOfferedBy);
	expect(offered).not.toEqual([]);
	expect(offered.filter((name) => !isUsed(name))).toEqual([]);
});
