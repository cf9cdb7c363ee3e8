/** The WhatsApp Stream Trigger in a real n8n: over a real connection, into real executions. */
import { randomUUID } from 'node:crypto';

import type { INode } from 'n8n-workflow';

import { inARow, node, ourNode } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';
import type { StoredWorkflow } from '../support/n8n/client';
import { until } from '../support/n8n/process/until';
import { articleMessage, message, text } from '../support/providers/payloads/wsapi';
import type { SimulatedProviders } from '../support/providers';
import { WEBHOOK_SECRET, type Setup } from '../support/setups';

const STREAM = 'WhatsApp Stream Trigger';
const WEBHOOK = 'WhatsApp Webhook Trigger';
const ROUTE = 'GET /events/stream';
const SETTLE_MS = 30_000;

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

type Options = SimulatedProviders['wsapi']['options'];

interface Inbox {
	setup: Setup<'wsapi'>;
	workflow: StoredWorkflow;
	/** Texts of the messages that ran, one per execution, in the order of the executions. */
	texts(count: number): Promise<string[]>;
}

async function inbox(
	options: Options = {},
	parameters: INode['parameters'] = {},
	more: (stored: Parameters<typeof ourNode>[3]) => INode[] = () => [],
	fields: Record<string, string> = {},
): Promise<Inbox> {
	const setup = await stage.setUp('wsapi', options);
	setup.simulated.instance.pullMode = true;
	const credential = await stage.credential(setup, fields);
	const trigger = ourNode(
		'whatsAppStreamTrigger',
		STREAM,
		{ provider: 'wsapi', ...parameters },
		credential,
	);
	const end = node('n8n-nodes-base.noOp', 'End');
	const workflow = await stage.n8n.createWorkflow({
		name: (expect.getState().currentTestName ?? '').slice(0, 120),
		nodes: [trigger, end, ...more(credential)],
		connections: inARow([trigger, end]),
		settings: { executionOrder: 'v1' },
	});
	return {
		setup,
		workflow,
		async texts(count) {
			const rows = await stage.n8n.waitForExecutions({ workflowId: workflow.id, count });
			const runs = await Promise.all(rows.map(async ({ id }) => await stage.n8n.readExecution(id)));
			return runs.reverse().map((run) => {
				const [item] = [...run.items(STREAM), ...run.items(WEBHOOK)];
				return (item?.json.message as { text: string } | undefined)?.text ?? 'no message';
			});
		},
	};
}

async function publish({ workflow, setup }: Inbox): Promise<void> {
	const { status, triggers } = await stage.n8n.publish(workflow);
	if (status !== 'published') {
		throw new Error(`the workflow is ${status}: ${triggers[0]?.errorMessage}`);
	}
	await connected(setup, 1);
}

async function connected({ simulated }: Setup<'wsapi'>, count: number): Promise<void> {
	await until({ what: `${count} open stream(s)`, timeoutMs: SETTLE_MS }, async () => {
		return simulated.stream.open().length === count;
	});
}

const said = (id: string, body: string) => message({ id, text: body });

test('every event of the stream runs the workflow once, in either shape', async () => {
	const box = await inbox();
	await publish(box);
	const { simulated } = box.setup;
	simulated.emit(said('3EB01', 'of the server'));
	simulated.emit(said('3EB01', 'of the server'));
	simulated.emitNamed(articleMessage({ id: '3EB02', body: 'of the article' }));
	simulated.emit(said('3EB03', 'the last'));
	expect(await box.texts(3)).toEqual(['of the server', 'of the article', 'the last']);
	expect(simulated.requestsOf(ROUTE)[0]?.headers['x-api-key']).toBe(simulated.instance.apiKey);
});

test('a server that restarts in the middle costs nothing', async () => {
	const box = await inbox(
		{ stream: { ids: true, retryMs: 500 } },
		{ options: { connectWith: 'query' } },
	);
	await publish(box);
	const { simulated } = box.setup;
	simulated.emit(said('3EB01', 'before'));
	expect(await box.texts(1)).toEqual(['before']);
	await simulated.goDown();
	simulated.emit(said('3EB02', 'while it was away'));
	await simulated.comeBack();
	await connected(box.setup, 1);
	simulated.emit(said('3EB03', 'after'));
	expect(await box.texts(3)).toEqual(['before', 'while it was away', 'after']);
	expect(simulated.stream.readers.at(-1)?.lastEventId).toBe('1');
});

test('a connection that has died without a word is noticed and replaced', async () => {
	const box = await inbox(
		{ stream: { heartbeatMs: 1_000, ids: true } },
		{ options: { silenceSeconds: 5 } },
	);
	await publish(box);
	const { simulated } = box.setup;
	simulated.stream.open()[0]?.fallSilent();
	simulated.emit(said('3EB01', 'into the void'));
	await until({ what: 'a new connection', timeoutMs: SETTLE_MS }, async () => {
		return simulated.stream.readers.length === 2;
	});
	await connected(box.setup, 1);
	simulated.emit(said('3EB02', 'heard'));
	expect(await box.texts(1)).toEqual(['heard']);
});

