/** The trigger's answers on the wire in a real n8n: the contract's table to the letter, and to what nobody should send. */
import { gzipSync } from 'node:zlib';

import { CHAT_TYPES, EVENT_NAMES } from '../../gateway/event';
import { sabotage } from '../support/e2e/database';
import { TRIGGER, type Inbox } from '../support/e2e/inbox';
import { post, type Answer } from '../support/e2e/post';
import { JSON_TYPE, send } from '../support/e2e/prove';
import { refusals } from '../support/e2e/refusals';
import { Stage } from '../support/e2e/stage';
import type { ProviderId } from '../support/providers';
import * as cbot from '../support/providers/cbot/payloads';
import * as chatlevel from '../support/providers/chatlevel/payloads';
import { scriptOf, type AnySimulatedProvider } from '../support/providers';
import type { Script } from '../support/providers/script';
import { PROVIDER_IDS, WEBHOOK_SECRET } from '../support/setups';
import { wrongInEveryPlace } from '../support/wrong-in-every-place';

const SUCCESS = {
	status: 200,
	contentType: expect.stringMatching(/^application\/json\b/) as string,
	body: '{"success":true}',
};
/** Stands in every message that is sent here, and must never stand in the log. */
const WORD = 'aubergine';
const SUBSCRIBED = { events: ['message.received'], options: { chatTypes: ['individual'] } };
const EVERYTHING = {
	events: [...EVENT_NAMES],
	options: { chatTypes: [...CHAT_TYPES], includeRaw: true, deduplicate: false },
};

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

const scriptFor = (inbox: Inbox<ProviderId>): Script =>
	scriptOf(inbox.setup.simulated as unknown as AnySimulatedProvider);

let sent = 0;
/** A message nobody has sent before. */
function message(inbox: Inbox<ProviderId>, text = `One ${WORD}, please`) {
	return scriptFor(inbox).text(`3EB0WIRE${++sent}`, text, new Date()).payload;
}

/** What comes of a request: the answer, and how many executions. */
async function executions(inbox: Inbox<ProviderId>, request: () => Promise<Answer>) {
	const before = await stage.n8n.listExecutions(inbox.workflow.id);
	const answer = await request();
	// Asked straight after the answer, without waiting: it is sent once the execution is stored.
	const after = await stage.n8n.listExecutions(inbox.workflow.id);
	return { answer, executions: after.length - before.length };
}

