import { MAX_DEPTH } from '../../gateway/payload/schema';
import { MemoryStore } from '../../gateway/dedupe/stores/memory';
import { CHAT_TYPES, EVENT_NAMES } from '../../gateway/event';
import {
	takeDelivery,
	takeEnvelope,
	type IntakeSettings,
	type Outcome,
} from '../../gateway/intake';
import { readCredential } from '../../gateway/credential';
import { cbot } from '../../gateway/providers/cbot';
import { eazewa } from '../../gateway/providers/eazewa';
import { wsapi } from '../../gateway/providers/wsapi';
import { policyOfWebhook } from '../../gateway/refusal-policy';
import { sign } from '../../gateway/verification/hmac';
import type { Delivery } from '../../gateway/verification/verification';

const SECRET = 'whsec_test';
const credential = readCredential({
	apiKey: 'sk_key',
	baseUrl: 'https://api.wsapi.chat/',
	instanceId: 'ins_AAAA',
	webhookSecret: SECRET,
});
const open = readCredential({ apiKey: 'sk_key', instanceId: 'ins_AAAA' });

function message(over: Record<string, unknown> = {}, envelope: Record<string, unknown> = {}) {
	return {
		eventId: 'evt_1',
		instanceId: 'ins_AAAA',
		eventType: 'message',
		receivedAt: '2026-05-19T00:51:44.816Z',
		eventData: {
			id: '3EB0AAAA',
			time: '2026-05-19T00:51:44.816Z',
			chatId: '15550001111@s.whatsapp.net',
			sender: { id: '15550001111@s.whatsapp.net', isMe: false },
			isGroup: false,
			type: 'text',
			text: 'Hello',
			...over,
		},
		...envelope,
	};
}

function delivery(body: unknown, headers: Delivery['headers'] = {}): Delivery {
	const rawBody = Buffer.from(JSON.stringify(body) ?? '');
	return {
		rawBody,
		query: {},
		headers: {
			'content-type': 'application/json',
			'x-webhook-signature': `sha256=${sign(rawBody, SECRET)}`,
			...headers,
		},
	};
}

function settings(over: Partial<IntakeSettings> = {}): IntakeSettings {
	return {
		events: new Set(EVENT_NAMES),
		chatTypes: new Set(CHAT_TYPES),
		includeRaw: false,
		dedupe: { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs: 3_500 },
		...over,
	};
}

function accepted(outcome: Outcome) {
	if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
	return outcome;
}

test.each<[string, string, (text: string) => Buffer]>([
	['UTF-8', 'application/json', (text) => Buffer.from(text)],
	['UTF-8, said', 'application/json; charset=UTF-8', (text) => Buffer.from(text)],
	['UTF-8 with a mark before it', 'application/json', (text) => Buffer.from(`\ufeff${text}`)],
	['Latin-1', 'application/json; charset=iso-8859-1', (text) => Buffer.from(text, 'latin1')],
	['UTF-16', 'application/json;charset="utf-16le"', (text) => Buffer.from(text, 'utf16le')],
])('the bytes that were verified are what is read: %s', async (_name, type, bytesOf) => {
	const rawBody = bytesOf(JSON.stringify(message({ text: 'Grüße' })));
	const signature = { 'x-webhook-signature': `sha256=${sign(rawBody, SECRET)}` };
	const sent = { rawBody, query: {}, headers: { 'content-type': type, ...signature } };
	const { events } = accepted(await takeDelivery(sent, wsapi, credential, settings()));
	expect(events[0]?.message?.text).toBe('Grüße');
});

test('a charset nobody knows is refused like any body that cannot be read', async () => {
	const headers = { 'content-type': 'application/json; charset=klingon' };
	const outcome = await takeDelivery(delivery(message(), headers), wsapi, credential, settings());
	expect(outcome).toMatchObject({ kind: 'refused', status: 400 });
});

