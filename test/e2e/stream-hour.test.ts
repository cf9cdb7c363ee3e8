/** An hour of the WhatsApp Stream Trigger in a real n8n whose clock runs fast, and all that befalls it. */
import { Stage } from '../support/e2e/stage';
import { openStreamInbox, type StreamInbox } from '../support/e2e/stream-inbox';
import { fastClockEnvironment } from '../support/n8n/process/fast-clock';
import { until } from '../support/until';
import { scaledClock } from '../support/providers';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../support/providers/clock';
import { message, reminted } from '../support/providers/wsapi/payloads';
import { WEBHOOK_SECRET } from '../support/setups';

/** An hour of n8n, and of the provider, is a minute of ours. */
const FACTOR = 60;
/** Longer, by the fast clock, than a busy machine makes anybody wait for a sign of life. */
const SILENCE_MS = 5 * MINUTE_MS;
const ROUTE = 'GET /events/stream';

const time = scaledClock(FACTOR);

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open({ ...fastClockEnvironment(FACTOR), N8N_METRICS: 'true' });
});
afterAll(async () => await stage.close());

/** Sockets and pipes that n8n has open. */
async function handles(): Promise<number> {
	const metrics = await stage.n8n.rest.sendRaw('GET', '/metrics');
	const [, count] = /^n8n_nodejs_active_handles_total (\d+)/m.exec(metrics) ?? [];
	if (count === undefined) throw new Error('n8n does not say how many handles it has');
	return Number(count);
}

/** Messages as they happen in the world, each with an id of its own. */
function newWorld() {
	const happened: Array<ReturnType<typeof message>> = [];
	const texts: string[] = [];
	return {
		texts,
		next() {
			const text = `message ${happened.length}`;
			const event = message({ id: `3EB0${happened.length}`, text });
			happened.push(event);
			texts.push(text);
			return event;
		},
		/** One of those before, so that all ages have their turn. */
		earlier(step: number) {
			const event = happened[(step * 7) % happened.length];
			if (!event) throw new Error('Nothing has happened yet');
			return event;
		},
	};
}

/** What can befall a connection. After each there has to be exactly one new one. */
function mishaps({ setup: { simulated } }: StreamInbox, emit: () => void) {
	const end = () => simulated.stream.open()[0]?.end();
	return [
		async function ended() {
			end();
		},
		async function refusedForAWhile() {
			simulated.failNext({ route: ROUTE, status: 503, times: 2 });
			end();
		},
		async function serverRestarted() {
			await simulated.goDown();
			emit();
			await time.wait(90 * SECOND_MS);
			await simulated.comeBack();
		},
		async function halfOpen() {
			simulated.stream.open()[0]?.fallSilent();
			emit();
		},
		async function cutOffWhileConnecting() {
			simulated.failNext({ route: ROUTE, kind: 'drop', times: 2 });
			end();
		},
		async function neverAnswered() {
			simulated.failNext({ route: ROUTE, kind: 'hang' });
			end();
		},
	];
}

test('an hour of lost connections and redeliveries: each event runs once, over one connection', async () => {
	const inbox = await openStreamInbox(stage, {
		name: 'an hour',
		provider: { clock: time, stream: { ids: true, heartbeatMs: 15 * SECOND_MS } },
		parameters: { options: { silenceSeconds: SILENCE_MS / SECOND_MS } },
		webhook: true,
	});
	const { simulated } = inbox.setup;
	const { stream } = simulated;
	const world = newWorld();
	const emit = (event = world.next()) => void simulated.emit(event);
	const target = { url: inbox.webhookUrl, secret: WEBHOOK_SECRET };
	const byWebhook = async (event: unknown) => {
		expect(await simulated.deliver(event, target).done).toBe('accepted');
	};

	await inbox.publish();
	emit();
	await inbox.items(1);
	const begin = time.now();
	const handlesBefore = await handles();

	const befall = mishaps(inbox, emit);
	let drops = 0;
	for (; time.now() < begin + HOUR_MS - 3 * SILENCE_MS; drops++) {
		emit();
		await befall[drops % befall.length]?.();
		emit();
		await until(() => stream.readers.length > drops + 1 && stream.open().length === 1, {
			what: 'a new connection',
			timeoutMs: 60_000,
		});
		// What has run comes again, as it was and under a new envelope, by both ways.
		emit(world.earlier(drops));
		emit(reminted(world.earlier(drops + 1)));
		await byWebhook(world.earlier(drops + 2));
		// New ones by both ways: at the same time, the webhook first, the stream first.
		const [together, late, early] = [world.next(), world.next(), world.next()];
		emit(together);
		await byWebhook(together);
		await byWebhook(late);
		emit(late);
		emit(early);
		await time.wait(15 * SECOND_MS);
		await byWebhook(early);
		await time.wait(15 * SECOND_MS);
	}

	// Nothing but signs of life, for longer than a silence may last: the connection stays.
	const opened = stream.readers.length;
	await time.wait(begin + HOUR_MS - time.now());
	expect(stream.readers).toHaveLength(opened);
	for (let step = 0; step < 20; step++) emit(world.earlier(step));
	emit();

	const count = world.texts.length;
	const rows = await stage.n8n.waitForExecutions({ workflowId: inbox.workflow.id, count });
	// One socket left behind by each lost connection would show, and stay. What n8n itself opens and
	// closes all the time may be there at one look.
	await until(async () => (await handles()) - handlesBefore < drops / 2, {
		what: 'about as many handles as before',
		timeoutMs: 15_000,
	});
	expect(await inbox.texts(count)).toEqual([...world.texts].sort());
	expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['success']));

	expect(stream.open()).toHaveLength(1);
	expect(stream.readers).toHaveLength(drops + 1);
	expect(simulated.requestsOf(ROUTE).length).toBeLessThanOrEqual(3 * drops + 1);

	// By n8n's own clock.
	const starts = rows.map(({ startedAt }) => Date.parse(startedAt ?? ''));
	expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThanOrEqual(HOUR_MS);
}, 300_000);
