/** One event, one execution: however often, in whatever way and at what time it is delivered again. */
import { burst, expectAllTaken } from '../support/e2e/burst';
import { TRIGGER, type Inbox, type InboxOptions } from '../support/e2e/inbox';
import { sabotage } from '../support/e2e/database';
import { sendAndHangUp } from '../support/e2e/hang-up';
import { JSON_TYPE, send } from '../support/e2e/prove';
import { post, type Answer } from '../support/e2e/post';
import { Stage } from '../support/e2e/stage';
import { wsapiSignature, type ProviderId } from '../support/providers';
import * as cbot from '../support/providers/cbot/payloads';
import * as eazewa from '../support/providers/eazewa/payloads';
import * as evolution from '../support/providers/evolution/payloads';
import { BEN } from '../support/providers/people';
import * as wsapi from '../support/providers/wsapi/payloads';
import { WEBHOOK_SECRET } from '../support/setups';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

const EVENTS = { events: ['message.received'] };

async function opened(options: InboxOptions<'wsapi'> = {}): Promise<Inbox<'wsapi'>> {
	const inbox = await stage.inbox('wsapi', { parameters: EVENTS, ...options });
	await inbox.open();
	return inbox;
}

let sent = 0;
/** A message nobody has sent before, as WSAPI writes it. */
const message = () => wsapi.text('Hello', { id: `3EB0AGAIN${++sent}` });

const count = async ({ workflow }: Inbox<'wsapi'>) =>
	(await stage.n8n.listExecutions(workflow.id)).length;

/**
 * All at once, and each again for as long as it is answered with 503, as a provider does: on a slow
 * machine n8n may not know in time what became of the delivery that came first. Gives every answer.
 */
async function deliverAll(inbox: Inbox<'wsapi'>, bodies: string[]): Promise<Answer[]> {
	const answers = await Promise.all(bodies.map(async (body) => await send(inbox, body)));
	const again = bodies.filter((_, index) => answers[index]?.status === 503);
	return again.length === 0 ? answers : [...answers, ...(await deliverAll(inbox, again))];
}

const isRefusalForNow = ({ status, retryAfter }: Answer) => status === 503 && retryAfter === '5';

function expectTaken(answers: Answer[], times: number) {
	const others = answers.filter((answer) => !isRefusalForNow(answer));
	expect(new Set(others.map(({ status, body }) => `${status} ${body}`))).toEqual(
		new Set(['200 {"success":true}']),
	);
	expect(others).toHaveLength(times);
}

test.each([
	['eazewa', 'takes any error for the end', null, eazewa.incoming()],
	['evolution', 'waits 30 s', 30_000, evolution.upsert({ conversation: 'Hi' })],
	['wsapi', 'waits 5 s', 5_000, wsapi.text('Hello', { id: '3EB0BURST' })],
	['cbot', 'waits 10 s', 10_000, cbot.onPremises(cbot.item('text', { body: 'Hi' }))],
] as const)(
	'200 deliveries of one event at once from %s, which %s: all are taken, one execution',
	async (provider, _habit, waitsMs, payload) => {
		const inbox = await stage.inbox<ProviderId>(provider, { parameters: EVENTS });
		await inbox.open();
		const answers = await burst([inbox], JSON.stringify(payload), 200);
		expectAllTaken(answers, 200, waitsMs);
		expect(await inbox.runs(1)).toMatchObject([{ status: 'success' }]);
	},
);

test('50 deliveries of one event at once, each under an envelope of its own: one execution', async () => {
	const inbox = await opened();
	const event = message();
	const bodies = Array.from({ length: 50 }, (_, number) =>
		JSON.stringify({ ...event, eventId: `evt_1779151909999_${String(number).padStart(16, '0')}` }),
	);
	expectTaken(await deliverAll(inbox, bodies), 50);
	expect(await inbox.runs(1)).toHaveLength(1);
});

