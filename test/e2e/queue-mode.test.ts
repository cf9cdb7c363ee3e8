/** n8n in queue mode: main, worker and two webhook processes on Postgres and Redis. */
import { setTimeout as sleep } from 'node:timers/promises';

import { burst, expectAllTaken } from '../support/e2e/burst';
import { packedPackage } from '../support/e2e/tarball';
import { startBalancer, type Balancer } from '../support/load/balancer';
import { lastWords, type Death } from '../support/load/last-words';
import { LABEL, publishLoad, type Load, type Message } from '../support/load/load';
import { startRunCounter, type RunCounter } from '../support/load/run-counter';
import { N8nClient } from '../support/n8n/client';
import { QueueCluster, type QueueMember } from '../support/n8n/queue';
import { until } from '../support/until';
import { scaledClock, type ProviderId } from '../support/providers';
import { setUp, type Setup } from '../support/setups';

/** The providers' schedules so many times as fast. A lease takes its 30 s all the same. */
const CLOCK_FACTOR = 5;

/** Rounds of killing one of the two webhook processes. */
const KILLS = 4;

const RANDOM_PACE = { width: 30 };

/** An execution n8n has on record. */
interface StoredExecution {
	id: string;
	/** n8n's `ExecutionStatus`. */
	status: string;
}

let cluster: QueueCluster;
let n8n: N8nClient;
let cbot: Setup<'cbot'>;
let wsapi: Setup<'wsapi'>;
let counter: RunCounter;
let balancer: Balancer;

/** Those that take deliveries: a process that was killed is not asked until it is back. */
let serving: QueueMember[] = [];
const baseUrls = () => serving.map(({ baseUrl }) => baseUrl);

beforeAll(async () => {
	cluster = await QueueCluster.start({
		packages: [packedPackage()],
		webhookProcesses: 2,
		// n8n keeps its queue in there: a Redis that forgets it loses executions n8n has promised.
		redisSettings: ['appendonly yes', 'appendfsync always'],
	});
	await noteWhatIsStored();
	serving = [...cluster.webhooks];
	n8n = new N8nClient(cluster.main.baseUrl);
	await n8n.logIn();
	const clock = scaledClock(CLOCK_FACTOR);
	[cbot, wsapi] = [await setUp('cbot', { clock }), await setUp('wsapi', { clock })];
	counter = await startRunCounter();
	balancer = await startBalancer(baseUrls);
}, 600_000);

afterAll(async () => {
	await balancer?.close();
	await counter?.close();
	await cbot?.simulated.stop();
	await wsapi?.simulated.stop();
	await cluster?.stop();
}, 120_000);

async function publish(setup: Setup<ProviderId>): Promise<Load> {
	return await publishLoad({ n8n, counter, balancer, baseUrls }, setup);
}

/**
 * Has the database write down which message each execution carries, when n8n stores it: of one that it
 * gives up later, n8n overwrites the data with the error.
 */
async function noteWhatIsStored(): Promise<void> {
	await cluster.postgres.query(`
		CREATE TABLE carried (execution integer, label text);
		CREATE FUNCTION note_carried() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
			INSERT INTO carried SELECT DISTINCT NEW."executionId", label[1]
				FROM regexp_matches(NEW.data, '${LABEL.source}', 'g') label;
			RETURN NULL;
		END $$;
		CREATE TRIGGER note_carried AFTER INSERT ON execution_data
			FOR EACH ROW EXECUTE FUNCTION note_carried();
	`);
}

/** The executions that were stored for each message, by its label. */
async function executionsByLabel(): Promise<Map<string, StoredExecution[]>> {
	const found = new Map<string, StoredExecution[]>();
	const rows = await cluster.postgres.query(
		'SELECT id, status, label FROM carried JOIN execution_entity ON id = execution',
	);
	for (const [id = '', status = '', label = ''] of rows) {
		found.set(label, [...(found.get(label) ?? []), { id, status }]);
	}
	return found;
}

/** What became of each message, by what n8n has on record and by what the runs said of themselves. */
async function accountOf(sent: readonly Message[], deaths: readonly Death[]) {
	const stored = await executionsByLabel();
	const executions = ({ label }: Message) => stored.get(label)?.length ?? 0;
	const atTheEnd = [...balancer.brokenOff, ...lastWords(balancer, deaths)];
	const underWay = new Set(atTheEnd.flatMap((body) => body.match(LABEL) ?? []));
	return {
		underWay: sent.filter(({ label }) => underWay.has(label)),
		once: sent.filter((message) => executions(message) === 1),
		twice: sent.filter((message) => executions(message) > 1),
		without: sent.filter((message) => executions(message) === 0),
	};
}

test.each<['cbot' | 'wsapi', number, () => Setup<'cbot'> | Setup<'wsapi'>]>([
	['cbot', 10_000, () => cbot],
	['wsapi', 5_000, () => wsapi],
])(
	'200 deliveries of one event at once from %s, which waits %d ms, to two processes: all are taken, one execution',
	async (_id, waitsMs, setup) => {
		const load = await publish(setup());
		const message = load.newMessage();
		const path = new URL(load.target.url).pathname;
		const places = baseUrls().map((baseUrl) => ({
			setup: setup() as Setup<'cbot'>,
			url: `${baseUrl}${path}`,
		}));
		const answers = await burst(places, JSON.stringify(message.payload), 200);
		expectAllTaken(answers, 200, waitsMs);
		await load.waitForRuns([message], 60_000);
		expect(await n8n.waitForExecutions({ workflowId: load.workflowId, count: 1 })).toHaveLength(1);
		expect(load.runsOf([message])).toEqual([1]);
	},
	120_000,
);