describe('verification comes first', () => {
	test('a signed delivery is accepted', async () => {
		const outcome = accepted(
			await takeDelivery(delivery(message()), wsapi, credential, settings()),
		);
		expect(outcome.events.map(({ event }) => event)).toEqual(['message.received']);
	});

	test('a forged one is refused with 401 before its body is looked at', async () => {
		const forged = delivery('not an envelope', { 'x-webhook-signature': 'sha256=00' });
		const outcome = await takeDelivery(forged, wsapi, credential, settings());
		expect(outcome).toMatchObject({ kind: 'refused', status: 401 });
	});

	test('a secret of blanks is a secret', async () => {
		const blank = readCredential({ webhookSecret: '   ' });
		const outcome = await takeDelivery(delivery(message()), wsapi, blank, settings());
		expect(outcome).toMatchObject({ kind: 'refused', status: 401 });
	});

	test.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['true', true],
		['false', false],
		['an object', {}],
		['a list', ['whsec_test']],
		['no number', Number.NaN],
	])('a secret that is %s is no empty one: nothing passes', async (_name, webhookSecret) => {
		const broken = readCredential({ apiKey: 'sk_key', instanceId: 'ins_AAAA', webhookSecret });
		for (const signature of [undefined, `sha256=${'0'.repeat(64)}`]) {
			const sent = delivery(message(), { 'x-webhook-signature': signature });
			expect(await takeDelivery(sent, wsapi, broken, settings())).toEqual({
				kind: 'refused',
				status: 503,
				reason: expect.stringContaining('Webhook Secret is neither a text nor a number') as string,
			});
		}
	});

	test('a secret of digits is one, whether n8n gives it as text or as a number', async () => {
		for (const webhookSecret of [123, '123']) {
			const numbered = readCredential({ instanceId: 'ins_AAAA', webhookSecret });
			const signature = sign(JSON.stringify(message()), '123');
			const sent = delivery(message(), { 'x-webhook-signature': `sha256=${signature}` });
			accepted(await takeDelivery(sent, wsapi, numbered, settings()));
		}
	});

	test('without a secret, unsigned deliveries are accepted', async () => {
		const unsigned = delivery(message(), { 'x-webhook-signature': undefined });
		accepted(await takeDelivery(unsigned, wsapi, open, settings()));
	});
});

describe('what is no delivery of this provider is refused with 400', () => {
	test.each([
		['null', null],
		['an array', [message()]],
		['an empty object', {}],
		['a text', 'hello'],
		['a number', 5],
		['an envelope without data', { eventType: 'message' }],
		['an event name that is no text', { eventType: 5, eventData: {} }],
	])('%s', async (_name, body) => {
		expect(await takeDelivery(delivery(body), wsapi, open, settings())).toMatchObject({
			kind: 'refused',
			status: 400,
		});
	});

	test.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
		'the content type %s',
		async (type) => {
			const sent = delivery(message(), { 'content-type': type });
			expect(await takeDelivery(sent, wsapi, credential, settings())).toMatchObject({
				status: 400,
			});
		},
	);

	test.each(['application/json; charset=utf-8', 'APPLICATION/JSON', 'application/vnd.x+json'])(
		'but not the content type %s',
		async (type) => {
			const sent = delivery(message(), { 'content-type': type });
			accepted(await takeDelivery(sent, wsapi, credential, settings()));
		},
	);

	test('a body that nests deeper than any provider does', async () => {
		let deep: unknown = 'x';
		for (let level = 0; level < MAX_DEPTH + 1; level++) deep = [deep];
		const sent = delivery(message({ text: deep }));
		expect(await takeDelivery(sent, wsapi, credential, settings())).toMatchObject({
			status: 400,
			reason: 'the body is nested too deeply',
		});
	});

	test('more events than any provider puts into one delivery', async () => {
		const messageIds = Array.from({ length: 5_001 }, (_, n) => `3EB0${n}`);
		const sender = { id: '1@s.whatsapp.net' };
		const eventData = { chatId: '1@s.whatsapp.net', sender, messageIds, receiptType: 'read' };
		const sent = delivery({ eventType: 'message_read', eventData });
		expect(await takeDelivery(sent, wsapi, credential, settings())).toMatchObject({ status: 400 });
	});

	test('100,000 levels, without running out of stack', async () => {
		const body: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
		const sent = {
			body,
			rawBody: Buffer.alloc(0),
			query: {},
			headers: { 'content-type': 'application/json' },
		};
		expect(await takeDelivery(sent, wsapi, open, settings())).toMatchObject({ status: 400 });
	});
});

