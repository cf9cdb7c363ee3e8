/** The stream against a real server: how it is opened, lost, opened again and given up. */
import type { ProviderError } from '../../../gateway/errors';
import {
	connectStream,
	type StreamConnection,
	type StreamSetup,
} from '../../../gateway/stream/connection';
import type { StreamEvent } from '../../../gateway/stream/decoder';
import { wsapi } from '../../../gateway/providers/wsapi';
import { readCredential } from '../../../gateway/credential';
import type { ConnectWay } from '../../../gateway/provider';
import { scaledClock } from '../../support/providers';
import { setUp, type Setup } from '../../support/setups';
import { clockOf, hurriedClock, NEVER_MS } from '../../support/stream/clocks';
import { openByFetch } from '../../support/stream/fetch-stream';
import { until } from '../../support/until';

const ROUTE = 'GET /events/stream';
const KEY = 'sk_test_key_that_nobody_may_see';

let setup: Setup<'wsapi'>;
let connection: StreamConnection;
const taken: StreamEvent[] = [];
const refused: string[] = [];
const lost: Array<{ error: ProviderError; waitMs: number; failures: number }> = [];

type Options = NonNullable<Parameters<typeof setUp<'wsapi'>>[1]>;

async function start(options: Options = {}) {
	setup = await setUp('wsapi', { apiKey: KEY, ...options });
	setup.simulated.instance.pullMode = true;
}

function connect(changes: Partial<StreamSetup> = {}, way: ConnectWay = 'headers') {
	connection = connectStream({
		name: 'WSAPI',
		request: wsapi.stream?.request(readCredential(setup.fields), way) as never,
		open: openByFetch,
		silenceMs: NEVER_MS,
		take: async (event) => taken.push(event) > 0,
		onRefused: (reason) => refused.push(reason),
		onLost: (error, waitMs, failures) => lost.push({ error, waitMs, failures }),
		clock: hurriedClock(),
		random: () => 0,
		...changes,
	});
	return connection;
}

beforeEach(() => {
	taken.length = 0;
	refused.length = 0;
	lost.length = 0;
});
afterEach(async () => {
	await connection.close();
	await setup.simulated.stop();
});

const stream = () => setup.simulated.stream;
const data = () => taken.map((event) => event.data);

/** Holds up who passes until it is opened. */
function gate() {
	let open: () => void = () => {};
	const opened = new Promise<void>((resolve) => (open = resolve));
	return { open: () => open(), pass: async () => await opened };
}
const waits = () => lost.map(({ waitMs }) => waitMs);

test.each(['headers', 'query'] as const)('opens the stream, proving itself by %s', async (way) => {
	await start();
	expect(await connect({}, way).first).toEqual({ kind: 'open' });
	const [request] = setup.simulated.requestsOf(ROUTE);
	const headers = request?.headers ?? {};
	const byHeaders = [headers['x-api-key'], headers['x-instance-id']];
	const byQuery = ['token', 'instanceId'].map((name) => request?.query.get(name) ?? undefined);
	const [used, unused] = way === 'headers' ? [byHeaders, byQuery] : [byQuery, byHeaders];
	expect(used).toEqual([KEY, 'ins_AAAA']);
	expect(unused).toEqual([undefined, undefined]);
	expect(headers).toMatchObject({ accept: 'text/event-stream', 'accept-encoding': 'identity' });
	expect(headers).not.toHaveProperty('last-event-id');
});

test('what the server sends is taken, in its order', async () => {
	await start();
	await connect().first;
	for (const word of ['one', 'two', 'three']) stream().send({ data: word });
	await until(() => taken.length === 3);
	expect(data()).toEqual(['one', 'two', 'three']);
});

describe('a connection that ends', () => {
	test('is opened again, and told what was taken last', async () => {
		await start({ stream: { ids: true } });
		await connect().first;
		stream().send({ data: 'one' });
		stream().send({ data: 'two' });
		await until(() => taken.length === 2);
		stream().open()[0]?.end();
		stream().send({ data: 'three, into the void' });
		await until(() => taken.length === 3);
		expect(data()).toEqual(['one', 'two', 'three, into the void']);
		expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, '2']);
	});

	test('waits as long as the server said with retry:', async () => {
		await start({ stream: { retryMs: 7_000 } });
		await connect().first;
		await until(() => stream().open().length === 1);
		stream().sendRaw('data: one\n\n');
		await until(() => taken.length === 1);
		stream().open()[0]?.end();
		await until(() => stream().readers.length === 2);
		expect(waits()).toEqual([7_000]);
	});

	test('waits longer and longer while the server is away, and begins anew once it is back', async () => {
		await start();
		await connect().first;
		await setup.simulated.goDown();
		await until(() => lost.length >= 9);
		expect(waits().slice(0, 9)).toEqual(
			[1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000),
		);
		await setup.simulated.comeBack();
		await until(() => stream().open().length === 1);
		stream().send({ data: 'back' });
		await until(() => taken.length === 1);
		lost.length = 0;
		stream().open()[0]?.end();
		await until(() => lost.length > 0);
		expect(lost[0]).toMatchObject({ waitMs: 1_000, failures: 1 });
	});

	test('at once each time it is opened is waited for longer and longer too', async () => {
		await start();
		setup.simulated.failNext({
			route: ROUTE,
			times: 4,
			status: 200,
			headers: { 'content-type': 'text/event-stream' },
		});
		connect();
		await until(() => stream().open().length === 1);
		expect(waits()).toEqual([1_000, 2_000, 4_000, 8_000]);
	});
});

