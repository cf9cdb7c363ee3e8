/** The order of the house: which way the arrows run, and where a provider's name may stand. */
import { providers } from '../../gateway/providers';
import { readSource, sourcesBelow } from '../support/sources';
import { importsOf, textsIn } from '../support/syntax';

const gateway = sourcesBelow('gateway');
const nodes = sourcesBelow('nodes');
const credentials = sourcesBelow('credentials');
const all = [...gateway, ...nodes, ...credentials];

/** The door of the gateway. */
const DOOR = 'gateway/index.ts';

/** Imports of the project's own files, as `from → to`. */
const arrowsOf = (paths: readonly string[]) =>
	paths.flatMap((from) => importsOf(from).own.map((to) => ({ from, to })));

const written = ({ from, to }: { from: string; to: string }) => `${from} → ${to}`;

test('no imports run in a circle, not even those of types', () => {
	expect(circleAmong(all)).toBeNull();
});

test('nothing in gateway/ knows a node, and only its door leads into it', () => {
	const outOf = arrowsOf(gateway).filter(({ to }) => !to.startsWith('gateway/'));
	expect(outOf.map(written)).toEqual([]);
	const into = arrowsOf(nodes).filter(({ to }) => to.startsWith('gateway/') && to !== DOOR);
	expect(into.map(written)).toEqual([]);
	// How a call says who asks is the provider's own: a credential hands it on to n8n.
	const others = arrowsOf(credentials).filter(({ to }) => to !== DOOR);
	expect(others.map(written)).toEqual([]);
});

test('gateway/ is free of n8n: it takes n8n-workflow for types and errors at most', () => {
	const packages = gateway.flatMap((path) => importsOf(path).packages);
	expect(packages.filter((name) => /^n8n(?!-workflow$)/.test(name))).toEqual([]);
});

test('no provider imports another one, and what they share imports none of them', () => {
	const roomOf = (path: string) => /^gateway\/providers\/([^/]+)\//.exec(path)?.[1];
	const abroad = arrowsOf(gateway).filter(({ from, to }) => {
		if (/^gateway\/(?:baileys-api|business-api|dialects|whatsapp)\//.test(from))
			return to.startsWith('gateway/providers/');
		return roomOf(to) !== undefined && roomOf(from) !== undefined && roomOf(from) !== roomOf(to);
	});
	expect(abroad.map(written)).toEqual([]);
});

/** What a new node is set to: the one provider that is chosen by its name. */
const NAMED_ON_PURPOSE = ['nodes/shared/editor/provider-property.ts: wsapi'];

test('no provider is named outside its own room, neither by its id nor by its credential', () => {
	const names = new Set(providers.flatMap(({ id, credentialType }) => [id, credentialType]));
	const elsewhere = [...gateway, ...nodes].filter((path) => !path.startsWith('gateway/providers/'));
	const named = elsewhere.flatMap((path) =>
		textsIn(path)
			.flatMap((text) => text.split(/\W+/))
			.filter((word) => names.has(word))
			.map((word) => `${path}: ${word}`),
	);
	expect(named).toEqual(NAMED_ON_PURPOSE);
});

test('nothing is written to n8n’s log but by way of what makes it printable', () => {
	const writing = /\blogger\s*(?:\.\s*(?:debug|info|warn|error)\b|\[)/;
	const log = 'nodes/shared/host/log.ts';
	expect(all).toContain(log);
	expect(all.filter((path) => path !== log && writing.test(readSource(path)))).toEqual([]);
});

/** A way from a file back to itself, if there is one. */
function circleAmong(paths: readonly string[]): string | null {
	const done = new Set<string>();
	const visit = (path: string, way: readonly string[]): string | null => {
		if (way.includes(path)) return [...way.slice(way.indexOf(path)), path].join(' → ');
		if (done.has(path)) return null;
		for (const next of importsOf(path).own) {
			const circle = visit(next, [...way, path]);
			if (circle) return circle;
		}
		done.add(path);
		return null;
	};
	return paths.map((path) => visit(path, [])).find((circle) => circle !== null) ?? null;
}