describe('whose event it is', () => {
	test("another instance's event is refused with 403", async () => {
		const sent = delivery(message({}, { instanceId: 'ins_BBBB' }));
		expect(await takeDelivery(sent, wsapi, credential, settings())).toMatchObject({
			kind: 'refused',
			status: 403,
		});
	});

	test.each<[string, unknown]>([
		['undefined', undefined],
		['null', null],
		['an object', {}],
		['a list', ['ins_AAAA']],
	])('with an instance in the credential that is %s, nothing passes', async (_name, instanceId) => {
		const broken = readCredential({ instanceId, webhookSecret: SECRET });
		const refusal = {
			kind: 'refused',
			status: 503,
			reason: expect.stringContaining('Instance ID is neither') as string,
		};
		expect(await takeDelivery(delivery(message()), wsapi, broken, settings())).toEqual(refusal);
		expect(await takeEnvelope(message(), wsapi, broken, settings())).toEqual(refusal);
	});

	test('a number and its digits are the same instance', async () => {
		const numbered = readCredential({ instanceId: 33, webhookSecret: SECRET });
		const sent = delivery(message({}, { instanceId: '33' }));
		accepted(await takeDelivery(sent, wsapi, numbered, settings()));
	});

	test.each([[['ins_BBBB']], [{}], [''], [true], [['ins_AAAA']]])(
		'an instance that is none is not ours: %j',
		async (instanceId) => {
			const sent = delivery(message({}, { instanceId }));
			expect(await takeDelivery(sent, wsapi, credential, settings())).toMatchObject({
				kind: 'refused',
				status: 403,
			});
			const anybody = await takeDelivery(sent, wsapi, readCredential({}), settings());
			expect(accepted(anybody).events).toMatchObject([{ instance: null }]);
		},
	);

	describe('in a delivery over two numbers', () => {
		const ofNumber = (number: string, id: string) => ({
			field: 'messages',
			value: {
				metadata: { phone_number_id: number },
				messages: [{ id, from: '15550001111', type: 'text', text: { body: 'Hi' } }],
			},
		});
		const batch = (...changes: unknown[]) => delivery({ object: 'x', entry: [{ changes }] });
		const ours = readCredential({ instanceId: '1' });

		test('the other number’s events are left out, and the log says so', async () => {
			const sent = batch(ofNumber('1', 'A'), ofNumber('2', 'B'), ofNumber('1', 'C'));
			const outcome = accepted(await takeDelivery(sent, cbot, ours, settings()));
			expect(outcome.events.map((event) => event.message?.id)).toEqual(['A', 'C']);
			expect(outcome.warning).toMatch(/^1 of 3 events .* another instance/);
		});

		test('it is refused with 403 when all are another’s', async () => {
			const sent = batch(ofNumber('2', 'A'), ofNumber('2', 'B'));
			expect(await takeDelivery(sent, cbot, ours, settings())).toMatchObject({
				kind: 'refused',
				status: 403,
			});
		});
	});

	test('an event that names no instance is accepted', async () => {
		const sent = delivery(message({}, { instanceId: undefined }));
		accepted(await takeDelivery(sent, wsapi, credential, settings()));
	});
});

describe('filters', () => {
	test('an event the user did not choose is ignored, and not remembered', async () => {
		const chosen = settings({ events: new Set(['message.sent']) });
		expect(await takeDelivery(delivery(message()), wsapi, credential, chosen)).toEqual({
			kind: 'ignored',
		});
		const all = { ...chosen, events: new Set(EVENT_NAMES) };
		accepted(await takeDelivery(delivery(message()), wsapi, credential, all));
	});

	test('a chat type the user did not choose is ignored', async () => {
		const individual = settings({ chatTypes: new Set(['individual']) });
		const group = delivery(message({ chatId: '1555-1@g.us', isGroup: true }));
		expect(await takeDelivery(group, wsapi, credential, individual)).toEqual({ kind: 'ignored' });
	});

	test('an event without a chat passes every choice of chats', async () => {
		const none = settings({ chatTypes: new Set() });
		const sent = delivery({ eventType: 'logged_in', eventId: 'e', eventData: { deviceId: '1' } });
		accepted(await takeDelivery(sent, wsapi, credential, none));
	});
});