describe.each(PROVIDER_IDS)('%s', (id) => {
	let inbox: Inbox<ProviderId>;
	beforeAll(async () => {
		inbox = await stage.inbox<ProviderId>(id, { parameters: SUBSCRIBED });
		await inbox.open();
	});
	const sends = async (payload: unknown, options: Parameters<typeof send>[2] = {}) =>
		await executions(inbox, async () => await send(inbox, JSON.stringify(payload), options));

	test('accepted: 200, exactly {"success":true}, sent when the execution exists', async () => {
		const { answer, executions } = await sends(message(inbox));
		expect(answer).toMatchObject(SUCCESS);
		expect(executions).toBe(1);
	});

	test('duplicate: the same answer, no execution', async () => {
		const payload = message(inbox);
		await sends(payload);
		const { answer, executions } = await sends(payload);
		expect(answer).toMatchObject(SUCCESS);
		expect(executions).toBe(0);
	});

	test('not subscribed or filtered out: the same answer, no execution', async () => {
		const { ownMessage, statusChange, groupMessageFromLid } = scriptFor(inbox);
		const lines = [ownMessage, statusChange, groupMessageFromLid].flatMap((write) =>
			write ? [write(`3EB0WIRE${++sent}`, new Date())] : [],
		);
		expect(lines.length).toBeGreaterThan(0);
		for (const { payload } of lines) {
			const { answer, executions } = await sends(payload);
			expect(answer).toMatchObject(SUCCESS);
			expect(executions).toBe(0);
		}
	});

	test.each([
		['without a secret', '', 1],
		['with a wrong one', 'not the secret', 1],
		// Refused for the same reason within a minute: counted, and told with the next one.
		['with one that is almost right', `${WEBHOOK_SECRET.slice(0, -1)}!`, 0],
	])(
		'%s: 401, no execution, nothing of the payload in the answer',
		async (_name, secret, lines) => {
			const log = stage.logFromNow();
			const { answer, executions } = await sends(message(inbox), { secret });
			expect(answer).toMatchObject({ status: 401, contentType: SUCCESS.contentType });
			expect(JSON.parse(answer.body)).toEqual({
				success: false,
				reason: expect.stringMatching(/^.{5,100}$/) as string,
			});
			expect(answer.body).not.toMatch(new RegExp(`${WORD}|secret-of-the-simulation`));
			expect(executions).toBe(0);
			expect(await refusals(log, lines)).toEqual(
				Array.from({ length: lines }, () => expect.stringContaining('with 401: ') as string),
			);
		},
	);

	// The WhatsApp Business API on premises names no instance; all others do.
	if (id !== 'cbot') {
		test('of another instance: 403, no execution', async () => {
			const foreign = JSON.stringify(message(inbox)).replace(
				/"(instance|deviceId|instanceId)":("?)[\w-]+/,
				'"$1":$20',
			);
			const { answer, executions } = await sends(JSON.parse(foreign));
			expect(answer).toMatchObject({
				status: 403,
				body: '{"success":false,"reason":"the event is of another instance"}',
			});
			expect(executions).toBe(0);
		});
	}

	test("another provider's envelope: 400 with a short reason, no execution", async () => {
		const stranger = id === 'cbot' ? chatlevel.received() : cbot.text();
		const { answer, executions } = await sends(stranger);
		expect(answer.status).toBe(400);
		expect(answer.body).toMatch(
			/^\{"success":false,"reason":"the body is not a \w[^"]+ webhook"\}$/,
		);
		expect(executions).toBe(0);
	});

	test('GET, PUT and DELETE: 404, as n8n says it', async () => {
		for (const method of ['GET', 'PUT', 'DELETE']) {
			const { answer, executions } = await executionsOf(method);
			expect(answer.status).toBe(404);
			expect(answer.body).toContain('This webhook is not registered');
			expect(executions).toBe(0);
		}
	});
	const executionsOf = async (method: string) =>
		await executions(inbox, async () => await post(inbox.url, '', { method }));
});

describe('n8n or the workflow cannot take the event: 5xx, and it is not remembered as seen', () => {
	test('n8n cannot store the execution', async () => {
		const inbox = await stage.inbox('wsapi', { parameters: SUBSCRIBED });
		await inbox.open();
		const body = JSON.stringify(message(inbox));
		const mend = await sabotage(stage.host.userFolder);
		const failed = await executions(inbox, async () => await send(inbox, body));
		await mend();
		expect(failed.answer.status).toBe(500);
		expect(failed.executions).toBe(0);

		const again = await executions(inbox, async () => await send(inbox, body));
		expect(again).toEqual({ answer: expect.objectContaining(SUCCESS) as Answer, executions: 1 });
	});

	test('the credential is gone: 503 with Retry-After, and one line in the log', async () => {
		const inbox = await stage.inbox('wsapi', { parameters: SUBSCRIBED });
		await inbox.open();
		const body = JSON.stringify(message(inbox));
		const log = stage.logFromNow();
		await stage.n8n.deleteCredential(inbox.credential.id);
		const failed = await executions(inbox, async () => await send(inbox, body));
		expect(failed.answer).toMatchObject({ status: 503, retryAfter: '5' });
		expect(failed.executions).toBe(0);
		await refusals(log, 1);

		const credential = await stage.credential(inbox.setup);
		await inbox.edit(TRIGGER, {
			credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		});
		await inbox.open();
		const again = await executions(inbox, async () => await send(inbox, body));
		expect(again).toEqual({ answer: expect.objectContaining(SUCCESS) as Answer, executions: 1 });
	});
});

/** What nobody should send, and what comes of it. `runs`: as an event like any other. */
interface Bad {
	what: string;
	body(payload: unknown): Buffer | string;
	headers?: Array<[string, string]>;
	status: number;
	runs?: true;
}

const json = JSON.stringify;
const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const typed = (type: string): Array<[string, string]> => [['content-type', type]];

const BAD: Bad[] = [
	{ what: 'nothing at all', body: () => '', status: 400 },
	{ what: 'null', body: () => 'null', status: 400 },
	{ what: 'a number', body: () => '5', status: 400 },
	{ what: 'a text', body: () => `"${WORD}"`, status: 400 },
	{ what: 'an empty object', body: () => '{}', status: 400 },
	{ what: 'an empty array', body: () => '[]', status: 400 },
	{ what: 'the event in an array', body: (payload) => json([payload]), status: 400 },
	{ what: 'half of the event', body: (payload) => json(payload).slice(0, -20), status: 422 },
	{ what: '100,000 levels of nesting', body: () => nested(100_000), status: 400 },
	{
		what: 'an event with 70 levels of nesting inside',
		body: (payload) => json(payload).replace('{', `{"more":${nested(70)},`),
		status: 400,
	},
	{
		what: 'an event of 5 MB',
		body: (payload) => json(payload).replace(WORD, `${WORD}${'x'.repeat(5_000_000)}`),
		status: 200,
		runs: true,
	},
	{ what: '5 MB of something else', body: () => json(['x'.repeat(5_000_000)]), status: 400 },
	{
		what: 'text that is no UTF-8',
		body(payload) {
			const [before = '', after = ''] = json(payload).split(WORD);
			return Buffer.concat([
				Buffer.from(before),
				Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
				Buffer.from(after),
			]);
		},
		status: 200,
		runs: true,
	},
	{
		what: 'a key given twice, the second time rightly',
		body: (payload) => json(payload).replace(/^\{("\w+":)/, '{$1{"wrong":true},$1'),
		status: 200,
		runs: true,
	},
	{
		what: '__proto__ and constructor in every object',
		body: (payload) =>
			json(payload).replaceAll(
				'{"',
				'{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"',
			),
		status: 200,
		runs: true,
	},
	{
		what: 'a date where a number belongs, and the other way round',
		body: (payload) =>
			json(payload).replace(
				/"(time|timestamp|messageTimestamp)":("?)([^",}]+)\2/,
				(_all, key, _quote, value) =>
					/^\d+$/.test(String(value))
						? `"${String(key)}":"2026-01-15T10:30:00.000Z"`
						: `"${String(key)}":1768473000`,
			),
		status: 200,
		runs: true,
	},
	{
		what: 'a form',
		body: () => 'event=message&data=1',
		headers: typed('application/x-www-form-urlencoded'),
		status: 400,
	},
	{ what: 'plain text', body: json, headers: typed('text/plain'), status: 400 },
	{ what: 'no content type', body: json, headers: [], status: 400 },
	{
		what: 'an unknown content type',
		body: json,
		headers: typed('application/octet-stream'),
		status: 400,
	},
	{ what: 'XML', body: () => `<a>${WORD}</a>`, headers: typed('application/xml'), status: 400 },
	{
		what: 'an unknown charset',
		body: json,
		headers: typed('application/json; charset=klingon'),
		status: 422,
	},
	{
		what: 'JSON with a charset and a byte order mark',
		body: (payload) => `\ufeff${json(payload)}`,
		headers: typed('application/json; charset=utf-8'),
		status: 200,
		runs: true,
	},
];

