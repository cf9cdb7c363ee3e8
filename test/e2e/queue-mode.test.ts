/** n8n in queue mode: main, worker and two webhook processes on Postgres and Redis. */
import { packedPackage } from '../support/e2e/tarball';
import { N8nClient } from '../support/n8n/client';
import { until } from '../support/n8n/process/until';
import { QueueCluster } from '../support/n8n/queue';
import { startBalancer, type Balancer } from '../support/load/balancer';
import { loadWorkflow } from '../support/load/load-workflow';
import { startRunCounter, type RunCounter } from '../support/load/run-counter';
import { scaledClock } from '../support/providers';
import { targetOf } from '../support/providers/scenario';
import { scriptOf } from '../support/providers/scenario-scripts';
import { setUp, WEBHOOK_SECRET, type Setup } from '../support/setups';

/** Cbot's own schedule (5 s, doubling) five times as fast: longer than a lease all the same. */
const CLOCK_FACTOR = 5;

let cluster: QueueCluster;
let n8n: N8nClient;
let setup: Setup<'cbot'>;
let counter: RunCounter;
let balancer: Balancer;

beforeAll(async () => {
	cluster = await QueueCluster.start({
		packages: [packedPackage()],
		webhookProcesses: 2,
	});
	n8n = new N8nClient(cluster.main.baseUrl);
	await n8n.logIn();
	setup = await setUp('cbot', { clock: scaledClock(CLOCK_FACTOR) });
	counter = await startRunCounter();
	balancer = await startBalancer(() => cluster.webhooks.map(({ baseUrl }) => baseUrl));
}, 600_000);

afterAll(async () => {
	await balancer?.close();
	await counter?.close();
	await setup?.simulated.stop();
	await cluster?.stop();
}, 120_000);

/** A published workflow that counts, and the URL the provider delivers to, through the balancer. */
async function publishLoad(options?: Record<string, unknown>) {
	const credential = await n8n.createCredential({
		name: 'Cbot',
		type: setup.credentialType,
		data: setup.fields,
	});
	const { trigger, ...load } = loadWorkflow('cbot', credential, counter.url, options);
	const workflow = await n8n.createWorkflow(load);
	await n8n.publish(workflow);
	for (const { baseUrl } of cluster.webhooks) {
		await n8n.waitForWebhook(`${baseUrl}/webhook/${trigger.webhookId}/webhook`);
	}
	const url = `${balancer.url}/webhook/${trigger.webhookId}/webhook`;
	return { workflowId: workflow.id, target: targetOf(setup.simulated, url, WEBHOOK_SECRET) };
}

let messages = 0;

function newMessage() {
	const id = `LOAD${String(++messages).padStart(8, '0')}`;
	return { id, payload: scriptOf(setup.simulated).text(id, `Message ${id}`, new Date()).payload };
}

/** Runs `tasks` with at most `width` at a time. */
async function pool(tasks: Array<() => Promise<unknown>>, width: number): Promise<void> {
	const queue = [...tasks];
	const worker = async () => {
		for (let task = queue.shift(); task; task = queue.shift()) await task();
	};
	await Promise.all(Array.from({ length: width }, worker));
}

const runsOf = (ids: string[]) => ids.map((id) => counter.runs.get(id) ?? 0);

async function waitForRuns(ids: string[], timeoutMs: number): Promise<void> {
	await until(
		{
			what: 'every event to have run',
			timeoutMs,
			everyMs: 250,
			explain: () => `${runsOf(ids).filter((count) => count === 0).length} have not`,
		},
		async () => runsOf(ids).every((count) => count > 0),
	);
}

test('1,000 events, each delivered three times in random order to random processes: 1,000 executions', async () => {
	const { workflowId, target } = await publishLoad();
	const sent = Array.from({ length: 1_000 }, newMessage);
	const tasks = [...sent, ...sent, ...sent]
		.map((message) => ({ message, order: Math.random() }))
		.sort((a, b) => a.order - b.order)
		.map(
			({ message }) =>
				async () =>
					await setup.simulated.deliver(message.payload, target).done,
		);
	await pool(tasks, 30);
	const ids = sent.map(({ id }) => id);
	await waitForRuns(ids, 300_000);
	const executions = await n8n.waitForExecutions({ workflowId, count: 1_000, timeoutMs: 120_000 });
	expect(executions).toHaveLength(1_000);
	expect(new Set(runsOf(ids))).toEqual(new Set([1]));
}, 600_000);