test('10 events at once, each five times: 10 executions', async () => {
	const inbox = await opened();
	const bodies = Array.from({ length: 10 }, () => JSON.stringify(message()));
	expectTaken(await deliverAll(inbox, Array<string[]>(5).fill(bodies).flat()), 50);
	const rows = await inbox.runs(10);
	const ids = await Promise.all(
		rows.map(async ({ id }) => inbox.events(await stage.n8n.readExecution(id))[0]?.eventId),
	);
	expect(new Set(ids).size).toBe(10);
	expect(rows).toHaveLength(10);
});

test('deliveries of one event while n8n can store nothing: all are refused, and the next one runs', async () => {
	const inbox = await opened();
	const body = JSON.stringify(message());
	const mend = await sabotage(stage.host.userFolder);
	const refused = await Promise.all(
		Array.from({ length: 10 }, async () => await send(inbox, body)),
	);
	await mend();
	for (const { status } of refused) expect([500, 503]).toContain(status);
	expect(await count(inbox)).toBe(0);

	expectTaken(await deliverAll(inbox, [body, body]), 2);
	expect(await inbox.runs(1)).toHaveLength(1);
});

test.each([0, 2, 5, 10, 20, 50])(
	'a provider that hangs up after %d ms and sends again: one execution',
	async (afterMs) => {
		const inbox = await opened();
		const body = JSON.stringify(message());
		const signature = wsapiSignature(Buffer.from(body), WEBHOOK_SECRET);
		await sendAndHangUp(inbox.url, body, signature, afterMs);
		expect((await send(inbox, body)).status).toBe(200);
		expect((await send(inbox, body)).status).toBe(200);
		expect(await inbox.runs(1)).toMatchObject([{ status: 'success' }]);
	},
);

test('two workflows for the same events run once each: neither hides an event from the other', async () => {
	const one = await opened();
	const other = await opened({ setup: one.setup });
	const body = JSON.stringify(message());
	for (const inbox of [one, other, one, other]) {
		expect((await send(inbox, body)).status).toBe(200);
	}
	expect(await one.runs(1)).toHaveLength(1);
	expect(await other.runs(1)).toHaveLength(1);
});

test('a delivery that repeats one event and brings a new one runs the new one alone', async () => {
	const inbox = await stage.inbox('cbot', { parameters: EVENTS });
	await inbox.open();
	const first = cbot.item('text', { body: 'first' }, { id: 'ABGG1' });
	const second = cbot.item('text', { body: 'second' }, { id: 'ABGG2', from: BEN });
	await send(inbox, JSON.stringify(cbot.onPremises(first)));
	await send(inbox, JSON.stringify(cbot.onPremises(first, second)));
	await send(inbox, JSON.stringify(cbot.onPremises(second, first)));
	const rows = (await inbox.runs(2)).reverse();
	const texts = await Promise.all(
		rows.map(async ({ id }) =>
			inbox.events(await stage.n8n.readExecution(id)).map(({ message }) => message),
		),
	);
	expect(texts).toMatchObject([[{ text: 'first' }], [{ text: 'second' }]]);
});

test('with Deduplicate off every delivery runs', async () => {
	const inbox = await opened({ parameters: { ...EVENTS, options: { deduplicate: false } } });
	const body = JSON.stringify(message());
	await send(inbox, body);
	await send(inbox, body);
	expect(await inbox.runs(2)).toHaveLength(2);
});

