/** Whole deliveries while the store is down: no event is lost, and none runs twice in one process. */
import { claimEvents, type Dedupe } from '../../../../gateway/dedupe/core/claims';
import { StoresOfN8n } from '../../../support/stores-of-n8n';
import { thisMachine } from '../../../../nodes/shared/host/environment';
import { CHAT_TYPES, EVENT_NAMES } from '../../../../gateway/event';
import { takeDelivery } from '../../../../gateway/intake';
import { readCredential } from '../../../../gateway/credential';
import type { Provider } from '../../../../gateway/provider';
import { wsapi } from '../../../../gateway/providers/wsapi';
import { policyOfWebhook, type RefusalPolicy } from '../../../../gateway/refusal-policy';
import { RedisServer } from '../../../support/redis/server';
import { readEvents } from '../../../support/read-events';
import { until } from '../../../support/until';

jest.setTimeout(60_000);

/** What matters here of a provider is whether it sends again. */
const sendsAgain: Provider = {
	...wsapi,
	delivery: { ...wsapi.delivery, resendsAfterServerError: () => true },
};
const sendsOnce: Provider = {
	...wsapi,
	delivery: { ...wsapi.delivery, answerWithinMs: null, resendsAfterServerError: () => false },
};

let server: RedisServer;
let stores: StoresOfN8n;
let otherProcess: StoresOfN8n;
let lines: string[];
/** What events are remembered by, when they are delivered to that process. */
let inProcess: (process: StoresOfN8n, policy: RefusalPolicy) => Dedupe;

beforeEach(async () => {
	server = await RedisServer.start();
	stores = new StoresOfN8n(thisMachine);
	otherProcess = new StoresOfN8n(thisMachine);
	lines = [];
	const log = {
		info: (line: string) => void lines.push(line),
		warn: (line: string) => void lines.push(line),
	};
	inProcess = (process, { mayRefuse, waitMs }) => {
		const redis = { host: '127.0.0.1', port: server.port };
		const store = process.open({ choice: 'redis', redis }, log, mayRefuse);
		return { store, scope: 'workflow', keepMs: 3_600_000, waitMs };
	};
});
afterEach(async () => {
	await stores.closeAll();
	await otherProcess.closeAll();
	await server.end();
});

const message = (id: string) => ({
	eventType: 'message',
	eventData: { id, chatId: '1@s.whatsapp.net', sender: { id: '1@s.whatsapp.net' }, text: 'x' },
});

/** One delivery of message `id`; when it is accepted, its execution comes to exist. */
async function deliver(
	provider: Provider,
	id: string,
	credential = readCredential({}),
	process = stores,
): Promise<string> {
	const delivery = {
		rawBody: Buffer.from(JSON.stringify(message(id))),
		query: {},
		headers: { 'content-type': 'application/json' },
	};
	const outcome = await takeDelivery(delivery, provider, credential, {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: false,
		dedupe: inProcess(process, policyOfWebhook(provider.delivery, credential)),
	});
	if (outcome.kind === 'accepted') await outcome.claims.confirm();
	return outcome.kind === 'refused' ? String(outcome.status) : outcome.kind;
}

const ids = (count: number, name: string) => Array.from({ length: count }, (_, i) => `${name}${i}`);

const failures: Array<[string, () => Promise<void> | void, () => Promise<void> | void]> = [
	['paused', () => server.pause(), () => server.resume()],
	['killed', async () => await server.kill(), async () => await server.start()],
	[
		'full',
		async () => void (await server.command('CONFIG', 'SET', 'maxmemory', '1')),
		async () => void (await server.command('CONFIG', 'SET', 'maxmemory', '0')),
	],
];

describe.each(failures)('Redis is %s', (_name, fail, mend) => {
	test('a provider that sends again is asked to, and its events run once', async () => {
		expect(await deliver(sendsAgain, 'before')).toBe('accepted');
		await fail();
		const events = ids(50, 'event');
		const during = await Promise.all(events.map(async (id) => await deliver(sendsAgain, id)));
		expect(new Set(during)).toEqual(new Set(['503']));
		await mend();

		let runs = 0;
		await Promise.all(
			events.map(async (id) => {
				await until(
					async () => {
						const answer = await deliver(sendsAgain, id);
						if (answer === 'accepted') runs++;
						return answer !== '503';
					},
					{ what: `${id} to run`, timeoutMs: 30_000 },
				);
			}),
		);
		expect(runs).toBe(50);
		const again = await Promise.all(events.map(async (id) => await deliver(sendsAgain, id)));
		expect(new Set(again)).toEqual(new Set(['ignored']));
	});

	test('events of one that does not send again run, once', async () => {
		await fail();
		const events = ids(50, 'event');
		const answers = await Promise.all(
			[...events, ...events].map(async (id) => await deliver(sendsOnce, id)),
		);
		expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(50);
		expect(answers.filter((answer) => answer === 'ignored')).toHaveLength(50);
		await mend();
		const again = await Promise.all(events.map(async (id) => await deliver(sendsOnce, id)));
		expect(new Set(again)).toEqual(new Set(['ignored']));
	});
});

test('another process learns what ran during the outage', async () => {
	await server.kill();
	expect(await deliver(sendsOnce, 'event')).toBe('accepted');
	await server.start();
	await until(async () => (await server.command('DBSIZE')) === 1, {
		what: 'Redis to be told',
		timeoutMs: 20_000,
	});
	expect(await deliver(sendsAgain, 'event', undefined, otherProcess)).toBe('ignored');
});

test.each([
	['the cloud', 'https://api.wsapi.chat', '503'],
	['a server of one’s own, which tries once', 'https://wsapi.example.com', 'accepted'],
])('WSAPI in %s', async (_where, baseUrl, answer) => {
	await server.kill();
	expect(await deliver(wsapi, 'event', readCredential({ baseUrl }))).toBe(answer);
});

test('the log tells of the outage once, without a password', async () => {
	await server.kill();
	await Promise.all(ids(200, 'event').map(async (id) => await deliver(sendsAgain, id)));
	expect(lines).toEqual([expect.stringMatching(/is down.*127\.0\.0\.1.*ECONNREFUSED/)]);
});

describe('another delivery of the event is in flight for long', () => {
	test('a provider that sends again is sent away, one for which any answer is the last is kept waiting', async () => {
		const [event] = readEvents(wsapi, message('event'))!;
		const other = await claimEvents(
			[event!.eventId],
			inProcess(stores, { mayRefuse: true, waitMs: 0 }),
		);
		expect(other.settled).toBe(true);
		const hurried = { ...sendsAgain, delivery: { ...sendsAgain.delivery, answerWithinMs: 200 } };
		expect(await deliver(hurried, 'event')).toBe('503');

		const waiting = deliver(sendsOnce, 'event');
		const first = await Promise.race([
			waiting,
			deliver(hurried, 'event').then((answer) => `the other: ${answer}`),
		]);
		expect(first).toBe('the other: 503');
		if (other.settled) await other.claims.release();
		expect(await waiting).toBe('accepted');
	});
});