describe('raw', () => {
	test('is left out unless it was asked for', async () => {
		const { events } = accepted(
			await takeDelivery(delivery(message()), wsapi, credential, settings()),
		);
		expect(events[0]).not.toHaveProperty('raw');
	});

	test('is always there for `other`', async () => {
		const sent = delivery({ eventType: 'something_new', eventId: 'e', eventData: { a: 1 } });
		const { events } = accepted(await takeDelivery(sent, wsapi, credential, settings()));
		expect(events[0]).toMatchObject({ event: 'other', raw: { eventData: { a: 1 } } });
	});

	test('holds no credential, by name or by value', async () => {
		const leaky = message(
			{ nested: [{ 'X-Api-Key': 'other', text: `key sk_key and ${SECRET}` }] },
			{ apikey: 'sk_key', destination: `https://n8n.example.com/?secret=${SECRET}` },
		);
		const { events } = accepted(
			await takeDelivery(delivery(leaky), wsapi, credential, settings({ includeRaw: true })),
		);
		const shown = JSON.stringify(events);
		expect(events[0]?.raw).toHaveProperty('eventType', 'message');
		for (const secret of ['sk_key', SECRET, 'apikey', 'X-Api-Key']) {
			expect(shown).not.toContain(secret);
		}
	});

	describe('of one event of many is that event’s own part', () => {
		const whole = async (body: unknown, provider = wsapi) => {
			const taken = await takeEnvelope(body, provider, open, settings({ includeRaw: true }));
			return accepted(taken).events.map(({ raw }) => raw);
		};
		const receipt = (messageIds: string[], beside: object = {}) => ({
			eventType: 'message_read',
			eventId: 'evt_9',
			eventData: {
				chatId: '1@s.whatsapp.net',
				sender: { id: '1@s.whatsapp.net' },
				messageIds,
				receiptType: 'read',
			},
			...beside,
		});

		test('a receipt of many messages', async () => {
			expect(await whole(receipt(['A', 'B']))).toEqual([receipt(['A']), receipt(['B'])]);
		});

		test('a receipt of one message is whole', async () => {
			const body = receipt(['A'], { note: 'x'.repeat(5_000) });
			expect(await whole(body)).toEqual([body]);
		});

		test('several changes of a group', async () => {
			const body = (eventData: object) => ({
				eventType: 'group',
				eventId: 'evt_9',
				eventData: { id: '1555-1@g.us', ...eventData },
			});
			const [name, join] = [{ name: { name: 'New' } }, { join: [{ id: '1@s.whatsapp.net' }] }];
			expect(await whole(body({ ...name, ...join }))).toEqual([body(name), body(join)]);
		});

		test('several people who are typing', async () => {
			const body = (typingParticipants: string[]) => ({
				event: 'presence_update',
				instanceId: 'ins_AAAA',
				data: { presence: { id: '1555-1@g.us', typingParticipants } },
			});
			expect(await whole(body(['1@c.us', '2@c.us']), eazewa)).toEqual([
				body(['1@c.us']),
				body(['2@c.us']),
			]);
		});

		test('what stands beside is there while it is small', async () => {
			const [raw] = await whole(
				receipt(['A', 'B'], { small: { a: 1 }, large: 'x'.repeat(5_000), last: true }),
			);
			expect(raw).toEqual(receipt(['A'], { small: { a: 1 }, last: true }));
		});

		test.each([
			['a receipt', wsapi, receipt(Array.from({ length: 5_000 }, (_, n) => `3EB0${n}`))],
			[
				'a batch beside half a megabyte',
				cbot,
				{
					messages: Array.from({ length: 5_000 }, (_, n) => ({ id: `m${n}`, from: '1' })),
					contacts: [{ wa_id: '1', profile: { name: 'x'.repeat(200_000) } }],
					text: 'x'.repeat(100_000),
					...Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 0])),
				},
			],
		])('%s of 5,000 events stays a few megabytes', async (_name, provider, body) => {
			const taken = await takeEnvelope(body, provider, open, settings({ includeRaw: true }));
			const { events } = accepted(taken);
			expect(events).toHaveLength(5_000);
			const size = events.reduce((sum, event) => sum + JSON.stringify(event).length, 0);
			expect(size).toBeLessThan(16_000_000);
		});
	});

	test('has no prototype of the sender’s making', async () => {
		const body: unknown = JSON.parse(
			'{"eventType":"new","eventData":{"__proto__":{"admin":true},"a":1}}',
		);
		const sent = delivery(body);
		const { events } = accepted(await takeDelivery(sent, wsapi, credential, settings()));
		const raw = events[0]?.raw as { eventData: { admin?: boolean } };
		expect(raw.eventData.admin).toBeUndefined();
		expect(Object.getPrototypeOf(raw.eventData)).toBe(Object.prototype);
	});
});

