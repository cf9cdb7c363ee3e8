/** What the editor says about Event Memory: the list it loads in n8n-core's own context, and the hints beside a node. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { closeStores } from '../../gateway/dedupe/selection/open';
import { WhatsAppStreamTrigger } from '../../nodes/WhatsAppStreamTrigger/WhatsAppStreamTrigger.node';
import { STORE_CHOICES } from '../../nodes/shared/host/choose-store';
import { WhatsAppWebhookTrigger } from '../../nodes/WhatsAppWebhookTrigger/WhatsAppWebhookTrigger.node';
import { additionalDataOf, nodeOf, workflowOf } from '../support/n8n-core/engine';

const TRIGGERS = {
	whatsAppWebhookTrigger: WhatsAppWebhookTrigger,
	whatsAppStreamTrigger: WhatsAppStreamTrigger,
};
const NAMES = ['whatsAppWebhookTrigger', 'whatsAppStreamTrigger'] as const;
type Name = (typeof NAMES)[number];

const before = { ...process.env };
afterEach(async () => {
	await closeStores();
	for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
	Object.assign(process.env, before);
});

/** A folder of n8n's in which no file can be kept, whatever Node this is. */
function leaveNoPlace(): void {
	const user = join(String(process.env.N8N_USER_FOLDER), 'no-folder');
	writeFileSync(user, 'a file');
	process.env.N8N_USER_FOLDER = user;
}

function useQueueMode(): void {
	process.env.EXECUTIONS_MODE = 'queue';
	process.env.QUEUE_BULL_REDIS_HOST = 'redis.internal';
	process.env.QUEUE_BULL_REDIS_PASSWORD = 's3cret';
}

function triggerWith(name: Name, options: INode['parameters'], credentials = {}): INode {
	return { ...nodeOf(name, 'Inbox', { provider: 'wsapi', options }), credentials };
}

/** As n8n asks a node for the choices of a list. */
async function load(node: INode): Promise<INodePropertyOptions[]> {
	const workflow = workflowOf([node]);
	const data = additionalDataOf({}, 'internal', { currentNodeParameters: node.parameters });
	const context = new LoadOptionsContext(workflow, node, data, 'parameters.options.dedupeStore');
	const { methods } = workflow.nodeTypes.getByNameAndVersion(node.type);
	const { loadOptionsMethod } = eventMemory(node).typeOptions ?? {};
	const method = methods?.loadOptions?.[String(loadOptionsMethod)];
	return (await method?.call(context as unknown as ILoadOptionsFunctions)) ?? [];
}

function eventMemory(node: INode): INodeProperties {
	const { properties } = workflowOf([node]).nodeTypes.getByNameAndVersion(node.type).description;
	const options = properties.find(({ name }) => name === 'options')?.options as INodeProperties[];
	return options.find(({ name }) => name === 'dedupeStore') as INodeProperties;
}

/** The hints that the editor shows, found out with n8n's own expressions. */
function hintsFor(name: Name, options: INode['parameters']): string[] {
	const node = triggerWith(name, options);
	const { expression } = workflowOf([node]);
	return (new TRIGGERS[name]().description.hints ?? [])
		.filter(({ displayCondition = '' }) =>
			expression.getSimpleParameterValue(node, displayCondition, 'internal', {}),
		)
		.map(({ message }) => message);
}

describe.each(NAMES)('the list of %s', (name) => {
	test.each(STORE_CHOICES)('has the values it has without n8n, with %s chosen', async (choice) => {
		const node = triggerWith(name, { dedupeStore: choice });
		const fixed = eventMemory(node).options as INodePropertyOptions[];
		expect((await load(node)).map(({ value }) => value)).toEqual(fixed.map(({ value }) => value));
	});

	test('where no file can be kept: what comes to memory says so, and why', async () => {
		leaveNoPlace();
		const [automatic, local, memory] = await load(triggerWith(name, { dedupeStore: 'automatic' }));
		const why = expect.stringMatching(/^Forgotten when n8n restarts, because \w/);
		expect(automatic).toMatchObject({ name: 'Automatic (Here: Memory)', description: why });
		expect(local).toMatchObject({ name: 'Local File (Here: Memory)', description: why });
		expect(memory).toMatchObject({ name: 'Memory' });
	});

	test('in queue mode: automatic is n8n’s own Redis, and where that is', async () => {
		useQueueMode();
		const options = await load(triggerWith(name, { dedupeStore: 'automatic' }));
		expect(options[0]).toEqual({
			name: 'Automatic (Here: Redis)',
			value: 'automatic',
			description: "n8n's own Redis, redis.internal:6379",
		});
		expect(options[3]?.description).toMatch(/n8n's own is used \(redis\.internal:6379\)$/);
		expect(JSON.stringify(options)).not.toContain('s3cret');
	});

	test('says nothing of where the Redis of a credential is', async () => {
		useQueueMode();
		const credentials = { redis: { id: '7', name: 'Shared' } };
		const options = await load(triggerWith(name, { dedupeStore: 'redis' }, credentials));
		expect(options[3]).toEqual((eventMemory(triggerWith(name, {})).options ?? [])[3]);
		expect(options[0]).toMatchObject({ value: 'automatic', name: 'Automatic (Here: Redis)' });
		expect(JSON.stringify(options)).not.toContain('redis.internal');
	});

	test('comes without the option in the node, too', async () => {
		expect(await load(nodeOf(name, 'Inbox', { provider: 'wsapi' }))).toHaveLength(4);
	});
});

describe.each(NAMES)('the hints beside %s', (name) => {
	const ALONE = [expect.stringMatching(/^Events are remembered in memory alone, because \w/)];
	const CHOSEN = [expect.stringMatching(/^Event Memory is set to Memory\. When n8n restarts/)];

	test.each<[INode['parameters'], unknown[]]>([
		[{}, ALONE],
		[{ dedupeStore: 'automatic' }, ALONE],
		[{ dedupeStore: 'local' }, ALONE],
		[{ dedupeStore: 'memory' }, CHOSEN],
		[{ dedupeStore: 'redis' }, []],
		[{ deduplicate: false }, []],
		[{ deduplicate: false, dedupeStore: 'memory' }, []],
	])('where no file can be kept, with %j', (options, hints) => {
		leaveNoPlace();
		expect(hintsFor(name, options)).toEqual(hints);
	});

	test.each<[INode['parameters'], unknown[]]>([
		[{}, []],
		[{ dedupeStore: 'local' }, ALONE],
		[{ dedupeStore: 'memory' }, CHOSEN],
	])('the same in queue mode, with %j', (options, hints) => {
		leaveNoPlace();
		useQueueMode();
		expect(hintsFor(name, options)).toEqual(hints);
	});
});
