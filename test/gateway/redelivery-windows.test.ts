/**
 * Each provider's own schedule of re-sends, from the first delivery to the last: whenever one comes,
 * the event has run once and is known. On a clock that the test turns, in both stores that keep
 * their own time.
 */

import { MemoryStore } from '../../gateway/dedupe/stores/memory';
import type { ClaimStore } from '../../gateway/dedupe/core/store';
import { takeDelivery } from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import { policyOfWebhook } from '../../gateway/refusal-policy';
import { findProvider, providers } from '../../gateway/providers';
import type { Delivery } from '../../gateway/verification/verification';
import { findNodeWithSqlite, hasSqlite, runJest } from '../support/node-with-sqlite';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '../support/providers/clock';
import { kitOf } from '../support/providers';
import type { Schedule } from '../support/providers/kit';
import { Machine, SqliteStores } from './dedupe/stores/local/sqlite-store';

const SECRET = 'whsec_test';

/** Installing n8n, the first time, takes minutes. */
const INSTALL_AND_RUN_MS = 30 * 60_000;

/** eazeWA never gives up by itself: for so long, here, no answer of ours reaches it. */
const SILENCE_MS = HOUR_MS;

const WEBHOOK = 'https://n8n.example.com/webhook';
const NAMES = providers.map(({ id }) => id);

/** When each delivery comes, in ms after the first, as long as none of our answers arrives. */
function timesOf({ policy, publishedEndMs = 0, isEndless = false }: Schedule): number[] {
	const times = [0];
	for (;;) {
		const last = times.at(-1) ?? 0;
		const wait = policy.retryAfter({
			number: times.length,
			waitedMs: 0,
			headers: {},
			body: Buffer.alloc(0),
			outcome: { kind: 'timedOut' },
		});
		if (wait === null || (isEndless && last + wait > SILENCE_MS)) {
			return publishedEndMs > last ? [...times, publishedEndMs] : times;
		}
		times.push(last + wait);
	}
}

/** The provider's own text message, as it crosses the wire, with its own proof. */
function deliveryOf(name: string): Delivery {
	const { samples, schedule } = kitOf(name);
	const target = schedule.target(WEBHOOK, SECRET);
	const fixture = samples.fixtures.find(({ expected: [first] }) => {
		return first?.event === 'message.received' && first.message?.type === 'text';
	});
	if (!fixture) throw new Error('there is no text message among the fixtures');
	const rawBody = Buffer.from(JSON.stringify(fixture.payload));
	return {
		rawBody,
		headers: {
			'content-type': 'application/json',
			...schedule.policy.headers(rawBody, target),
			...target.headers,
		},
		query: Object.fromEntries(new URL(target.url).searchParams),
	};
}

/** What becomes of the delivery that comes at each time: how the execution ends, if it has one. */
type Fate = 'stored' | 'not stored';

interface Bench {
	store: ClaimStore;
	pass(milliseconds: number): void;
}

/** Lets the provider deliver at all of `times` and says what the intake made of each delivery. */
async function drive(name: string, { store, pass }: Bench, times: number[], fates: Fate[]) {
	const provider = findProvider(name);
	if (!provider) throw new Error(`${name} is not registered`);
	const credential = readCredential({ webhookSecret: SECRET });
	const keepMs = provider.delivery.dedupeHours * HOUR_MS;
	const settings = {
		events: new Set(['message.received'] as const),
		chatTypes: new Set(['individual', 'group'] as const),
		includeRaw: false,
		dedupe: {
			store,
			scope: 'workflow',
			keepMs,
			waitMs: policyOfWebhook(provider.delivery, credential).waitMs,
		},
	};
	const kinds: string[] = [];
	let now = 0;
	for (const [index, time] of times.entries()) {
		pass(time - now);
		now = time;
		const delivery = deliveryOf(name);
		const outcome = await takeDelivery(delivery, provider, credential, settings);
		kinds.push(outcome.kind === 'refused' ? outcome.reason : outcome.kind);
		if (outcome.kind !== 'accepted') continue;
		expect(outcome.events).toHaveLength(1);
		if (fates[index] === 'not stored') await outcome.claims.release();
		else await outcome.claims.confirm();
	}
	return kinds;
}

const STORES: Array<[string, () => Promise<Bench & { end(): Promise<void> }>]> = [
	[
		'memory',
		async () => {
			let now = 1_000_000;
			const store = new MemoryStore({ now: () => now });
			const pass = (milliseconds: number) => void (now += milliseconds);
			return { store, pass, end: async () => await store.close() };
		},
	],
];
if (hasSqlite) {
	STORES.push([
		'local',
		async () => {
			const machine = new Machine();
			const stores = new SqliteStores(machine);
			const pass = (milliseconds: number) => machine.pass(milliseconds);
			return { store: await stores.open(), pass, end: stores.end };
		},
	]);
} else {
	test(
		'the same holds for the local store, in a Node that has SQLite',
		async () => {
			const thisFile = [
				__filename,
				'--selectProjects',
				'unit',
				'--reporters',
				'default',
				'--verbose',
			];
			const { code, output } = await runJest(await findNodeWithSqlite(), thisFile);
			if (code !== 0) throw new Error(output);
			expect(output).toContain('in the local store');
		},
		INSTALL_AND_RUN_MS,
	);
}

