/** What happens to an event of a stream, with n8n's part played by the test. */
import { claimEvents } from '../../../gateway/dedupe/core/claims';
import { MemoryStore } from '../../../gateway/dedupe/stores/memory';
import type { WhatsAppEvent } from '../../../gateway/event';
import type { IntakeSettings } from '../../../gateway/intake';
import { readCredential } from '../../../gateway/credential';
import type { StreamingProvider } from '../../../gateway/provider';
import { wsapi } from '../../../gateway/providers/wsapi';
import { STREAM_POLICY } from '../../../gateway/refusal-policy';
import type { StreamEvent } from '../../../gateway/stream/decoder';
import {
	createConsumer,
	type Consumer,
	type ConsumerSetup,
} from '../../../gateway/stream/consumer';
import { manualClock } from '../../support/providers';
import { articleMessage, message, receipt, text } from '../../support/providers/wsapi/payloads';
import { readEvents } from '../../support/read-events';
import { clockOf } from '../../support/stream/clocks';
import { until } from '../../support/until';

interface Started {
	events: WhatsAppEvent[];
	key: string | null;
	/** The run is over. */
	end(): void;
	/** n8n could not store it. */
	refuse(): void;
}

const started: Started[] = [];
const refused: string[] = [];
let time = manualClock();
let store = new MemoryStore();
let consumer: Consumer;

function start(changes: Partial<ConsumerSetup> = {}, settings: Partial<IntakeSettings> = {}) {
	time = manualClock();
	store = new MemoryStore();
	const clock = clockOf(time);
	consumer = createConsumer({
		provider: wsapi as StreamingProvider,
		credential: readCredential({ instanceId: 'ins_AAAA' }),
		settings: {
			events: new Set(['message.received', 'message.status']),
			chatTypes: new Set(['individual', 'group']),
			includeRaw: false,
			dedupe: {
				store,
				scope: 'workflow-1',
				keepMs: 3_600_000,
				waitMs: STREAM_POLICY.waitMs,
				clock,
			},
			...settings,
		},
		prepareRun: async (events) => (key) => {
			const over = new Promise<void>((resolve, reject) => {
				const refuse = () => reject(new Error('the database is locked'));
				started.push({ events, key, end: resolve, refuse });
			});
			return { over };
		},
		onRefused: (reason) => refused.push(reason),
		clock,
		...changes,
	});
}

beforeEach(() => {
	started.length = 0;
	refused.length = 0;
});
afterEach(async () => {
	for (const run of started) run.end();
	await consumer.close();
});

const of = (payload: unknown, name: string | null = null) => ({
	name,
	id: null,
	data: JSON.stringify(payload),
});
const numbered = (number: number) => of(message({ id: `3EB0${number}`, text: `${number}` }));
const texts = () => started.map(({ events }) => events[0]?.message?.text);

/** Lets everything happen that is due, without any time passing. */
const settle = async () => {
	for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
};
async function take(event: StreamEvent): Promise<boolean> {
	const isReal = await consumer.take(event);
	// Its run is made ready and started beside.
	await settle();
	return isReal;
}
async function pass(milliseconds: number) {
	time.advance(milliseconds);
	await settle();
}

/** Whether a second delivery of the event would run: what becomes of its claim. */
async function runsElsewhere(payload: unknown): Promise<boolean> {
	const [event] = readEvents(wsapi, payload) ?? [];
	const clock = clockOf(time);
	const dedupe = { store, scope: 'workflow-1', keepMs: 3_600_000, waitMs: -1, clock };
	const outcome = await claimEvents([event?.eventId ?? ''], dedupe);
	if (outcome.settled) await outcome.claims.release();
	return outcome.settled && outcome.fresh.includes(true);
}

test('an event becomes a run, with a key by which n8n knows it', async () => {
	start();
	await take(of(text('Hello')));
	expect(started).toHaveLength(1);
	expect(started[0]?.events[0]).toMatchObject({ event: 'message.received', provider: 'wsapi' });
	expect(started[0]?.key).toMatch(/^workflow-1:[\w-]+$/);
});

test('an event that speaks of many messages becomes one run with an item for each', async () => {
	start();
	await take(of(receipt('read', ['3EB0A', '3EB0B'])));
	expect(started.map(({ events }) => events.map(({ status }) => status?.messageId))).toEqual([
		['3EB0A', '3EB0B'],
	]);
});

test('named events with bare data and bare envelopes are the same event', async () => {
	start();
	await take(of(articleMessage().data, 'message'));
	started[0]?.end();
	await settle();
	await take(of(articleMessage()));
	expect(texts()).toEqual(['Hello']);
});

