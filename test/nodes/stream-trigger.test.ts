/** The WhatsApp Stream Trigger in n8n-core's own context, against a real server. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { INode } from 'n8n-workflow';

import { trigger as triggerWith } from '../../nodes/WhatsAppStreamTrigger/trigger';
import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import {
	listenForTestEvent,
	startTrigger,
	type StartedTrigger,
	type StartOptions,
} from '../support/n8n-core/start-trigger';
import { manualClock, scaledClock } from '../support/providers';
import {
	articleMessage,
	message,
	picture,
	PICTURE_ID,
	reminted,
	text,
	voiceNote,
} from '../support/providers/wsapi/payloads';
import { setUp, type Setup } from '../support/setups';
import { clockOf } from '../support/stream/clocks';
import { until, untilItStandsStill } from '../support/until';

const ROUTE = 'GET /events/stream';
const KEY = 'sk_test_key_that_nobody_may_see';

let setup: Setup<'wsapi'>;
const open: StartedTrigger[] = [];
let webhook: ServedTrigger | undefined;
let workflows = 0;

type Options = NonNullable<Parameters<typeof setUp<'wsapi'>>[1]>;

beforeEach(() => void workflows++);
afterEach(async () => {
	for (const started of open.splice(0)) await started.close();
	await webhook?.close();
	webhook = undefined;
	await setup.simulated.stop();
});

async function provider(options: Options = {}) {
	setup = await setUp('wsapi', { apiKey: KEY, ...options });
	setup.simulated.instance.pullMode = true;
}

function node(options: INode['parameters'] = {}, parameters: INode['parameters'] = {}): INode {
	return nodeOf(
		'whatsAppStreamTrigger',
		'Inbox',
		{ provider: 'wsapi', ...parameters, options: { dedupeStore: 'memory', ...options } },
		'whatsAppWsapiApi',
	);
}

const credentials = () => ({ whatsAppWsapiApi: setup.fields });
/** The memory of events is shared by a whole process: each test is a workflow of its own. */
const workflowId = () => `stream-${workflows}`;

async function start(which = node(), options: StartOptions = {}): Promise<StartedTrigger> {
	const started = await startTrigger(which, credentials(), {
		workflowId: workflowId(),
		...options,
	});
	open.push(started);
	await until(() => stream().open().length > 0);
	return started;
}

const stream = () => setup.simulated.stream;
const emit = (payload: unknown) => setup.simulated.emit(payload);
const texts = ({ runs }: StartedTrigger) =>
	runs.map(({ items }) => (items[0]?.json.message as { text: string }).text);
const warnings = ({ log }: StartedTrigger) => log.filter((line) => line.startsWith('warn'));
const numbered = (number: number, filler = '') =>
	message({ id: `3EB0${number}`, text: `${number} ${filler}` });

test('starts a run for each event that is wanted, whatever shape it comes in', async () => {
	await provider();
	const started = await start();
	emit(text('of the server', { id: '3EB01' }));
	emit(text('own', { id: '3EB02', sender: { id: '15550009999@s.whatsapp.net', isMe: true } }));
	emit(articleMessage({ id: '3EB03', body: 'of the article' }));
	setup.simulated.emitNamed(articleMessage({ id: '3EB04', body: 'named' }));
	await until(() => started.runs.length === 3);
	expect(texts(started)).toEqual(['of the server', 'of the article', 'named']);
	expect(started.runs[0]?.items).toEqual([
		{
			json: expect.objectContaining({
				event: 'message.received',
				provider: 'wsapi',
				replyTo: expect.objectContaining({ messageId: '3EB01' }) as unknown,
			}) as unknown,
		},
	]);
	expect(started.runs[0]?.items[0]?.json).not.toHaveProperty('raw');
});