describe.each(STORES)('in the %s store', (_store, open) => {
	let bench: Awaited<ReturnType<typeof open>>;
	beforeEach(async () => {
		bench = await open();
	});
	afterEach(async () => await bench.end());

	test.each(NAMES)('%s: what ran when it first came never runs again', async (name) => {
		const times = timesOf(kitOf(name).schedule);
		const kinds = await drive(name, bench, times, []);
		expect(kinds).toEqual(['accepted', ...times.slice(1).map(() => 'ignored')]);
	});

	test.each(NAMES)('%s: what n8n could not store runs when it comes next, once', async (name) => {
		const times = timesOf(kitOf(name).schedule);
		const kinds = await drive(name, bench, times, ['not stored', 'not stored']);
		const later = times.slice(3).map(() => 'ignored');
		expect(kinds).toEqual(['accepted', 'accepted', 'accepted', ...later]);
	});

	test.each(NAMES)('%s: what only the last re-send brings in still runs', async (name) => {
		const times = timesOf(kitOf(name).schedule);
		const lost = times.slice(1).map((): Fate => 'not stored');
		const kinds = await drive(name, bench, [...times, times.at(-1) ?? 0], lost);
		expect(kinds).toEqual([...times.map(() => 'accepted'), 'ignored']);
	});

	test.each(NAMES)('%s: an event is forgotten when its hours are over', async (name) => {
		const { dedupeHours = 0 } = findProvider(name)?.delivery ?? {};
		const kinds = await drive(name, bench, [0, dedupeHours * HOUR_MS + MINUTE_MS], []);
		expect(kinds).toEqual(['accepted', 'accepted']);
	});
});

describe('the schedules, as they are published', () => {
	const waitsOf = (name: string) => {
		const times = timesOf(kitOf(name).schedule);
		return times.slice(1).map((time, index) => time - (times[index] ?? 0));
	};
	const lengthOf = (name: string) => timesOf(kitOf(name).schedule).at(-1) ?? 0;

	test('Chatlevel: after 30 s, 1 min, 5 min and 1 h, the last 66.5 minutes after the first', () => {
		expect(waitsOf('chatlevel')).toEqual([30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, HOUR_MS]);
		expect(lengthOf('chatlevel')).toBe(66.5 * MINUTE_MS);
	});

	test('Cbot: with increasing delays, up to 24 hours', () => {
		const waits = waitsOf('cbot').slice(0, -1);
		expect(waits.length).toBeGreaterThan(5);
		expect(waits).toEqual([...waits].sort((a, b) => a - b));
		expect(lengthOf('cbot')).toBe(24 * HOUR_MS);
	});

	test('eazeWA: every 3 s, until any answer', () => {
		expect(new Set(waitsOf('eazewa'))).toEqual(new Set([3 * SECOND_MS]));
		expect(lengthOf('eazewa')).toBe(SILENCE_MS);
		const answered = { kind: 'answered', status: 503, body: '' } as const;
		const attempt = { number: 1, waitedMs: 0, headers: {}, body: Buffer.alloc(0) };
		expect(
			kitOf('eazewa').schedule.policy.retryAfter({ ...attempt, outcome: answered }),
		).toBeNull();
	});

	test('Evolution API: nine times, 5 s doubling up to 5 minutes, a fifth more or less, in about 20 minutes', () => {
		const waits = waitsOf('evolution').map((wait) => wait / SECOND_MS);
		expect(waits).toEqual([6, 12, 24, 48, 96, 192, 360, 360, 360]);
		expect(lengthOf('evolution')).toBeLessThan(25 * MINUTE_MS);
		const { policy } = kitOf('evolution').schedule;
		const attempt = { number: 1, waitedMs: 0, headers: {}, body: Buffer.alloc(0) };
		const answered = (status: number) => ({ kind: 'answered', status, body: '' }) as const;
		for (const status of [400, 401, 403, 404, 422]) {
			expect(policy.retryAfter({ ...attempt, outcome: answered(status) })).toBeNull();
		}
		expect(policy.retryAfter({ ...attempt, outcome: answered(503) })).toBe(6 * SECOND_MS);
	});

	test.each(['chatbreez', 'wsapi'])('%s: several, as far as anybody knows', (name) => {
		expect(timesOf(kitOf(name).schedule).length).toBeGreaterThan(3);
	});
});
