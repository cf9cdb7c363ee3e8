/** The package as it is published: what is in it, what it needs, and whether n8n takes it. */
import 'reflect-metadata';

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';

import { PackageDirectoryLoader } from 'n8n-core';
import type { INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

import { providers } from '../../gateway/providers';
import packageJson from '../../package.json';
import { ROOT } from '../support/sources';

const DIST = join(ROOT, 'dist');

function filesBelow(folder: string): string[] {
	return readdirSync(folder).flatMap((name) => {
		const path = join(folder, name);
		return statSync(path).isDirectory() ? filesBelow(path) : [path];
	});
}

const built = filesBelow(DIST);
const scripts = built.filter((path) => path.endsWith('.js'));

/** Modules a built file asks for, by `require` or `import()`. */
function needs(path: string): string[] {
	const source = readFileSync(path, 'utf8');
	return [...source.matchAll(/\b(?:require|import)\(\s*["']([^"']+)["']\s*\)/g)].flatMap(
		([, name]) => name ?? [],
	);
}

test('the package has no dependencies but n8n-workflow, which n8n brings', () => {
	expect(packageJson).not.toHaveProperty('dependencies');
	expect(packageJson).not.toHaveProperty('optionalDependencies');
	expect(packageJson.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test('the built files need nothing but n8n-workflow, Node itself and each other', () => {
	expect(scripts.length).toBeGreaterThan(10);
	const node = new Set([
		...builtinModules,
		...builtinModules.map((name) => `node:${name}`),
		'node:sqlite',
	]);
	const foreign = scripts.flatMap((path) =>
		needs(path)
			.filter((name) => !name.startsWith('.') && name !== 'n8n-workflow' && !node.has(name))
			.map((name) => `${relative(ROOT, path)}: ${name}`),
	);
	expect(foreign).toEqual([]);
});

test('the gateway is in it once, so all nodes share its claims', () => {
	const gateway = built.filter((path) => path.startsWith(join(DIST, 'gateway')));
	expect(gateway.map((path) => relative(DIST, path))).toEqual([join('gateway', 'index.js')]);
	const others = scripts.filter((path) => !gateway.includes(path));
	for (const path of others) expect(readFileSync(path, 'utf8')).not.toContain('class MemoryStore');
});

test('every node and credential that package.json names is there, and no other', () => {
	const named = [...packageJson.n8n.nodes, ...packageJson.n8n.credentials].sort();
	const found = built
		.map((path) => relative(ROOT, path))
		.filter((path) => /\.(node|credentials)\.js$/.test(path))
		.sort();
	expect(found).toEqual(named);
});

describe('n8n-core’s own loader', () => {
	const loader = new PackageDirectoryLoader(ROOT);
	beforeAll(async () => await loader.loadAll());

	test('loads every node and credential of it', () => {
		expect(Object.keys(loader.nodeTypes).sort()).toEqual([
			'whatsAppMarkRead',
			'whatsAppReply',
			'whatsAppStreamTrigger',
			'whatsAppWebhookTrigger',
		]);
		expect(Object.keys(loader.credentialTypes).sort()).toEqual(
			providers.map(({ credentialType }) => credentialType).sort(),
		);
	});

	test('finds an icon for light and for dark with each, and they are not the same', () => {
		for (const { type } of Object.values(loader.nodeTypes)) {
			const { iconUrl } = 'description' in type ? type.description : { iconUrl: undefined };
			expectThemed(iconUrl);
		}
		for (const { type } of Object.values(loader.credentialTypes)) expectThemed(type.iconUrl);
	});

	test('finds the codex of each node: the category and words to search for', () => {
		for (const { type } of Object.values(loader.nodeTypes)) {
			const codex = 'description' in type ? type.description.codex : undefined;
			expect(codex).toMatchObject({
				categories: ['Communication'],
				alias: expect.arrayContaining(['WhatsApp']) as unknown,
			});
		}
	});

	test('offers, in every node, the credential of each provider that can be chosen there', () => {
		for (const { type } of Object.values(loader.nodeTypes)) {
			const { credentials = [], properties } = type.description as INodeTypeDescription;
			const field = properties.find(({ name }) => name === 'provider');
			const choices = (field?.options ?? []) as INodePropertyOptions[];
			const wanted = choices.map(({ value }) => [
				value,
				providers.find(({ id }) => id === value)?.credentialType,
			]);
			const offered = credentials
				.filter(({ name }) => name !== 'redis')
				.map(({ name, displayOptions }) => [
					Object.values(displayOptions?.show ?? {})[0]?.[0],
					name,
				]);
			expect(offered.sort()).toEqual(wanted.sort());
		}
	});
});

function expectThemed(iconUrl: unknown): void {
	const { light, dark } = iconUrl as { light: string; dark: string };
	expect(light).not.toBe(dark);
	for (const url of [light, dark]) {
		const path = join(ROOT, url.replace(/^icons\/[^/]+\//, ''));
		expect(readFileSync(path, 'utf8')).toContain('<svg');
	}
}