test('what is not wanted, and signs of life, are nothing', async () => {
	start({}, { events: new Set(['call.updated']) });
	expect(await take(of(text('Hello')))).toBe(true);
	for (const data of ['', ' ', 'ping', 'OK', 'keep-alive']) {
		expect(await take({ name: null, id: null, data })).toBe(false);
	}
	expect(await take(of({ at: 1 }, 'heartbeat'))).toBe(false);
	expect({ started, refused }).toEqual({ started: [], refused: [] });
});

test.each([
	['no JSON', '{"event":"mess', /not a WSAPI/],
	['not of this provider', '{"hello":"world"}', /not a WSAPI/],
	[
		'of another instance',
		JSON.stringify({ ...text(), instanceId: 'ins_BBBB' }),
		/another instance/,
	],
])('one that is %s is said to be, and the next one runs', async (_, data, reason) => {
	start();
	expect(await take({ name: null, id: null, data })).toBe(false);
	expect(await take(of(text('Hello')))).toBe(true);
	expect(refused).toEqual([expect.stringMatching(reason)]);
	expect(texts()).toEqual(['Hello']);
});

test('a failure of our own costs the one event, and says nothing of the key', async () => {
	start({ credential: readCredential({ instanceId: 'ins_AAAA', apiKey: 'sk_1234' }) });
	let isBroken = true;
	const { claim } = store;
	store.claim = async (...args) => {
		if (isBroken) throw new TypeError('cannot read sk_1234 of undefined');
		return await claim.apply(store, args);
	};
	await take(of(text('Hello')));
	expect(refused).toEqual(['the intake failed: TypeError: cannot read [removed] of undefined']);
	isBroken = false;
	await take(of(text('Hello')));
	expect(texts()).toEqual(['Hello']);
});

describe('the claim', () => {
	test('is confirmed when the run is over', async () => {
		start();
		await take(of(text()));
		started[0]?.end();
		await settle();
		await take(of(text()));
		expect(started).toHaveLength(1);
	});

	test('is confirmed soon after n8n has not refused the run, however long it goes on', async () => {
		start();
		await take(of(text()));
		expect(await runsElsewhere(text())).toBe(false);
		await pass(2_000);
		// Longer than the lease of a claim nobody has confirmed.
		await pass(60_000);
		expect(await runsElsewhere(text())).toBe(false);
	});

	test('is released when n8n could not store the run', async () => {
		start();
		await take(of(text()));
		started[0]?.refuse();
		await settle();
		expect(await runsElsewhere(text())).toBe(true);
	});
});

describe('a run that n8n could not store', () => {
	test('is tried again, for nobody sends it a second time', async () => {
		start();
		await take(of(text('Hello')));
		started[0]?.refuse();
		await settle();
		await pass(1_000);
		started[1]?.end();
		await settle();
		expect(texts()).toEqual(['Hello', 'Hello']);
		expect(await runsElsewhere(text('Hello'))).toBe(false);
		expect(refused).toEqual([]);
	});

	test('has a key of its own each time, for n8n may know the first one without having run it', async () => {
		start();
		await take(of(text('Hello')));
		for (const wait of [1_000, 4_000, 0]) {
			started.at(-1)?.refuse();
			await settle();
			await pass(wait);
		}
		const [first = null, ...later] = started.map(({ key }) => key);
		expect(first).toMatch(/^workflow-1:[\w-]+$/);
		expect(later).toEqual([`${first}:2`, `${first}:3`]);
	});

	test('is made ready once, however often it is tried', async () => {
		let prepared = 0;
		let tries = 0;
		start({
			prepareRun: async () => {
				prepared++;
				return () => {
					tries++;
					const over = tries < 3 ? Promise.reject(new Error('locked')) : Promise.resolve();
					return { over };
				};
			},
		});
		await take(of(text()));
		for (const wait of [1_000, 4_000]) {
			await settle();
			await pass(wait);
		}
		expect({ prepared, tries, refused }).toEqual({ prepared: 1, tries: 3, refused: [] });
	});

	test('is said to be lost when there is no time left to try it again', async () => {
		start();
		await take(of(text('refused before the end')));
		await take(of(text('refused while it ends', { id: '3EB0B' })));
		started[0]?.refuse();
		await settle();
		const closed = consumer.close();
		started[1]?.refuse();
		await closed;
		await settle();
		const lost = 'n8n could not store the execution: the database is locked';
		expect(refused).toEqual([lost, lost]);
		expect(started).toHaveLength(2);
	});

	test('is not, when it has come another way and run in between', async () => {
		start();
		await take(of(text()));
		started[0]?.refuse();
		await settle();
		const second = createConsumerBeside();
		await second.take(of(text()));
		await pass(1_000);
		expect(started).toHaveLength(2);
		await second.close();
	});

	test('is given up after three times, said why, and free for another delivery', async () => {
		start();
		await take(of(text()));
		for (const wait of [1_000, 4_000, 0]) {
			started.at(-1)?.refuse();
			await settle();
			await pass(wait);
		}
		expect(started).toHaveLength(3);
		expect(refused).toEqual(['n8n could not store the execution: the database is locked']);
		expect(await runsElsewhere(text())).toBe(true);
	});

	test('is tried again when it could not even be handed over', async () => {
		let tries = 0;
		start({
			prepareRun: async () => {
				tries++;
				if (tries === 1) throw new Error('no credential for the files');
				return () => ({ over: Promise.resolve() });
			},
		});
		await take(of(text()));
		await settle();
		await pass(1_000);
		expect({ tries, refused }).toEqual({ tries: 2, refused: [] });
		expect(await runsElsewhere(text())).toBe(false);
	});

	test('is tried again also when n8n says so late', async () => {
		start();
		await take(of(text('Hello'))); // 20 s: a connection of the database that timed out.
		await pass(20_000);
		started[0]?.refuse();
		await settle();
		await pass(1_000);
		expect(texts()).toEqual(['Hello', 'Hello']);
	});

	/** The webhook's way in, as far as the claims go. */
	function createConsumerBeside(): Consumer {
		const clock = clockOf(time);
		return createConsumer({
			provider: wsapi as StreamingProvider,
			credential: readCredential({ instanceId: 'ins_AAAA' }),
			settings: {
				events: new Set(['message.received']),
				chatTypes: new Set(['individual']),
				includeRaw: false,
				dedupe: { store, scope: 'workflow-1', keepMs: 3_600_000, waitMs: 3_500, clock },
			},
			prepareRun: async (events) => (key) => {
				started.push({ events, key, end: () => {}, refuse: () => {} });
				return { over: Promise.resolve() };
			},
			onRefused: () => {},
			clock,
		});
	}
});