test('obeys the filters and options that the webhook trigger has', async () => {
	await provider();
	const options = { chatTypes: ['group'], includeRaw: true, deduplicate: false };
	const started = await start(node(options, { events: ['message.received', 'message.sent'] }));
	const inGroup = voiceNote({ chatId: '120363000000000001@g.us', isGroup: true });
	emit(text('not in a group'));
	emit(inGroup);
	emit(inGroup);
	await until(() => started.runs.length === 2);
	const [first] = started.runs;
	expect(first?.items[0]?.json).toMatchObject({ chat: { type: 'group' }, raw: inGroup });
	expect(first?.deduplicationKey).toBeUndefined();
});

test('attaches the file of a message where that is wanted, and says so on the item', async () => {
	await provider();
	const bytes = Buffer.alloc(100_000, 'a picture');
	const medium = { bytes, mimeType: 'image/jpeg', fileName: 'receipt.jpg' };
	setup.simulated.media.set(PICTURE_ID, medium);
	const started = await start(node({ downloadMedia: true }));
	emit(picture());
	emit(text('no file', { id: '3EB0B' }));
	await until(() => started.runs.length === 2);
	const items = started.runs.flatMap((run) => run.items);
	const [withFile] = items.filter(({ binary }) => binary !== undefined);
	expect(withFile?.json.message).toMatchObject({
		type: 'image',
		media: { download: { attached: true } },
	});
	const { data = '', ...file } = withFile?.binary?.data ?? {};
	expect(file).toMatchObject({ fileName: 'receipt.jpg', mimeType: 'image/jpeg' });
	expect(Buffer.from(data, 'base64').equals(bytes)).toBe(true);
});

test('fetches the file of a message once, however often n8n refuses to store the run', async () => {
	await provider();
	const medium = { bytes: Buffer.from('a picture'), mimeType: 'image/jpeg', fileName: null };
	setup.simulated.media.set(PICTURE_ID, medium);
	const started = await start(node({ downloadMedia: true }));
	let tries = 0;
	started.store = async () => {
		tries++;
		if (tries === 1) throw new Error('SQLITE_BUSY: database is locked');
	};
	emit(picture());
	await until(() => started.runs.length === 1);
	expect(started.runs[0]?.items[0]?.binary).toBeDefined();
	expect(tries).toBe(2);
	expect(setup.simulated.requestsOf('GET /media/download')).toHaveLength(1);
});

test('reads its parameters while it is registered and never again', async () => {
	await provider();
	let isRegistered = false;
	const started = await start(node({ downloadMedia: true }), {
		async trigger(context) {
			const read = context.getNodeParameter.bind(context);
			context.getNodeParameter = ((...names: Parameters<typeof read>) => {
				if (isRegistered) throw new Error('No bridge acquired for this context');
				return read(...names);
			}) as typeof read;
			const response = await triggerWith(context);
			isRegistered = true;
			return response;
		},
	});
	emit(text());
	await until(() => started.runs.length === 1);
	expect(texts(started)).toEqual(['Hello']);
});

test.each(['headers', 'query'])('connects with %s where that is chosen', async (connectWith) => {
	await provider();
	await start(node({ connectWith }));
	const [request] = setup.simulated.requestsOf(ROUTE);
	expect({ headers: request?.headers['x-api-key'], query: request?.query.get('token') }).toEqual(
		connectWith === 'headers' ? { headers: KEY, query: null } : { headers: undefined, query: KEY },
	);
});