const MULTIPART = `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${WORD}\r\n--x--\r\n`;

/** n8n reads a request in another way for a node of version 1, as saved workflows may have. */
const VERSIONS = [...PROVIDER_IDS.map((id) => [id, 1.1] as const), ['wsapi', 1] as const];

describe.each(VERSIONS)(
	'%s %d, sent by somebody with the secret and bad manners',
	(id, typeVersion) => {
		let inbox: Inbox<ProviderId>;
		beforeAll(async () => {
			inbox = await stage.inbox<ProviderId>(id, { typeVersion, parameters: EVERYTHING });
			await inbox.open();
		});

		test.each(BAD)(
			'$what: $status',
			async ({ body, headers = [JSON_TYPE], status, runs = false }) => {
				const bytes = body(message(inbox));
				const { answer, executions: stored } = await executions(
					inbox,
					async () => await send(inbox, bytes, { headers }),
				);
				expect(answer.status).toBe(status);
				expect(stored).toBe(runs ? 1 : 0);
			},
		);

		test('a multipart form: 400, or 401 where it cannot be checked what was signed', async () => {
			const { answer, executions: stored } = await executions(
				inbox,
				async () =>
					await send(inbox, MULTIPART, { headers: typed('multipart/form-data; boundary=x') }),
			);
			expect(answer.status).toBe(id === 'wsapi' ? 401 : 400);
			expect(stored).toBe(0);
		});

		test('gzip: taken like the same without, signed or not', async () => {
			const body = json(message(inbox));
			const { answer, executions: stored } = await executions(
				inbox,
				async () =>
					await send(inbox, gzipSync(body), {
						headers: [JSON_TYPE, ['content-encoding', 'gzip']],
						signed: body,
					}),
			);
			expect(answer).toMatchObject(SUCCESS);
			expect(stored).toBe(1);
		});

		test('the secret or the signature given twice, once rightly: 401', async () => {
			const body = json(message(inbox));
			const [header, wrong] =
				id === 'wsapi'
					? ['x-webhook-signature', `sha256=${'0'.repeat(64)}`]
					: ['X-Webhook-Secret', 'not the secret'];
			const twice =
				id === 'wsapi' || id === 'cbot'
					? async () => await send(inbox, body, { headers: [JSON_TYPE, [header, wrong]] })
					: async () =>
							await post(`${inbox.url}?secret=wrong&secret=${WEBHOOK_SECRET}`, body, {
								headers: [JSON_TYPE],
							});
			const { answer, executions: stored } = await executions(inbox, twice);
			expect(answer.status).toBe(401);
			expect(stored).toBe(0);
		});

		test('one value of the wrong kind, anywhere: never a 5xx, and an execution for every 200', async () => {
			const all = [...wrongInEveryPlace(message(inbox))];
			// Every place with every kind is the adapters' own test; here a sample goes through n8n.
			const sample = all.filter((_, index) => index % Math.ceil(all.length / 40) === 0);
			const before = (await inbox.runs(0)).length;
			const answers = await Promise.all(
				sample.map(async (payload) => await send(inbox, json(payload))),
			);
			const statuses = answers.map(({ status }) => status);
			expect(statuses.filter((status) => ![200, 400, 403].includes(status))).toEqual([]);
			const accepted = statuses.filter((status) => status === 200).length;
			expect(accepted).toBeGreaterThan(5);
			expect((await inbox.runs(before)).length - before).toBe(accepted);
		});

		test('every execution that came of all this succeeded and can be read back', async () => {
			const rows = await inbox.runs(BAD.filter(({ runs }) => runs).length);
			expect(rows.filter(({ status }) => status !== 'success')).toEqual([]);
			const stored = await Promise.all(
				rows.map(async (row) => inbox.events(await stage.n8n.readExecution(row.id))),
			);
			for (const events of stored) {
				expect(events).toEqual([expect.objectContaining({ provider: id })]);
				expect(json(events)).not.toContain(WEBHOOK_SECRET);
			}
		});

		test('n8n is well, and nothing of it stuck', async () => {
			expect((await fetch(`${stage.host.baseUrl}/healthz`)).status).toBe(200);
			const { answer } = await executions(
				inbox,
				async () => await send(inbox, json(message(inbox))),
			);
			expect(answer).toMatchObject(SUCCESS);
			const [event] = inbox.events(await inbox.latest(1));
			expect(event).toMatchObject({ event: 'message.received' });
			expect(json(event)).not.toContain('polluted');
		});
	},
);