describe('a burst', () => {
	test('is taken at the pace at which runs end, in order and whole', async () => {
		start();
		const burst = Array.from({ length: 300 }, (_, number) => numbered(number));
		let taken = 0;
		const reading = (async () => {
			for (const event of burst) {
				await consumer.take(event);
				taken++;
			}
		})();
		await settle();
		expect({ taken, started: started.length }).toEqual({ taken: 50, started: 50 });
		started[0]?.end();
		await settle();
		expect({ taken, started: started.length }).toEqual({ taken: 51, started: 51 });
		for (let index = 0; index < burst.length; index++) {
			await until(() => started.length > index);
			started[index]?.end();
		}
		await reading;
		expect(texts()).toEqual(burst.map((_, number) => String(number)));
	});

	test('is not held up by runs that go on for long', async () => {
		start();
		for (let number = 0; number < 50; number++) await take(numbered(number));
		const next = consumer.take(numbered(50));
		await pass(9_000);
		expect(started).toHaveLength(50);
		await pass(1_000);
		await next;
		expect(started).toHaveLength(51);
	});

	test('has an end to how many go on for long, too', async () => {
		start();
		let taken = 0;
		const reading = (async () => {
			for (let number = 0; number < 1_100; number++, taken++) await consumer.take(numbered(number));
		})();
		for (let round = 0; round < 30; round++) {
			await settle();
			await pass(10_000);
		}
		await until(() => taken === 1_000);
		await settle();
		expect(started).toHaveLength(1_000);
		for (let index = 0; index < 1_100; index++) {
			await until(() => started.length > index);
			started[index]?.end();
		}
		await reading;
		expect(started).toHaveLength(1_100);
	});
});

describe('closing', () => {
	test('lets nothing in any more, not even what waits for its turn', async () => {
		start();
		for (let number = 0; number < 50; number++) await take(numbered(number));
		const waiting = consumer.take(numbered(50));
		const closed = consumer.close();
		await waiting;
		await take(numbered(51));
		for (const run of started) run.end();
		await closed;
		expect(started).toHaveLength(50);
	});

	test('lets go of an event that is just being claimed', async () => {
		start();
		let goOn: () => void = () => {};
		const { claim } = store;
		store.claim = async (...args) => {
			await new Promise<void>((resolve) => (goOn = resolve));
			return await claim.apply(store, args);
		};
		const taking = consumer.take(of(text()));
		await settle();
		const closed = consumer.close();
		goOn();
		await Promise.all([taking, closed]);
		store.claim = claim.bind(store);
		expect(started).toEqual([]);
		expect(await runsElsewhere(text())).toBe(true);
	});

	test('waits until it is known what became of the runs, not for their end', async () => {
		start();
		await take(of(text()));
		let isClosed = false;
		const closed = consumer.close().then(() => (isClosed = true));
		await settle();
		expect(isClosed).toBe(false);
		await pass(2_000);
		await closed;
		expect(await runsElsewhere(text())).toBe(false);
	});
});