test('a server that gives a sign of life and hangs up is left alone for longer and longer', async () => {
	await start();
	connect({
		take: async (event) => {
			taken.push(event);
			return false;
		},
	});
	for (let round = 1; round <= 4; round++) {
		await until(() => stream().open().length === 1);
		stream().sendRaw('data: connected\n\n');
		stream().open()[0]?.end();
		await until(() => lost.length === round);
	}
	expect(data()).toEqual(Array.from({ length: 4 }, () => 'connected'));
	expect(waits()).toEqual([1_000, 2_000, 4_000, 8_000]);
});

test('an event that is too large is said to be, and not asked for again and again', async () => {
	await start({ stream: { ids: true } });
	await connect().first;
	stream().send({ data: 'one' });
	await until(() => taken.length === 1);
	stream().send({ data: 'x'.repeat(17 * 1024 * 1024) });
	await until(() => stream().readers.length === 2 && stream().open().length === 1);
	stream().send({ data: 'the next' });
	await until(() => taken.length === 2);
	expect(data()).toEqual(['one', 'the next']);
	expect(refused).toEqual(['an event of more than 16 million characters']);
	expect(stream().readers.map(({ lastEventId }) => lastEventId)).toEqual([null, null]);
});

test.each([
	['lines', 'data\n'.repeat(120_000), 'an event of more than 100,000 lines'],
	[
		'comments behind a name',
		`event: x\n${':\n'.repeat(120_000)}`,
		'an event of more than 100,000 lines',
	],
	['an id', `id: ${'1'.repeat(17 * 1024 * 1024)}`, 'an event of more than 16 million characters'],
])(
	'an event that consists of %s without an end is given up, said, and not asked for again',
	async (_name, raw, why) => {
		await start({ stream: { ids: true } });
		await connect().first;
		await until(() => stream().open().length === 1);
		stream().sendRaw(raw);
		await until(() => stream().readers.length === 2 && stream().open().length === 1);
		stream().send({ data: 'the next' });
		await until(() => taken.length === 1);
		expect(data()).toEqual(['the next']);
		expect(refused).toEqual([why]);
	},
);

test('goes on where an earlier connection has ended', async () => {
	await start({ stream: { ids: true } });
	await connect().first;
	stream().send({ data: 'one' });
	await until(() => taken.length === 1);
	await connection.close();
	const { lastEventId } = connection;
	expect(lastEventId).toBe('1');
	stream().send({ data: 'in between' });
	await connect({ lastEventId }).first;
	await until(() => taken.length === 2);
	expect(data()).toEqual(['one', 'in between']);
});

describe('a connection that dies without a word', () => {
	/** Its 15 and 60 s are 300 ms and more: a busy machine makes nobody wait as long by itself. */
	const FACTOR = 50;

	test('is noticed and replaced', async () => {
		const clock = scaledClock(FACTOR);
		await start({ clock, stream: { heartbeatMs: 15_000 } });
		await connect({ clock: clockOf(clock), silenceMs: 60_000 }).first;
		await until(() => stream().open().length === 1);
		stream().open()[0]?.fallSilent();
		await until(() => stream().readers.length === 2 && stream().open().length === 1);
		expect(stream().readers.map(({ isOpen }) => isOpen)).toEqual([false, true]);
		expect(lost[0]?.error.message).toBe(
			'The event stream of WSAPI was lost: nothing came for 60 s',
		);
		stream().send({ data: 'still there' });
		await until(() => taken.length === 1);
		expect(data()).toEqual(['still there']);
	});

	test('a quiet one that gives signs of life is left alone', async () => {
		const clock = scaledClock(FACTOR);
		await start({ clock, stream: { heartbeatMs: 15_000 } });
		await connect({ clock: clockOf(clock), silenceMs: 60_000 }).first;
		await clock.wait(3 * 60_000);
		expect(stream().readers).toHaveLength(1);
	});

	test('a server that takes the request and never answers is given up as well', async () => {
		const clock = scaledClock(400);
		await start({ clock });
		setup.simulated.failNext({ route: ROUTE, kind: 'hang' });
		const { first } = connect({ clock: clockOf(clock), silenceMs: 60_000 });
		expect(await first).toMatchObject({
			kind: 'later',
			error: { message: 'The event stream of WSAPI cannot be reached: nothing came for 60 s' },
		});
		await until(() => stream().open().length === 1);
		expect(stream().open()).toHaveLength(1);
	});
});

