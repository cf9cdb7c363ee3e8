/** n8n in queue mode: main, worker and two webhook processes on Postgres and Redis. */
import { packedPackage } from '../support/e2e/tarball';
import { N8nClient } from '../support/n8n/client';
import { QueueCluster } from '../support/n8n/queue';
import { startBalancer, type Balancer } from '../support/load/balancer';
import { publishLoad } from '../support/load/load';
import { startRunCounter, type RunCounter } from '../support/load/run-counter';
import { scaledClock } from '../support/providers';
import { setUp, type Setup } from '../support/setups';

/** Cbot's own schedule (5 s, doubling) five times as fast: longer than a lease all the same. */
const CLOCK_FACTOR = 5;

let cluster: QueueCluster;
let n8n: N8nClient;
let setup: Setup<'cbot'>;
let counter: RunCounter;
let balancer: Balancer;

const baseUrls = () => cluster.webhooks.map(({ baseUrl }) => baseUrl);

beforeAll(async () => {
	cluster = await QueueCluster.start({
		packages: [packedPackage()],
		webhookProcesses: 2,
	});
	n8n = new N8nClient(cluster.main.baseUrl);
	await n8n.logIn();
	setup = await setUp('cbot', { clock: scaledClock(CLOCK_FACTOR) });
	counter = await startRunCounter();
	balancer = await startBalancer(baseUrls);
}, 600_000);

afterAll(async () => {
	await balancer?.close();
	await counter?.close();
	await setup?.simulated.stop();
	await cluster?.stop();
}, 120_000);

test('1,000 events, each delivered three times in random order to random processes: 1,000 executions', async () => {
	const load = await publishLoad({ n8n, counter, balancer, baseUrls }, setup);
	const { workflowId } = load;
	const sent = load.newMessages(1_000);
	const results = await load.deliverAll(sent, { times: 3, width: 30 });
	expect(new Set(results)).toEqual(new Set(['accepted']));
	await load.waitForRuns(sent, 300_000);
	const executions = await n8n.waitForExecutions({ workflowId, count: 1_000, timeoutMs: 120_000 });
	expect(executions).toHaveLength(1_000);
	expect(new Set(load.runsOf(sent))).toEqual(new Set([1]));
}, 600_000);