describe('an event runs once', () => {
	test('however often the stream brings it, and under whatever envelope', async () => {
		await provider();
		const started = await start();
		for (const payload of [text(), text(), reminted(text()), text('next', { id: '3EB0B' })]) {
			emit(payload);
		}
		await until(() => started.runs.length === 2);
		expect(texts(started)).toEqual(['Hello', 'next']);
	});

	test('when it comes by webhook and by stream at the same time', async () => {
		await provider({ bothWays: true });
		const started = await start();
		webhook = await serveTrigger(
			nodeOf(
				'whatsAppWebhookTrigger',
				'Webhook',
				{ provider: 'wsapi', registration: 'manual', options: { dedupeStore: 'memory' } },
				'whatsAppWsapiApi',
			),
			credentials(),
			{ workflowId: workflowId() },
		);
		setup.simulated.instance.webhookUrl = webhook.url;
		setup.simulated.instance.signingSecret = setup.fields.webhookSecret ?? '';
		const events = Array.from({ length: 20 }, (_, number) => numbered(number));
		const deliveries = events.flatMap((event) => emit(event));
		const answers = await Promise.all(deliveries.map(async ({ first }) => await first));
		expect(answers.map(({ outcome }) => outcome)).toEqual(
			events.map(() => expect.objectContaining({ status: 200 }) as unknown),
		);
		const ran = () => started.runs.length + (webhook?.runs.length ?? 0);
		await until(() => ran() >= 20);
		await until(() => stream().open()[0]?.sent === 20);
		expect(ran()).toBe(20);
	});

	test('also when it comes again over a new connection', async () => {
		await provider({ stream: { ids: true, retryMs: 500 } });
		const started = await start();
		emit(text());
		await until(() => started.runs.length === 1);
		stream().open()[0]?.end();
		await until(() => stream().open().length === 1);
		emit(text());
		emit(text('next', { id: '3EB0B' }));
		await until(() => started.runs.length === 2);
		expect(texts(started)).toEqual(['Hello', 'next']);
		expect(stream().readers[1]?.lastEventId).toBe('1');
	});

	test('by n8n’s own guard, where the claims have forgotten it', async () => {
		await provider();
		const started = await start();
		emit(text());
		await until(() => started.runs.length === 1);
		expect(started.runs[0]?.deduplicationKey).toMatch(/^[0-9a-f]{64}:stream-\d+:[\w-]{43}$/);
	});
});

test('what n8n could not store is handed over again, and runs', async () => {
	await provider();
	const started = await start();
	let tries = 0;
	started.store = async () => {
		tries++;
		if (tries === 1) throw new Error('SQLITE_BUSY: database is locked');
	};
	emit(text());
	await until(() => started.runs.length === 1);
	expect({ tries, failed: started.failed }).toEqual({ tries: 2, failed: [] });
});

test('a bad event is listed as a failed execution, and the next one runs', async () => {
	await provider();
	const started = await start();
	stream().sendRaw('data: {"eventType":"mess\n\n');
	emit(text());
	await until(() => started.runs.length === 1 && started.failed.length === 1);
	expect(started.failed[0]?.message).toBe(
		'An event of the stream was not run: the body is not a WSAPI webhook',
	);
	expect(started.fatal).toEqual([]);
});

test('after a while, nonsense is listed again', async () => {
	const time = manualClock();
	await provider();
	const timing = { clock: clockOf(time), random: Math.random };
	// Only the test moves this clock, by less than such a silence.
	const started = await start(node({ silenceSeconds: 3_600 }), {
		trigger: async (context) => await triggerWith(context, timing),
	});
	/** Nine of them, and an event that runs when all of them have been taken. */
	const nonsense = async (round: number) => {
		for (let number = 0; number < 9; number++) stream().sendRaw(`data: nonsense ${number}\n\n`);
		emit(numbered(round));
		await until(() => started.runs.length === round);
	};
	await nonsense(1);
	expect(started.failed).toHaveLength(5);
	time.advance(2 * 60_000);
	await nonsense(2);
	expect(started.failed).toHaveLength(7);
	expect(started.log).toContainEqual(
		expect.stringMatching(/^warn: .*: 4 more event\(s\) of the stream were not run, .*webhook$/),
	);
});

