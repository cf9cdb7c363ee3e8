/**
 * n8n is killed again and again while deliveries come in, and the provider's schedule runs on. One
 * process, its claims in SQLite.
 *
 * What n8n 2.40 itself does with an execution that was stored when it was killed: one that had not
 * begun is begun at the next start, one that had begun is marked as crashed and never begun again, or,
 * where n8n had not noted the start of a node yet, shown as running for ever.
 * The latter was answered with 200 if there was time, so nobody sends its event again: its run is
 * lost with n8n, and counted here as what it is, an execution that exists.
 */
import { setTimeout as sleep } from 'node:timers/promises';

import { Stage } from '../support/e2e/stage';
import { startBalancer, type Balancer } from '../support/load/balancer';
import { lastWords, type Death } from '../support/load/last-words';
import { LABEL, publishLoad, type Message } from '../support/load/load';
import { startRunCounter, type RunCounter } from '../support/load/run-counter';
import { storedExecutions, type StoredExecution } from '../support/load/stored-executions';
import { scaledClock } from '../support/providers';

/** Cbot's schedule (5 s, doubling) so many times as fast. A lease takes its 30 s all the same. */
const CLOCK_FACTOR = 10;

const KILLS = 4;

let stage: Stage;
let counter: RunCounter;
let balancer: Balancer;
beforeAll(async () => {
	stage = await Stage.open();
	counter = await startRunCounter();
	balancer = await startBalancer(() => [stage.host.baseUrl]);
});
afterAll(async () => {
	await balancer?.close();
	await counter?.close();
	await stage?.close();
});

test('killed at random points: every event runs, and twice only where n8n died over it', async () => {
	const { n8n, host } = stage;
	const setup = await stage.setUp('cbot', { clock: scaledClock(CLOCK_FACTOR) });
	const place = { n8n, counter, balancer, baseUrls: () => [host.baseUrl] };
	const load = await publishLoad(place, setup);

	const stream = load.start({ width: 60, pauseMs: 4_000 });
	const deaths: Death[] = [];
	let lastStart = 0;
	for (let kill = 0; kill < KILLS; kill++) {
		await sleep(2_000 + 4_000 * Math.random());
		deaths.push({ baseUrl: host.baseUrl, at: performance.now() });
		await host.kill9();
		lastStart = Date.now();
		await host.start();
	}
	await sleep(2_000);
	const { sent, results } = await stream.stop();
	expect(new Set(results)).toEqual(new Set(['accepted']));

	await n8n.logIn();
	const { workflowId } = load;
	/** Had begun when n8n was killed, and is shown as running for ever. */
	const isOver = ({ status, startedAt }: Omit<StoredExecution, 'id'>) =>
		status === 'running' && Date.parse(startedAt ?? '') < lastStart;
	const diedWithN8n = (execution: Omit<StoredExecution, 'id'>) =>
		execution.status === 'crashed' || isOver(execution);
	const rows = await n8n.waitForExecutions({ workflowId, count: sent.length, isOver });
	const stored = await storedExecutions(n8n, workflowId);
	const endedWithN8n = ({ label }: Message) => stored.get(label)?.some(diedWithN8n) ?? false;
	const tell = ({ label }: Message) => {
		const answers = balancer.answers.filter(({ sent: body }) => body.includes(label));
		const told = answers.map(({ status, body }) => `${status} ${body}`).join(', ');
		const executions = stored.get(label)?.map(({ status }) => status) ?? ['none'];
		return `${label}: executions ${executions.join(', ')}; answers ${told}`;
	};
	await load.waitForRuns(sent, 30_000, endedWithN8n, tell);

	const atTheEnd = [...balancer.brokenOff, ...lastWords(balancer, deaths)];
	const underWay = new Set(atTheEnd.flatMap((body) => body.match(LABEL) ?? []));
	const executions = ({ label }: Message) => stored.get(label)?.length ?? 0;
	const runs = (message: Message) => load.runsOf([message])[0] ?? 0;
	const twice = sent.filter((message) => executions(message) > 1 || runs(message) > 1);
	const lost = sent.filter((message) => runs(message) === 0);
	console.log(
		`${KILLS} kills, ${sent.length} events in ${results.length} deliveries: ${sent.length - twice.length} executed once, ${twice.length} twice (${underWay.size} were under way or just answered when it died); of ${rows.length} executions n8n itself lost ${rows.filter(diedWithN8n).length} when it died, and so the runs of ${lost.length} events`,
	);
	expect(sent.filter((message) => executions(message) === 0)).toEqual([]);
	expect(twice.filter(({ label }) => !underWay.has(label))).toEqual([]);
	expect(lost.filter((message) => !endedWithN8n(message))).toEqual([]);
}, 400_000);