test('an event that comes by webhook and by stream runs once', async () => {
	const box = await inbox({ bothWays: true }, {}, (credential) => [
		{
			...ourNode(
				'whatsAppWebhookTrigger',
				WEBHOOK,
				{ provider: 'wsapi', registration: 'manual' },
				credential,
			),
			webhookId: randomUUID(),
		},
	]);
	await publish(box);
	const { simulated } = box.setup;
	const [webhook] = box.workflow.nodes.filter(({ name }) => name === WEBHOOK);
	const url = stage.n8n.productionUrl({ node: webhook as INode });
	await stage.n8n.waitForWebhook(url);
	simulated.instance.webhookUrl = url;
	simulated.instance.signingSecret = WEBHOOK_SECRET;
	const wanted = Array.from({ length: 20 }, (_, number) => `message ${number}`);
	const deliveries = wanted.flatMap((body, number) => simulated.emit(said(`3EB0${number}`, body)));
	const results = await Promise.all(deliveries.map(async ({ done }) => await done));
	expect(new Set(results)).toEqual(new Set(['accepted']));
	expect((await box.texts(20)).sort()).toEqual(wanted.sort());
});

test('n8n’s own guard keeps an event to one run where the memory of it is lost', async () => {
	const box = await inbox({}, { options: { dedupeStore: 'memory' } });
	await publish(box);
	box.setup.simulated.emit(text('Hello'));
	expect(await box.texts(1)).toEqual(['Hello']);
	await stage.host.restart();
	await stage.n8n.logIn();
	await connected(box.setup, 1);
	box.setup.simulated.emit(text('Hello'));
	box.setup.simulated.emit(said('3EB0B', 'the next one'));
	expect(await box.texts(2)).toEqual(['Hello', 'the next one']);
});

test('a bad event is listed as a failed execution, and the stream goes on', async () => {
	const box = await inbox();
	await publish(box);
	box.setup.simulated.stream.sendRaw('data: {"eventType":"mess\n\n');
	const [failed] = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 1 });
	expect(failed?.status).toBe('error');
	const { error } = await stage.n8n.readExecution(failed?.id ?? '');
	expect(error?.message).toContain('An event of the stream was not run');
	box.setup.simulated.emit(text('Hello'));
	await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 2 });
	expect(box.setup.simulated.stream.readers).toHaveLength(1);
});

test('a burst is taken whole', async () => {
	const box = await inbox();
	await publish(box);
	const wanted = Array.from({ length: 300 }, (_, number) => `message ${number}`);
	for (const [number, body] of wanted.entries()) {
		box.setup.simulated.emit(said(`3EB0${number}`, body));
	}
	expect((await box.texts(300)).sort()).toEqual(wanted.sort());
}, 180_000);

test('unpublishing closes the connection', async () => {
	const box = await inbox();
	await publish(box);
	await stage.n8n.unpublish(box.workflow.id);
	await connected(box.setup, 0);
	expect(box.setup.simulated.stream.readers).toHaveLength(1);
});

test('publishing with a wrong key fails and says why, and asks no more', async () => {
	const log = stage.logFromNow();
	const box = await inbox({}, { options: { connectWith: 'query' } }, () => [], {
		apiKey: 'sk_wrong_and_secret',
	});
	const { status, triggers } = await stage.n8n.publish(box.workflow);
	expect(status).toBe('failed');
	expect(triggers[0]?.errorMessage).toMatch(/WSAPI refused the credential.*HTTP 401.*API Key/);
	const asked = box.setup.simulated.requestsOf(ROUTE).length;
	expect(asked).toBeLessThanOrEqual(5);
	await new Promise((resolve) => setTimeout(resolve, 3_000));
	expect(box.setup.simulated.requestsOf(ROUTE)).toHaveLength(asked);
	expect(log() + triggers[0]?.errorMessage).not.toContain('sk_wrong_and_secret');
});

test('a key that stops working ends the stream; n8n tries again and mends it by itself', async () => {
	const box = await inbox({ stream: { retryMs: 500 } });
	await publish(box);
	const { simulated } = box.setup;
	const { apiKey } = simulated.instance;
	const log = stage.logFromNow();
	simulated.instance.apiKey = 'sk_another';
	simulated.stream.open()[0]?.end();
	await until({ what: 'n8n to hear of it', timeoutMs: SETTLE_MS }, async () => {
		return log().includes('refused the credential for its event stream (HTTP 401)');
	});
	simulated.instance.apiKey = apiKey;
	await connected(box.setup, 1);
	simulated.emit(text('Hello'));
	expect(await box.texts(1)).toEqual(['Hello']);
	expect(log()).not.toContain(apiKey);
});

describe('"Listen for test event"', () => {
	test('gives one event, beside production, and closes its connection', async () => {
		const box = await inbox();
		await publish(box);
		const { simulated } = box.setup;
		simulated.emit(text('Hello'));
		expect(await box.texts(1)).toEqual(['Hello']);

		await stage.n8n.startListening(box.workflow.id, STREAM);
		await connected(box.setup, 2);
		simulated.emit(text('Hello'));
		const rows = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 2 });
		expect(rows.map(({ mode, status }) => ({ mode, status }))).toEqual([
			{ mode: 'manual', status: 'success' },
			{ mode: 'trigger', status: 'success' },
		]);
		expect(await box.texts(2)).toEqual(['Hello', 'Hello']);
		await connected(box.setup, 1);
	});

	test('says at once when the key is wrong', async () => {
		const box = await inbox({}, {}, () => [], { apiKey: 'sk_wrong' });
		await stage.n8n.startListening(box.workflow.id, STREAM);
		const [row] = await stage.n8n.waitForExecutions({ workflowId: box.workflow.id, count: 1 });
		const { error } = await stage.n8n.readExecution(row?.id ?? '');
		expect(error?.message).toMatch(/WSAPI refused the credential.*HTTP 401/);
	});
});