describe('an outage in the log', () => {
	const lines = ({ log }: StartedTrigger) => log.filter((line) => /^(warn|info|error)/.test(line));
	const lost = ({ log }: StartedTrigger) =>
		log.filter((line) => /the event stream of WSAPI/i.test(line)).length;
	const opened = ({ log }: StartedTrigger) =>
		log.filter((line) => /the event stream is open/.test(line)).length;
	let time: ReturnType<typeof manualClock>;

	async function startByHand(): Promise<StartedTrigger> {
		time = manualClock();
		await provider();
		const timing = { clock: clockOf(time), random: () => 0 };
		// Only the test moves this clock, by less than such a silence.
		return await start(node({ silenceSeconds: 3_600 }), {
			trigger: async (context) => await triggerWith(context, timing),
		});
	}

	/** Lets every connection be opened and closed at once, so many times. */
	async function flap(started: StartedTrigger, times: number) {
		setup.simulated.failNext({
			route: ROUTE,
			times: times - 1,
			status: 200,
			headers: { 'content-type': 'text/event-stream' },
		});
		const before = { lost: lost(started), opened: opened(started) };
		stream().open()[0]?.end();
		for (let round = 1; round <= times; round++) {
			await until(() => lost(started) === before.lost + round);
			// The longest wait there is, and not long enough for a stream that is open to count as well.
			time.advance(61_000);
		}
		// The trigger's side of it, which may come after the server's.
		await until(() => opened(started) === before.opened + times);
	}

	test('is one line when it begins, and one with a count when it is over', async () => {
		const started = await startByHand();
		await flap(started, 12);
		expect(lines(started)).toEqual([
			expect.stringMatching(/^warn: .*The event stream of WSAPI was lost: the server ended it/),
		]);
		// Open, and not yet for long enough to be believed.
		time.advance(20_000);
		await new Promise((resolve) => setImmediate(resolve));
		expect(lines(started)).toHaveLength(1);
		time.advance(20_000);
		await until(() => lines(started).length === 2);
		expect(lines(started)[1]).toMatch(/^info: .*the event stream flows again.*12 times/);
	});

	test('of a stream that fails again and again is told every ten minutes at most', async () => {
		const started = await startByHand();
		for (let outage = 0; outage < 4; outage++) {
			await flap(started, 2);
			time.advance(31_000);
			if (outage === 0) await until(() => lines(started).length === 2);
		}
		expect(lines(started).map((line) => line.split(':')[0])).toEqual(['warn', 'info']);
		time.advance(600_000);
		await flap(started, 2);
		time.advance(31_000);
		await until(() => lines(started).length === 4);
		expect(lines(started)[3]).toMatch(/8 times/);
	});
});

test('nonsense without end does not fill the list of executions', async () => {
	await provider();
	const started = await start();
	for (let number = 0; number < 200; number++) stream().sendRaw(`data: nonsense ${number}\n\n`);
	emit(text());
	await until(() => started.runs.length === 1);
	expect(started.failed).toHaveLength(5);
	await started.close();
	await until(() => warnings(started).length === 6);
	expect(warnings(started).at(-1)).toContain('195 more event(s) of the stream were not run');
});

describe('publishing', () => {
	const wrong = [
		['a wrong key', () => (setup.fields.apiKey = 'sk_wrong'), /refused the credential.*API Key/],
		['another instance', () => (setup.fields.instanceId = 'ins_B'), /refused the credential/],
		[
			'no address',
			() => (setup.fields.baseUrl = 'wsapi'),
			/does not begin with https:.*Check the Base URL/,
		],
	] as const;
	test.each(wrong)('with %s fails, and says what to do', async (_, spoil, said) => {
		await provider();
		spoil();
		const publishing = startTrigger(node(), credentials());
		await expect(publishing).rejects.toThrow(said);
		await expect(publishing).rejects.not.toThrow(/sk_/);
		expect(stream().readers).toEqual([]);
	});

	test('with a provider that has no stream (by an expression) says what to use instead', async () => {
		await provider();
		const publishing = startTrigger(node({}, { provider: 'chatlevel' }), credentials());
		await expect(publishing).rejects.toThrow(/Chatlevel has no event stream.*Webhook Trigger/);
	});

	test('with an address where nobody is fails, and nothing goes on in the background', async () => {
		await provider();
		setup.simulated.failNext({ route: ROUTE, kind: 'drop' });
		await expect(startTrigger(node(), credentials())).rejects.toThrow(
			/cannot be reached.*Base URL/,
		);
		expect(setup.simulated.requestsOf(ROUTE)).toHaveLength(1);
	});

	test.each(['init', 'leadershipChange'] as const)(
		'by n8n’s own start (%s) goes on trying when the provider is away',
		async (activation) => {
			await provider();
			setup.simulated.failNext({ route: ROUTE, kind: 'drop' });
			const started = await start(node(), { activation });
			emit(text());
			await until(() => started.runs.length === 1);
			expect(texts(started)).toEqual(['Hello']);
		},
	);

	test('goes on trying when the provider wants to be left alone for now', async () => {
		await provider();
		setup.simulated.failNext({ route: ROUTE, status: 503, headers: { 'retry-after': '1' } });
		const before = performance.now();
		await start();
		expect(performance.now() - before).toBeGreaterThan(1_000);
	});
});

