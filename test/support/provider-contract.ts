/**
 * What every provider must do, whoever it is: the suite each one runs with its own fixtures. The
 * fixtures are an independent reading of the provider's documentation and of the event contract.
 */
import { isDeepStrictEqual } from 'node:util';

import fc from 'fast-check';

import { CHAT_TYPES, EVENT_NAMES, whatsAppEvent } from '../../gateway/event';
import { takeDelivery } from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import type { Provider } from '../../gateway/provider';
import type { Delivery } from '../../gateway/verification/verification';
import type { ProviderSamples } from './providers';
import { readEvents } from './read-events';

/** What is nobody's envelope. */
const NOBODYS = [null, [], {}, 'text', 5, true, [{}], { hello: 'world' }];

const SECRET = 'a secret with ünïcode & signs?';
const KEYS = { apiKey: 'the-api-key-itself', customerApiKey: 'the-customer-key-itself' };

export function providerContract(provider: Provider, samples: ProviderSamples): void {
	const credential = readCredential({ ...KEYS, webhookSecret: SECRET });

	function delivery(body: unknown): Delivery {
		const { headers, query } = samples.proven(body, SECRET);
		return {
			rawBody: Buffer.from(JSON.stringify(body)),
			headers: { 'content-type': 'application/json', ...headers },
			query,
		};
	}

	async function outcome(sent: Delivery) {
		return await takeDelivery(sent, provider, credential, {
			events: new Set(EVENT_NAMES),
			chatTypes: new Set(CHAT_TYPES),
			includeRaw: true,
			dedupe: null,
		});
	}

	async function eventsOf(body: unknown) {
		const taken = await outcome(delivery(body));
		if (taken.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(taken)}`);
		return taken.events;
	}

	const idsOf = async (body: unknown) => (await eventsOf(body)).map(({ eventId }) => eventId);

	describe('normalises', () => {
		test.each(samples.fixtures.map((fixture) => [fixture.name, fixture] as const))(
			'%s',
			async (_name, { payload, expected, secrets = [] }) => {
				const events = await eventsOf(payload);
				expect(events).toMatchObject(expected);
				expect(events).toHaveLength(expected.length);
				for (const event of events) {
					whatsAppEvent.parse(event);
					expect(event.provider).toBe(provider.id);
					expect(event.eventId).toMatch(new RegExp(`^${provider.id}:`));
				}
				const shown = JSON.stringify(events);
				for (const secret of secrets) expect(shown).not.toContain(secret);
			},
		);
	});

	describe('says which events it can send', () => {
		const made = samples.fixtures.flatMap(({ payload }) =>
			[...(provider.read(payload) ?? [])].map(({ event }) => event),
		);

		test('those that its deliveries become, and no other', () => {
			expect([...provider.events].sort()).toEqual([...new Set(made)].sort());
		});

		test('as its registration has it, where it registers', () => {
			const { registration } = provider;
			const named = registration ? [...Object.keys(registration.subscriptions), 'other'] : [];
			expect(registration ? [...provider.events].sort() : []).toEqual(named.sort());
		});
	});

	describe('knows a redelivery', () => {
		test.each(samples.fixtures.map(({ name, payload }) => [name, payload] as const))(
			'%s, delivered again, is the same event',
			async (_name, payload) => {
				expect(await idsOf(structuredClone(payload))).toEqual(await idsOf(payload));
			},
		);

		test.each(samples.identities.map((identity) => [identity.name, identity] as const))(
			'%s',
			async (_name, { first, second, same }) => {
				const [one, other] = [await idsOf(first), await idsOf(second)];
				expect({ one, other, same: isDeepStrictEqual(one, other) }).toMatchObject({ same });
			},
		);
	});

	describe('verifies', () => {
		const body = samples.fixtures[0]?.payload;

		test('a delivery that proves itself', async () => {
			expect((await outcome(delivery(body))).kind).toBe('accepted');
		});

		test('not one without a proof', async () => {
			const bare = {
				...delivery(body),
				query: {},
				headers: { 'content-type': 'application/json' },
			};
			expect(await outcome(bare)).toMatchObject({ kind: 'refused', status: 401 });
		});

		test('not one with another secret', async () => {
			const { headers, query } = samples.proven(body, `${SECRET}x`);
			const forged = { ...delivery(body), query };
			forged.headers = { 'content-type': 'application/json', ...headers };
			expect(await outcome(forged)).toMatchObject({ kind: 'refused', status: 401 });
		});

		test('not one whose proof was sent twice', async () => {
			const sent = delivery(body);
			const { headers, query } = samples.proven(body, SECRET);
			const twice = {
				...sent,
				query: Object.fromEntries(Object.entries(query).map(([k, v]) => [k, [v, v]])),
				headers: {
					...sent.headers,
					...Object.fromEntries(
						Object.entries(headers).map(([k, v]) => [k, `${String(v)}, ${String(v)}`]),
					),
				},
			};
			expect(await outcome(twice)).toMatchObject({ kind: 'refused', status: 401 });
		});

		test('without throwing, whatever stands in its headers and its query', async () => {
			await fc.assert(
				fc.asyncProperty(fc.dictionary(fc.string(), fc.anything()), async (junk) => {
					const sent = { ...delivery(body), query: junk, headers: junk as Delivery['headers'] };
					expect(await outcome(sent)).toMatchObject({ kind: 'refused', status: 401 });
				}),
				{ numRuns: 50 },
			);
		});
	});

	describe('bears what strangers send', () => {
		test('an event of an unknown name is `other`, with its raw payload', async () => {
			const events = await eventsOf(samples.unknown);
			expect(events).toMatchObject([{ event: 'other', raw: expect.anything() as unknown }]);
		});

		test.each(
			[...NOBODYS, ...samples.strangers].map((body) => [JSON.stringify(body), body] as const),
		)('%s is not its envelope: 400', async (_name, body) => {
			expect(await outcome(delivery(body))).toMatchObject({ kind: 'refused', status: 400 });
		});

		test('one field of any fixture replaced by anything: never a throw, always whole events', () => {
			const cases = samples.fixtures.flatMap(({ payload }) =>
				pathsOf(payload).map((path) => ({ payload, path })),
			);
			fc.assert(
				fc.property(fc.constantFrom(...cases), JUNK, ({ payload, path }, junk) => {
					const events = readEvents(provider, replaced(payload, path, junk));
					for (const event of events ?? []) whatsAppEvent.parse(event);
				}),
				{ numRuns: 3_000 },
			);
		});

		test('any JSON at all: never a throw', () => {
			fc.assert(
				fc.property(fc.jsonValue(), (body) => {
					for (const event of readEvents(provider, body) ?? []) whatsAppEvent.parse(event);
				}),
				{ numRuns: 500 },
			);
		});
	});
}

/** What stands in a field where it does not belong: every JSON type, and the awkward ones of each. */
const JUNK = fc.oneof(
	fc.constantFrom<unknown>(
		null,
		true,
		0,
		-1,
		1e308,
		'',
		'2026-05-19T00:51:44.816Z',
		'__proto__',
		'\u0000\ud800',
		'🙂'.repeat(100),
		[],
		[null],
		{},
		JSON.parse('{"__proto__":{"polluted":true}}'),
		{ length: 5 },
		{ toString: 'x' },
	),
	fc.jsonValue(),
);

type Path = Array<string | number>;

function pathsOf(value: unknown, path: Path = []): Path[] {
	if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
	const deeper = Object.entries(value).flatMap(([key, child]) => pathsOf(child, [...path, key]));
	return path.length > 0 ? [path, ...deeper] : deeper;
}

function replaced(payload: unknown, path: Path, value: unknown): unknown {
	const copy: unknown = structuredClone(payload);
	let node = copy as Record<string | number, unknown>;
	for (const key of path.slice(0, -1)) node = node[key] as Record<string | number, unknown>;
	node[path.at(-1) ?? ''] = value;
	return copy;
}
