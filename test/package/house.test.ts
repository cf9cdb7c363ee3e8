/** The order of the house: which way the arrows run, and where a provider's name may stand. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

import { providers } from '../../gateway/providers';

const ROOT = join(__dirname, '..', '..');

function sourcesBelow(folder: string): string[] {
	return readdirSync(join(ROOT, folder)).flatMap((name) => {
		const path = join(folder, name);
		if (statSync(join(ROOT, path)).isDirectory()) return sourcesBelow(path);
		return path.endsWith('.ts') ? [path] : [];
	});
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');

/** What a source imports of the project's own, as paths from the root. */
function importsOf(path: string): string[] {
	return [...read(path).matchAll(/from '(\.[^']+)'/g)].map(([, target]) =>
		normalize(join(dirname(path), target ?? '')),
	);
}

const gateway = sourcesBelow('gateway');
const SHARED_BY_PROVIDERS = ['dialects', 'whatsapp'].map((name) => join('gateway', name));
const all = [...gateway, ...sourcesBelow('nodes'), ...sourcesBelow('credentials')];

test('nothing in gateway/ knows a node, and only the nodes’ own door leads into gateway/', () => {
	for (const path of gateway) {
		for (const target of importsOf(path)) expect(target.startsWith('gateway')).toBe(true);
	}
	for (const path of sourcesBelow('nodes')) {
		const inside = importsOf(path).filter((target) => target.startsWith('gateway'));
		for (const target of inside) expect(`${path} → ${target}`).toBe(`${path} → gateway`);
	}
	// How a call says who asks is the provider's own: a credential hands it on to n8n.
	for (const path of sourcesBelow('credentials')) expect(importsOf(path)).toEqual(['gateway']);
});

test('gateway/ is free of n8n: it takes n8n-workflow for types and errors at most', () => {
	for (const path of gateway) {
		const packages = [...read(path).matchAll(/from '([^.'][^']*)'/g)].map(([, name]) => name);
		for (const name of packages) expect(name).not.toMatch(/^n8n(?!-workflow$)/);
	}
});

test('no provider imports another one, and what they share imports none of them', () => {
	for (const path of gateway) {
		const room = /^gateway\/providers\/([^/]+)\//.exec(path.split(sep).join('/'))?.[1];
		const isShared = SHARED_BY_PROVIDERS.some((folder) => path.startsWith(folder + sep));
		for (const target of importsOf(path)) {
			const other = /^gateway\/providers\/([^/]+)/.exec(target.split(sep).join('/'))?.[1];
			if (other === undefined) continue;
			if (isShared) expect(`${path} → ${target}`).toBe('nothing');
			if (room !== undefined) expect(other).toBe(room);
		}
	}
});

test('a provider’s name stands in no condition outside its own room', () => {
	const ids = providers.map(({ id }) => id).join('|');
	const condition = new RegExp(`(?:[=!]==?|case|includes\\()\\s*'(?:${ids})'`);
	const elsewhere = all.filter((path) => !path.startsWith(join('gateway', 'providers')));
	for (const path of elsewhere)
		expect(`${relative('.', path)}: ${condition.exec(read(path))?.[0]}`).toMatch(/: undefined$/);
});

test('nothing is written to n8n’s log but by way of what makes it printable', () => {
	const writing = /\blogger\s*(?:\.\s*(?:debug|info|warn|error)\b|\[)/;
	for (const path of all) {
		if (path === join('nodes', 'shared', 'host', 'log.ts')) continue;
		expect(`${path}: ${writing.exec(read(path))?.[0]}`).toMatch(/: undefined$/);
	}
});