test('a key that stops working ends the stream for good, once, and says why', async () => {
	await provider({ stream: { retryMs: 500 } });
	const started = await start();
	setup.simulated.instance.apiKey = 'sk_another';
	stream().open()[0]?.end();
	await until(() => started.fatal.length === 1);
	expect(started.fatal[0]?.message).toMatch(/refused the credential.*HTTP 401.*Check the API Key/);
	expect(setup.simulated.requestsOf(ROUTE)).toHaveLength(2);
	expect(JSON.stringify([started.log, started.fatal[0]?.message])).not.toContain(KEY);
});

describe('registering the node anew', () => {
	test('ends the connection before, whether or not n8n closes it', async () => {
		await provider();
		const lost = await start();
		const started = await start();
		await until(() => stream().readers.length === 2 && stream().open().length === 1);
		emit(text());
		await until(() => started.runs.length === 1);
		await lost.close();
		emit(text('next', { id: '3EB0B' }));
		await until(() => started.runs.length === 2);
		expect({ runs: lost.runs, fatal: lost.fatal }).toEqual({ runs: [], fatal: [] });
		await started.close();
		await until(() => stream().open().length === 0);
		expect(stream().open()).toEqual([]);
	});

	test('leaves another workflow’s connection alone', async () => {
		await provider();
		await start();
		await start(node(), { workflowId: `${workflowId()}-other` });
		await until(() => stream().readers.length === 2);
		expect(stream().open()).toHaveLength(2);
	});

	const again = async (which = node(), options: StartOptions = {}) => {
		const started = await start(node(), options);
		emit(text());
		await until(() => started.runs.length === 1);
		await started.close();
		emit(text('in between', { id: '3EB0B' }));
		return await start(which, options);
	};

	test('goes on where it was', async () => {
		await provider({ stream: { ids: true } });
		const started = await again();
		await until(() => started.runs.length === 1);
		expect(texts(started)).toEqual(['in between']);
		expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, '1']);
	});

	test('begins with what is new where the server gives no ids', async () => {
		await provider();
		await again();
		expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
	});

	test('begins with what is new after more than an hour', async () => {
		await provider({ stream: { ids: true } });
		const time = manualClock();
		const timing = { clock: clockOf(time), random: Math.random };
		const trigger: StartOptions['trigger'] = async (context) => await triggerWith(context, timing);
		const started = await start(node(), { trigger });
		emit(text());
		await until(() => started.runs.length === 1);
		await started.close();
		time.advance(3_600_000);
		await start(node(), { trigger });
		expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
	});

	test('begins with what is new where the credential names another server', async () => {
		await provider({ stream: { ids: true } });
		const started = await start();
		emit(text());
		await until(() => started.runs.length === 1);
		await started.close();
		setup.fields.baseUrl = setup.fields.baseUrl?.replace('127.0.0.1', 'localhost') ?? '';
		await start();
		expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
	});
});