describe('an event that ran is still known', () => {
	let inbox: Inbox<'wsapi'>;
	const body = JSON.stringify(wsapi.text('Hello', { id: '3EB0KNOWN' }));
	beforeAll(async () => {
		inbox = await opened();
		await send(inbox, body);
		await inbox.runs(1);
	});

	test('after the workflow was unpublished and published', async () => {
		await inbox.unpublish();
		expect((await send(inbox, body)).status).toBe(404);
		await inbox.open();
		expect((await send(inbox, body)).status).toBe(200);
		expect(await inbox.runs(1)).toHaveLength(1);
	});

	test('after the workflow was changed and published', async () => {
		await inbox.edit(TRIGGER, {
			parameters: { ...inbox.trigger.parameters, events: ['message.received', 'message.sent'] },
		});
		await inbox.open();
		expect((await send(inbox, body)).status).toBe(200);
		expect(await inbox.runs(1)).toHaveLength(1);
	});

	test('after n8n was started anew', async () => {
		await stage.host.restart();
		await stage.n8n.logIn();
		await stage.n8n.waitForWebhook(inbox.url);
		expect((await send(inbox, body)).status).toBe(200);
		expect(await inbox.runs(1)).toHaveLength(1);
		expect((await send(inbox, JSON.stringify(message()))).status).toBe(200);
		expect(await inbox.runs(2)).toHaveLength(2);
	});
});

describe('Listen for Test Event', () => {
	let inbox: Inbox<'wsapi'>;
	/** Where the provider delivers while the editor listens. */
	let editor: Pick<Inbox<'wsapi'>, 'setup' | 'url'>;
	beforeAll(async () => {
		inbox = await opened();
		editor = { setup: inbox.setup, url: inbox.testUrl };
	});
	const listen = async () => {
		expect(await stage.n8n.startListening(inbox.workflow.id, TRIGGER)).toBe(true);
		await stage.n8n.waitForWebhook(inbox.testUrl);
	};
	const modes = async (runs: number) => (await inbox.runs(runs)).map(({ mode }) => mode);

	test('runs in the editor once and ends listening; the event still runs in production', async () => {
		await listen();
		const body = JSON.stringify(message());
		expect(await send(editor, body)).toMatchObject({ status: 200, body: '{"success":true}' });
		expect(await modes(1)).toEqual(['manual']);
		const [event] = inbox.events(await inbox.latest(1));
		expect(event).toMatchObject({ event: 'message.received', message: { text: 'Hello' } });

		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect((await send(editor, JSON.stringify(message()))).status).toBe(404);

		expect((await send(inbox, body)).status).toBe(200);
		expect(await modes(2)).toEqual(['webhook', 'manual']);
	});

	test('an event that ran in production runs in the editor too', async () => {
		const body = JSON.stringify(message());
		await send(inbox, body);
		const before = (await inbox.runs(0)).length;
		await listen();
		expect((await send(editor, body)).status).toBe(200);
		expect((await modes(before + 1))[0]).toBe('manual');
	});

	test('an event that is not subscribed does not end it', async () => {
		await listen();
		const before = (await inbox.runs(0)).length;
		expect((await send(editor, JSON.stringify(wsapi.receipt('read')))).status).toBe(200);
		expect((await inbox.runs(0)).length).toBe(before);

		expect((await send(editor, JSON.stringify(message()))).status).toBe(200);
		expect((await modes(before + 1))[0]).toBe('manual');
	});

	test.each<[string, number, () => Promise<Answer>]>([
		['a forged one', 401, async () => await send(editor, '{"a":1}', { secret: 'forged' })],
		['no event', 400, async () => await send(editor, '{}')],
		['nothing at all', 401, async () => await post(editor.url, '', { headers: [JSON_TYPE] })],
	])('%s ends it with a run that failed, which says why', async (_name, status, deliver) => {
		await listen();
		const before = (await inbox.runs(0)).length;
		expect((await deliver()).status).toBe(status);
		const [run] = await inbox.runs(before + 1);
		expect(run).toMatchObject({ mode: 'manual', status: 'error' });
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
	});

	test('production goes on meanwhile, and the editor gets a copy', async () => {
		await listen();
		const before = (await inbox.runs(0)).length;
		expect((await send(inbox, JSON.stringify(message()))).status).toBe(200);
		expect((await modes(before + 2)).slice(0, 2).sort()).toEqual(['manual', 'webhook']);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect((await send(editor, JSON.stringify(message()))).status).toBe(404);
		expect((await inbox.runs(0)).length).toBe(before + 2);
	});
});