describe('a server that says no', () => {
	test.each([401, 403, 404])('for good (%d) is asked once', async (status) => {
		await start();
		setup.simulated.failNext({ route: ROUTE, times: 100, status });
		expect(await connect().first).toMatchObject({ kind: 'never' });
		expect(await connection.ended).toMatchObject({ details: { status } });
		expect(setup.simulated.requestsOf(ROUTE)).toHaveLength(1);
	});

	test('for good after all (the key was changed) is asked no more', async () => {
		await start();
		await connect().first;
		setup.simulated.instance.apiKey = 'sk_another';
		stream().open()[0]?.end();
		expect(await connection.ended).toMatchObject({ details: { status: 401 } });
		expect(setup.simulated.requestsOf(ROUTE)).toHaveLength(2);
	});

	test.each([302, 403, 404, 410])(
		'once the stream has been open (%d: a restart behind a proxy) is asked again',
		async (status) => {
			await start();
			await connect().first;
			await until(() => stream().open().length === 1);
			setup.simulated.failNext({ route: ROUTE, times: 3, status });
			stream().open()[0]?.end();
			await until(() => stream().readers.length === 2 && stream().open().length === 1);
			expect(lost.map(({ error }) => error.details.status)).toEqual([null, status, status, status]);
			stream().send({ data: 'back' });
			await until(() => taken.length === 1);
			expect(data()).toEqual(['back']);
		},
	);

	test.each([429, 503])('for now (%d) is left alone for as long as it says', async (status) => {
		await start();
		const headers = { 'retry-after': '120' };
		setup.simulated.failNext({ route: ROUTE, status, headers });
		expect(await connect().first).toMatchObject({ kind: 'later' });
		await until(() => stream().open().length === 1);
		expect(waits()).toEqual([120_000]);
	});
});

test('nothing it says of a failure holds the key, also where the key is in the address', async () => {
	await start();
	setup.fields.apiKey = 'a key & more';
	expect(await connect({}, 'query').first).toMatchObject({ kind: 'never' });
	await connection.close();
	await setup.simulated.goDown();
	await connect({}, 'query').first;
	await until(() => lost.length > 1);
	const said = JSON.stringify([lost, lost.map(({ error }) => [error.message, error.stack])]);
	expect(said).not.toMatch(/a key|a%20key|a\+key|token/);
	await setup.simulated.comeBack();
});

describe('closing', () => {
	test('ends the connection, and nothing is taken after it', async () => {
		await start();
		await connect().first;
		await until(() => stream().open().length === 1);
		await connection.close();
		await until(() => stream().open().length === 0);
		stream().send({ data: 'too late' });
		expect(await connection.ended).toBeNull();
		expect({ taken, open: stream().open() }).toEqual({ taken: [], open: [] });
	});

	test('waits for the event that is being taken', async () => {
		await start();
		const steps = gate();
		const done: string[] = [];
		await connect({
			async take() {
				done.push('begun');
				await steps.pass();
				done.push('taken');
				return true;
			},
		}).first;
		stream().send({ data: 'one' });
		await until(() => done.length > 0);
		const closed = connection.close().then(() => done.push('closed'));
		await new Promise((resolve) => setImmediate(resolve));
		expect(done).toEqual(['begun']);
		steps.open();
		await closed;
		expect(done).toEqual(['begun', 'taken', 'closed']);
	});

	test('ends the wait for the next try', async () => {
		await start();
		const clock = hurriedClock();
		const sleep = clock.sleep;
		clock.sleep = async (_, signal) => await sleep(NEVER_MS, signal);
		await connect({ clock }).first;
		await setup.simulated.goDown();
		await until(() => lost.length === 1);
		await connection.close();
		expect(await connection.ended).toBeNull();
		await setup.simulated.comeBack();
	});

	test('may be done before the first answer, and twice', async () => {
		await start();
		setup.simulated.failNext({ route: ROUTE, kind: 'hang' });
		connect();
		await Promise.all([connection.close(), connection.close()]);
		expect(await connection.first).toEqual({ kind: 'closed' });
	});
});