test('a server that is behind a proxy and restarts (404) costs nothing', async () => {
	await provider({ stream: { retryMs: 500 } });
	const started = await start();
	setup.simulated.failNext({ route: ROUTE, status: 404 });
	stream().open()[0]?.end();
	await until(() => stream().readers.length === 2 && stream().open().length === 1);
	emit(text());
	await until(() => started.runs.length === 1);
	expect({ texts: texts(started), fatal: started.fatal }).toEqual({ texts: ['Hello'], fatal: [] });
});

test('an event that is too large is listed as a failed execution, and the next one runs', async () => {
	await provider({ stream: { retryMs: 500 } });
	const started = await start();
	stream().sendRaw(`data: ${'x'.repeat(17 * 1024 * 1024)}\n\n`);
	await until(() => stream().readers.length === 2 && stream().open().length === 1);
	emit(text());
	await until(() => started.runs.length === 1);
	expect(started.failed.map(({ message }) => message)).toEqual([
		'An event of the stream was not run: an event of more than 16 million characters',
	]);
});

describe('deactivating', () => {
	test('closes the connection, and nothing runs any more', async () => {
		await provider();
		const started = await start();
		await started.close();
		await until(() => stream().open().length === 0);
		emit(text());
		expect(stream().open()).toEqual([]);
		expect(started.runs).toEqual([]);
		expect(started.fatal).toEqual([]);
	});

	test('waits until n8n has stored what was taken', async () => {
		await provider();
		const started = await start();
		let stored: () => void = () => {};
		const storing = new Promise<void>((resolve) => (stored = resolve));
		let isStoring = false;
		started.store = async () => {
			isStoring = true;
			await storing;
		};
		emit(text());
		await until(() => isStoring);
		let isClosed = false;
		const closed = started.close().then(() => (isClosed = true));
		await until(() => stream().open().length === 0);
		expect(isClosed).toBe(false);
		stored();
		await closed;
		expect(texts(started)).toEqual(['Hello']);
	});
});

describe('a burst of 10,000 events', () => {
	const COUNT = 10_000;
	/** 40 MB in all: more than the network between two processes holds by itself. */
	const FILLER = 'x'.repeat(4_000);

	/** Enough for 10,000 on a machine that has much else to do. */
	const LONG_MS = 120_000;

	test('is read no faster than n8n takes it, and none is lost', async () => {
		await provider();
		// Runs stay young for as long as this takes: an old one would make room for another.
		const timing = { clock: clockOf(scaledClock(0.01)), random: Math.random };
		const started = await start(node(), {
			trigger: async (context) => await triggerWith(context, timing),
		});
		started.runsGoOn = true;
		for (let number = 0; number < COUNT; number++) emit(numbered(number, FILLER));
		await until(() => started.runs.length >= 50, { timeoutMs: LONG_MS });
		const [reader] = stream().open();
		// Until the network in between is full, and nothing moves any more.
		await untilItStandsStill(() => reader?.sent ?? 0);
		expect(started.runs).toHaveLength(50);
		expect(reader?.unsent).toBeGreaterThan(COUNT / 4);

		started.runsGoOn = false;
		for (const run of started.runs.slice()) run.finish();
		await until(() => started.runs.length >= COUNT, { timeoutMs: LONG_MS });
		expect(texts(started).map((body) => Number(body.split(' ')[0]))).toEqual(
			Array.from({ length: COUNT }, (_, number) => number),
		);
		expect(stream().readers).toHaveLength(1);
	}, 300_000);
});

