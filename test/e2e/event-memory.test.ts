/** What n8n's editor says about where events are remembered: in an n8n that has a place for a file, then in one that has none. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { INodePropertyOptions } from 'n8n-workflow';

import { PACKAGE } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';

let stage: Stage;
let folder: string;
beforeAll(async () => {
	stage = await Stage.open();
	folder = join(stage.host.userFolder, '.n8n', 'whatsapp-webhooks');
});
afterAll(async () => await stage.close());

const NODES = ['whatsAppWebhookTrigger', 'whatsAppStreamTrigger'] as const;

/** As the editor asks when it shows the option. */
async function list(node: string): Promise<INodePropertyOptions[]> {
	const body = {
		nodeTypeAndVersion: { name: `${PACKAGE}.${node}`, version: 1 },
		path: 'parameters.options.dedupeStore',
		methodName: 'storeOptionsHere',
		currentNodeParameters: { provider: 'wsapi', options: { dedupeStore: 'automatic' } },
	};
	return await stage.n8n.rest.send('POST', '/rest/dynamic-node-parameters/options', { body });
}

/** The warnings that n8n hands to the editor with the node type. */
async function warnings(node: string): Promise<string[]> {
	const types = await stage.n8n.listNodeTypes();
	const { hints = [] } = types.find(({ name }) => name === `${PACKAGE}.${node}`) ?? {};
	return hints.filter(({ type }) => type === 'warning').map(({ message }) => message);
}

test.each(NODES)('%s, where n8n has a folder: a file in it, and no warning', async (node) => {
	expect(await list(node)).toMatchObject([
		{ name: 'Automatic (Here: Local File)', description: expect.stringContaining(folder) },
		{ name: 'Local File' },
		{ name: 'Memory' },
		{ name: 'Redis' },
	]);
	expect(await warnings(node)).toEqual([]);
});

test('n8n that stops leaves the file closed, with nothing of it in the files beside it', async () => {
	const beside = async () => (await readdir(folder)).filter((name) => /-(wal|shm)$/.test(name));
	expect(await beside()).toHaveLength(2);
	await stage.host.stop({ keepFolder: true });
	expect(await beside()).toEqual([]);
	await stage.host.start();
});

test('where it has none: memory alone, said in the list, beside the node and once in the log', async () => {
	await stage.host.stop({ keepFolder: true });
	await rm(folder, { recursive: true });
	await writeFile(folder, 'a file where the folder should be');
	const log = stage.logFromNow();
	await stage.host.start();
	for (const node of NODES) {
		const [automatic, local] = await list(node);
		const description = expect.stringContaining(`Forgotten when n8n restarts, because the file`);
		expect(automatic).toMatchObject({ name: 'Automatic (Here: Memory)', description });
		expect(local?.description).toBe(automatic?.description);
		expect(local).toMatchObject({ name: 'Local File (Here: Memory)', description });
		expect(await warnings(node)).toEqual([expect.stringContaining(`${folder} is no folder`)]);
	}
	const lines = log()
		.split('\n')
		.filter((line) => line.includes('kept in memory'));
	expect(lines).toHaveLength(1);
});
