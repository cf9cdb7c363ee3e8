/** What a wish for a file comes to: foreseen without touching anything, then for certain. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { StoresOfN8n } from '../../../../support/stores-of-n8n';
import { thisMachine } from '../../../../../nodes/shared/host/environment';
import { freshKeys, LEASE_MS } from '../store-contract';
import { OtherProcess } from './other-process';

const FILE = 'claims.1.sqlite';
const STARTING_MS = 60_000;

let user: string;
let folder: string;
let stores: StoresOfN8n;
let warnings: string[];
const log = { info: () => {}, warn: (line: string) => void warnings.push(line) };

beforeEach(() => {
	user = mkdtempSync(join(tmpdir(), 'n8n-'));
	folder = join(user, '.n8n', 'whatsapp-webhooks');
	stores = new StoresOfN8n({ ...thisMachine, env: { N8N_USER_FOLDER: user } });
	warnings = [];
});
afterEach(async () => {
	await stores.closeAll();
	rmSync(user, { recursive: true, force: true });
});

describe.each(['automatic', 'local'] as const)('%s', (choice) => {
	test('where n8n has a folder: a file in it, which foreseeing does not make', async () => {
		const here = { kind: 'local', where: folder, why: null };
		expect(stores.preflight({ choice })).toEqual(here);
		expect(readdirSync(user)).toEqual([]);
		expect(await stores.describe({ choice }, log)).toEqual(here);
		expect(existsSync(join(folder, FILE))).toBe(true);
		expect(stores.preflight({ choice })).toEqual(here);
		expect(warnings).toEqual([]);
	});

	test.each([
		['n8n’s folder', '.n8n'],
		['ours', join('.n8n', 'whatsapp-webhooks')],
	])('where a file stands in place of %s: memory, with the reason', async (_name, path) => {
		mkdirSync(join(user, path, '..'), { recursive: true });
		writeFileSync(join(user, path), '');
		const here = { kind: 'memory', where: null, why: expect.stringContaining(join(user, path)) };
		expect(stores.preflight({ choice })).toEqual(here);
		expect(await stores.describe({ choice }, log)).toEqual(here);
	});
});

test('what only shows when the file is opened is known from then on, and logged once', async () => {
	const wish = { choice: 'automatic' } as const;
	mkdirSync(join(folder, FILE), { recursive: true });
	expect(stores.preflight(wish)).toMatchObject({ kind: 'local' });
	const here = await stores.describe(wish, log);
	expect(here).toMatchObject({ kind: 'memory', why: expect.stringContaining('cannot be used') });
	expect(stores.preflight(wish)).toEqual(here);
	await stores.open(wish, log).claim(freshKeys(1), 'A', LEASE_MS);
	expect(await stores.describe(wish, log)).toEqual(here);
	expect(warnings).toEqual([expect.stringContaining(String(here.why))]);
});

test(
	'a file that is locked is a file all the same, and it is said that it is locked',
	async () => {
		await stores.describe({ choice: 'local' });
		await stores.closeAll();
		const other = new OtherProcess(['lock', folder]);
		expect(await other.said()).toBe('locked');
		expect(await stores.describe({ choice: 'local' }, log)).toEqual({
			kind: 'local',
			where: folder,
			why: expect.stringContaining('locked by another process'),
		});
		other.goOn();
		await other.ended();
		expect(await stores.describe({ choice: 'local' }, log)).toMatchObject({ why: null });
	},
	STARTING_MS,
);