describe('each event once', () => {
	test('a redelivery after the run is ignored', async () => {
		const shared = settings();
		const first = accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		await first.claims.confirm();
		expect(await takeDelivery(delivery(message()), wsapi, credential, shared)).toEqual({
			kind: 'ignored',
		});
	});

	test('the same message under a new envelope is the same event', async () => {
		const shared = settings();
		const first = accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		await first.claims.confirm();
		const again = delivery(
			message({}, { eventId: 'evt_2', receivedAt: '2026-05-19T01:00:00.000Z' }),
		);
		expect(await takeDelivery(again, wsapi, credential, shared)).toEqual({ kind: 'ignored' });
	});

	test('a redelivery after a release runs', async () => {
		const shared = settings();
		const first = accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		await first.claims.release();
		accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
	});

	test('a redelivery that meets the first one in flight waits and is then a duplicate', async () => {
		const shared = settings();
		const first = accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		const second = takeDelivery(delivery(message()), wsapi, credential, shared);
		setTimeout(() => void first.claims.confirm(), 100);
		expect(await second).toEqual({ kind: 'ignored' });
	});

	test('a redelivery that meets the first one in flight gets its turn when that fails', async () => {
		const shared = settings();
		const first = accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		const second = takeDelivery(delivery(message()), wsapi, credential, shared);
		setTimeout(() => void first.claims.release(), 100);
		accepted(await second);
	});

	test('one that waits in vain is sent away with 503 and comes again', async () => {
		const impatient = { ...wsapi.delivery, answerWithinMs: 100 };
		const { waitMs } = policyOfWebhook(impatient, credential);
		const dedupe = { store: new MemoryStore(), scope: 'workflow-1', keepMs: 3_600_000, waitMs };
		const shared = settings({ dedupe });
		accepted(await takeDelivery(delivery(message()), wsapi, credential, shared));
		expect(await takeDelivery(delivery(message()), wsapi, credential, shared)).toMatchObject({
			kind: 'refused',
			status: 503,
		});
	});

	test('a delivery of several events runs only the new ones', async () => {
		const shared = settings();
		const receipt = (messageIds: string[]) =>
			delivery({
				eventType: 'message_read',
				eventData: {
					chatId: '1@s.whatsapp.net',
					sender: { id: '1@s.whatsapp.net' },
					messageIds,
					receiptType: 'read',
				},
			});
		const first = accepted(await takeDelivery(receipt(['A']), wsapi, credential, shared));
		await first.claims.confirm();
		const second = accepted(
			await takeDelivery(receipt(['A', 'B', 'C', 'B']), wsapi, credential, shared),
		);
		expect(second.events.map(({ status }) => status?.messageId)).toEqual(['B', 'C']);
	});

	test('200 deliveries at once run it once', async () => {
		const shared = settings();
		const outcomes = await Promise.all(
			Array.from({ length: 200 }, async () => {
				const outcome = await takeDelivery(delivery(message()), wsapi, credential, shared);
				if (outcome.kind === 'accepted') await outcome.claims.confirm();
				return outcome.kind;
			}),
		);
		expect(outcomes.filter((kind) => kind === 'accepted')).toHaveLength(1);
		expect(outcomes.filter((kind) => kind === 'ignored')).toHaveLength(199);
	});

	test('one workflow never hides an event from another', async () => {
		const store = new MemoryStore();
		for (const scope of ['workflow-1', 'workflow-2']) {
			const own = settings({ dedupe: { store, scope, keepMs: 1_000, waitMs: 0 } });
			const outcome = accepted(await takeDelivery(delivery(message()), wsapi, credential, own));
			await outcome.claims.confirm();
		}
	});

	test('with deduplication off every delivery runs', async () => {
		const off = settings({ dedupe: null });
		for (let time = 0; time < 2; time++) {
			const outcome = accepted(await takeDelivery(delivery(message()), wsapi, credential, off));
			await outcome.claims.confirm();
		}
	});
});