test('1,000 events, each delivered three times in random order to random processes: 1,000 executions', async () => {
	const load = await publish(cbot);
	const { workflowId } = load;
	const sent = load.newMessages(1_000);
	const results = await load.deliverAll(sent, { times: 3, ...RANDOM_PACE });
	expect(new Set(results)).toEqual(new Set(['accepted']));
	await load.waitForRuns(sent, 300_000);
	const executions = await n8n.waitForExecutions({ workflowId, count: 1_000, timeoutMs: 120_000 });
	expect(executions).toHaveLength(1_000);
	expect(new Set(load.runsOf(sent))).toEqual(new Set([1]));
}, 600_000);

test('webhook processes killed under load: every event runs, and twice only where one died over it', async () => {
	const load = await publish(cbot);
	balancer.brokenOff.length = 0;
	const stream = load.start({ width: 30, pauseMs: 1_500 });
	const deaths: Death[] = [];
	for (let kill = 0; kill < KILLS; kill++) {
		await sleep(1_000 + 2_000 * Math.random());
		const victim = cluster.webhooks[kill % cluster.webhooks.length];
		deaths.push({ baseUrl: victim?.baseUrl ?? '', at: performance.now() });
		await victim?.kill9();
		serving = cluster.webhooks.filter((other) => other !== victim);
		await victim?.start();
		serving = [...cluster.webhooks];
	}
	const { sent, results } = await stream.stop();
	expect(new Set(results)).toEqual(new Set(['accepted']));
	await load.waitForRuns(sent, 120_000);

	const { underWay, once, twice, without } = await accountOf(sent, deaths);
	console.log(
		`${KILLS} kills, ${sent.length} events in ${results.length} deliveries, ${underWay.length} of them under way at a process that died, or just answered: ${once.length} executed once, ${twice.length} twice`,
	);
	expect(without).toEqual([]);
	expect(twice.filter((message) => !underWay.includes(message))).toEqual([]);
}, 600_000);

/**
 * A job that Redis took with it is failed once its lock of 60 s is gone and two rounds of 30 s have seen
 * it. What n8n shows as running for longer, it never ends: its worker gave it up and could not say so.
 */
const GIVEN_UP_AFTER_MS = 150_000;

test.each<[string, () => void | Promise<void>, () => void | Promise<void>]>([
	['is paused', () => cluster.redis.pause(), () => cluster.redis.resume()],
	[
		'is killed and started again',
		async () => await cluster.redis.kill(),
		async () => await cluster.redis.start(),
	],
])(
	"n8n's own Redis %s under load: every event has its execution, and runs unless n8n gave that up",
	async (what, begin, end) => {
		const load = await publish(cbot);
		const stream = load.start({ width: 30, pauseMs: 1_500 });
		await sleep(2_000);
		await begin();
		await sleep(4_000);
		await end();
		await sleep(2_000);
		const { sent, results } = await stream.stop();
		expect(new Set(results)).toEqual(new Set(['accepted']));

		// n8n's worker asks Redis over every execution, and fails for good what it is running while Redis is
		// away or says LOADING. n8n has answered 200 by then: nobody sends the event again, no node can.
		const start = performance.now();
		let stored = await executionsByLabel();
		const isLostByN8n = ({ label }: Message) => {
			const late = performance.now() - start > GIVEN_UP_AFTER_MS;
			const ended = late ? ['error', 'crashed', 'running'] : ['error', 'crashed'];
			const executions = stored.get(label) ?? [];
			return executions.length > 0 && executions.every(({ status }) => ended.includes(status));
		};
		const hasRun = (message: Message) => load.runsOf([message])[0] !== 0;
		const open = () => sent.filter((message) => !hasRun(message) && !isLostByN8n(message));
		const tell = ({ label }: Message) => {
			const answers = balancer.answers.filter((answer) => answer.sent.includes(label));
			const told = answers.map(({ status, body }) => `${status} ${body}`).join(', ');
			return `${label}: ${JSON.stringify(stored.get(label) ?? 'no execution')}; answers ${told}`;
		};
		const explain = () => open().map(tell).join('\n');
		await until(
			async () => {
				stored = await executionsByLabel();
				return open().length === 0;
			},
			{ what: 'every event to have run', timeoutMs: 200_000, everyMs: 1_000, explain },
		);
		const executed = (times: (count: number) => boolean) =>
			sent.filter(({ label }) => times(stored.get(label)?.length ?? 0)).length;
		console.log(
			`Redis ${what}: ${sent.length} events in ${results.length} deliveries: ${executed((count) => count === 1)} with one execution, ${executed((count) => count > 1)} with more; n8n gave up the runs of ${sent.filter((one) => !hasRun(one)).length}`,
		);
		expect(executed((count) => count === 0)).toBe(0);
	},
	500_000,
);