describe('what n8n itself answers with 500, before the node is asked', () => {
	let inbox: Inbox<'wsapi'>;
	beforeAll(async () => {
		inbox = await stage.inbox('wsapi', { parameters: SUBSCRIBED });
		await inbox.open();
	});

	const goesOn = async () => {
		const good = await executions(inbox, async () => await send(inbox, json(message(inbox))));
		expect(good).toMatchObject({ answer: SUCCESS, executions: 1 });
	};

	test('what is said to be gzip and is not; no execution comes of it, and the next event runs', async () => {
		const headers: Array<[string, string]> = [JSON_TYPE, ['content-encoding', 'gzip']];
		const bad = await executions(inbox, async () => await send(inbox, json({}), { headers }));
		expect(bad).toMatchObject({ answer: { status: 500 }, executions: 0 });
		await goesOn();
	});

	test('a body of 20 MB, if it is heard at all: n8n hangs up; no execution, and the next event runs', async () => {
		const body = json({ text: 'x'.repeat(20_000_000) });
		const bad = await executions(inbox, async () => await send(inbox, body));
		expect([500, 0]).toContain(bad.answer.status);
		expect(bad.executions).toBe(0);
		await goesOn();
	});
});

test("n8n's log holds no secret, no key, no number and no word of all these messages", () => {
	const log = stage.host.logs();
	expect(log).toMatch(/refused a delivery/);
	for (const text of [WEBHOOK_SECRET, WORD, '15550001111', 'polluted', '_test_']) {
		expect(log).not.toContain(text);
	}
});