describe('"Listen for test event"', () => {
	const listen = async (options: StartOptions = {}) =>
		await listenForTestEvent(node(), credentials(), { workflowId: workflowId(), ...options });

	test('gives the first event that is wanted, and ends its connection', async () => {
		await provider();
		const { items } = await listen();
		await until(() => stream().open().length === 1);
		stream().sendRaw('data: nonsense\n\n');
		emit(text('own', { sender: { id: '15550009999@s.whatsapp.net', isMe: true } }));
		emit(text('Hello'));
		emit(text('one too many', { id: '3EB0B' }));
		expect(await items).toMatchObject([{ json: { message: { text: 'Hello' } } }]);
		await until(() => stream().open().length === 0);
		expect(stream().open()).toEqual([]);
	});

	test('neither takes an event from production nor is stopped by one that has run', async () => {
		await provider();
		const started = await start();
		emit(text());
		await until(() => started.runs.length === 1);

		const again = await listen();
		await until(() => stream().open().length === 2);
		emit(text());
		expect(await again.items).toHaveLength(1);
		await until(() => stream().open().length === 1);

		const next = await listen();
		await until(() => stream().open().length === 2);
		emit(text('next', { id: '3EB0B' }));
		expect(await next.items).toHaveLength(1);
		await until(() => started.runs.length === 2);
		expect(texts(started)).toEqual(['Hello', 'next']);
	});

	test('says at once what is wrong', async () => {
		await provider();
		setup.fields.apiKey = 'sk_wrong';
		await expect((await listen()).items).rejects.toThrow(/refused the credential/);
		setup.fields.apiKey = KEY;
		await setup.simulated.goDown();
		await expect((await listen()).items).rejects.toThrow(
			/cannot be reached: no server answers.*Base URL/,
		);
		await setup.simulated.comeBack();
		expect(setup.simulated.requestsOf(ROUTE)).toHaveLength(1);
	});

	test('says what to do where the credential has no address', async () => {
		await provider();
		setup.fields.baseUrl = 'wsapi';
		await expect((await listen()).items).rejects.toThrow(
			/does not begin with https:.*Check the Base URL/,
		);
	});

	test('opens nothing when the user has stopped it before it could', async () => {
		await provider();
		let give: () => void = () => {};
		const given = new Promise<void>((resolve) => (give = resolve));
		const { stop } = await listen({
			async trigger(context) {
				const ask = context.getCredentials.bind(context);
				context.getCredentials = async (type, index) => {
					await given;
					return await ask(type, index);
				};
				return await triggerWith(context);
			},
		});
		await stop();
		give();
		await sleep(500);
		expect(setup.simulated.requestsOf(ROUTE)).toEqual([]);
	});

	test('is over when the user stops it', async () => {
		await provider();
		const { stop } = await listen();
		await until(() => stream().open().length === 1);
		await stop();
		await until(() => stream().open().length === 0);
		expect(stream().open()).toEqual([]);
	});
});

test('an hour with restarts, silences and refusals loses nothing and runs nothing twice', async () => {
	// 1 hour in 12 s: the same clock on both sides.
	const time = scaledClock(300);
	await provider({ clock: time, stream: { ids: true, heartbeatMs: 15_000 } });
	const timing = { clock: clockOf(time), random: Math.random };
	const started = await start(node(), {
		trigger: async (context) => await triggerWith(context, timing),
	});
	const end = time.now() + 3_600_000;
	let sent = 0;
	for (let minute = 0; time.now() < end; minute++) {
		emit(numbered(sent++));
		emit(numbered(sent++));
		if (minute % 10 === 3) stream().open()[0]?.end();
		if (minute % 10 === 5) stream().open()[0]?.fallSilent();
		if (minute % 20 === 7) setup.simulated.failNext({ route: ROUTE, status: 503 });
		if (minute % 20 === 9) {
			await setup.simulated.goDown();
			emit(numbered(sent++));
			await time.wait(45_000);
			await setup.simulated.comeBack();
		}
		await time.wait(60_000);
	}
	await until(() => started.runs.length >= sent);
	const ran = texts(started).map((body) => Number(body));
	expect(ran.sort((a, b) => a - b)).toEqual(Array.from({ length: sent }, (_, number) => number));
	expect(stream().readers.length).toBeGreaterThan(10);
	expect({ fatal: started.fatal, failed: started.failed }).toEqual({ fatal: [], failed: [] });
}, 60_000);
