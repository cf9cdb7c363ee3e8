/** "Listen for test event": beside a published workflow, in vain, refused, ended in every way; it leaves nothing behind. */
import { randomUUID } from 'node:crypto';

import {
	changes,
	REGISTERING,
	setByHand,
	urlsOnRecord,
	type RegisteringId,
} from '../support/e2e/at-the-provider';
import { TRIGGER, type Inbox, type InboxOptions } from '../support/e2e/inbox';
import { node } from '../support/e2e/nodes';
import { send } from '../support/e2e/prove';
import {
	happensAt,
	mend,
	registrationFaults,
	startFailing,
	stopFailing,
} from '../support/e2e/registration-faults';
import { Stage } from '../support/e2e/stage';
import { textMessage } from '../support/e2e/text-message';
import { N8nRefused } from '../support/n8n/client';
import { rejectionOf } from '../support/rejection';
import { until } from '../support/until';
import type { ProviderId } from '../support/providers';

const AUTOMATIC = { registration: 'automatic', events: ['message.received'] };
const LIVE = 'webhook';
const TEST = 'manual';

let stage: Stage;
beforeAll(async () => {
	stage = await Stage.open();
});
afterAll(async () => await stage.close());

async function inboxOf<Id extends ProviderId>(
	id: Id,
	options: InboxOptions<Id> = {},
): Promise<Inbox<Id>> {
	return await stage.inbox(id, { parameters: AUTOMATIC, ...options });
}

type AnyInbox = Pick<Inbox<ProviderId>, 'workflow' | 'setup' | 'url' | 'testUrl' | 'runs'>;

async function listen({ workflow }: Pick<AnyInbox, 'workflow'>): Promise<void> {
	expect(await stage.n8n.startListening(workflow.id, TRIGGER)).toBe(true);
}

/** A message as the provider delivers it now, to whatever URL it has. */
async function tell(inbox: AnyInbox, id: string, url = inbox.url): Promise<number> {
	return (await send({ setup: inbox.setup, url }, textMessage(inbox.setup, id))).status;
}

const modes = async (inbox: AnyInbox, count: number) =>
	(await inbox.runs(count)).map(({ mode }) => mode).sort();

/** n8n's own Webhook node, in a workflow of its own: it listens, takes a call, and is done. */
async function anotherWorkflowListens(): Promise<void> {
	const path = randomUUID();
	const webhook = {
		...node('n8n-nodes-base.webhook', 'Webhook', { path, httpMethod: 'POST' }, 2),
		webhookId: randomUUID(),
	};
	const workflow = await stage.n8n.createWorkflow({
		name: "n8n's own webhook",
		nodes: [webhook],
		connections: {},
	});
	expect(await stage.n8n.startListening(workflow.id, 'Webhook')).toBe(true);
	const url = `${stage.host.baseUrl}/webhook-test/${path}`;
	expect((await fetch(url, { method: 'POST', signal: AbortSignal.timeout(30_000) })).status).toBe(
		200,
	);
	await stage.n8n.waitForExecutions({ workflowId: workflow.id, count: 1 });
}

describe.each(REGISTERING)('%s, in vain', (id) => {
	let failingUrl: string;
	beforeAll(async () => (failingUrl = await startFailing()));
	afterAll(async () => await stopFailing());

	test("it says why, another workflow with n8n's own Webhook node listens after it, and mended it listens itself", async () => {
		for (const fault of registrationFaults(failingUrl)) {
			if (!happensAt(fault, id)) continue;
			const inbox = await inboxOf<RegisteringId>(id, {
				...(fault.fields ? { fields: fault.fields } : {}),
			});
			await fault.break?.(inbox);
			const { reason } = await rejectionOf(listen(inbox), N8nRefused);
			expect(reason).toMatch(fault.says);
			await anotherWorkflowListens();
			await mend(stage, inbox, fault);
			await listen(inbox);
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
			expect(await tell(inbox, '3EB0TEST', inbox.testUrl)).toBe(200);
			await stage.n8n.waitForNoWebhook(inbox.testUrl);
			expect(urlsOnRecord(inbox.setup)).toEqual([]);
			expect(await modes(inbox, 1)).toEqual([TEST]);
		}
	});

	test('a provider that is gone when the listening ends: n8n is rid of it all the same', async () => {
		const inbox = await inboxOf(id);
		await listen(inbox);
		const log = stage.logFromNow();
		await inbox.setup.simulated.goDown();
		await stage.n8n.stopListening(inbox.workflow.id);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		await anotherWorkflowListens();
		expect(log()).toContain('may still have the test URL');
		await inbox.setup.simulated.comeBack();

		// What was left at the provider is ours, and in nobody's way.
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
		await inbox.open();
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
	});
});

describe.each(REGISTERING)('%s, while the workflow is published', (id) => {
	let inbox: Inbox<RegisteringId>;
	let before: ReturnType<Inbox<RegisteringId>['setup']['simulated']['registered']>;
	let changesBefore: number;
	beforeEach(async () => {
		inbox = await inboxOf<RegisteringId>(id);
		await inbox.open();
		before = inbox.setup.simulated.registered();
		changesBefore = changes(inbox.setup).length;
	});

	test('the event runs the published workflow and shows up in the editor; nothing changes at the provider', async () => {
		await listen(inbox);
		expect(await tell(inbox, '3EB0BOTH')).toBe(200);
		expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect(await tell(inbox, '3EB0AFTER')).toBe(200);
		expect(await modes(inbox, 3)).toEqual([TEST, LIVE, LIVE]);
		expect(inbox.setup.simulated.registered()).toEqual(before);
		expect(changes(inbox.setup)).toHaveLength(changesBefore);
	});

	test('an event of a kind that only the draft wants shows up as well, and the provider is as before afterwards', async () => {
		const events = ['message.received', 'message.deleted'];
		await inbox.edit(TRIGGER, { parameters: { ...inbox.trigger.parameters, events } });
		await listen(inbox);
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
		const named = inbox.setup.simulated.registered().map(({ events }) => {
			return events === null ? 'no list' : /delete|revoke/i.test(events.join());
		});
		expect(named).toEqual([id === 'cbot' ? 'no list' : true]);
		expect(await tell(inbox, '3EB0WIDE')).toBe(200);
		expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		await until(() => sameRegistered(inbox.setup.simulated.registered(), before), {
			what: 'the webhook as it was',
		});
	});

	test('stopped, or in two tabs: the published workflow goes on', async () => {
		await listen(inbox);
		await stage.n8n.stopListening(inbox.workflow.id);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect(await tell(inbox, '3EB0STOPPED')).toBe(200);
		expect(await modes(inbox, 1)).toEqual([LIVE]);

		await listen(inbox);
		await listen(inbox);
		expect(await tell(inbox, '3EB0TABS')).toBe(200);
		expect(await modes(inbox, 3)).toEqual([TEST, LIVE, LIVE]);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
	});

	test('unpublished in vain, with its URL left at the provider, it takes that over', async () => {
		await inbox.setup.simulated.goDown();
		await stage.n8n.unpublish(inbox.workflow.id);
		await inbox.setup.simulated.comeBack();
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
		await listen(inbox);
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
		await stage.n8n.stopListening(inbox.workflow.id);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect(urlsOnRecord(inbox.setup)).toEqual([]);
	});
});

function sameRegistered(now: unknown, before: unknown): boolean {
	return JSON.stringify(now) === JSON.stringify(before);
}

describe.each(REGISTERING)('%s, published while the editor listens', (id) => {
	test('the provider delivers to the published workflow, and the editor gets the event as well', async () => {
		const inbox = await inboxOf(id);
		await listen(inbox);
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
		await inbox.open();
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
		expect(await tell(inbox, '3EB0PUBLISHED')).toBe(200);
		expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
		await stage.n8n.waitForNoWebhook(inbox.testUrl);
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
	});
});

test('cut off by a restart of n8n: what is published goes on, and publishing replaces what is left', async () => {
	const published = await Promise.all(REGISTERING.map(async (id) => await inboxOf(id)));
	const drafts = await Promise.all(REGISTERING.map(async (id) => await inboxOf(id)));
	for (const inbox of published) await inbox.open();
	const before = published.map(({ setup }) => setup.simulated.registered());
	for (const inbox of [...published, ...drafts]) await listen(inbox);
	await stage.host.restart();
	await stage.n8n.logIn();

	for (const [index, inbox] of published.entries()) {
		await stage.n8n.waitForWebhook(inbox.url);
		expect(inbox.setup.simulated.registered()).toEqual(before[index]);
		expect(await tell(inbox, '3EB0RESTART')).toBe(200);
		expect(await modes(inbox, 1)).toEqual([LIVE]);
	}
	for (const inbox of drafts) {
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
		await inbox.open();
		expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
		await inbox.unpublish();
		expect(urlsOnRecord(inbox.setup)).toEqual([]);
	}
});

test('registered by hand and published, the editor gets a copy as well, without any call to the provider', async () => {
	const inbox = await inboxOf('chatbreez', { parameters: { events: ['message.received'] } });
	await inbox.open();
	await listen(inbox);
	expect(await tell(inbox, '3EB0HAND')).toBe(200);
	expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
	expect(inbox.setup.simulated.requests).toEqual([]);
});

describe('a delivery that is refused while the editor listens', () => {
	const problem = async (inbox: AnyInbox) => {
		const [run] = await inbox.runs(1);
		expect(run).toMatchObject({ mode: TEST, status: 'error' });
		return (await stage.n8n.readExecution(run?.id ?? '')).error;
	};

	test.each(['chatlevel', 'wsapi', 'chatbreez', 'cbot', 'eazewa', 'evolution'] as const)(
		'%s: wrong secret: 401 on the wire, and in the editor a run that says so',
		async (id) => {
			const parameters = id === 'chatbreez' ? { events: ['message.received'] } : AUTOMATIC;
			const inbox = await inboxOf(id as ProviderId, { parameters });
			await listen(inbox);
			const answer = await send(
				{ setup: inbox.setup, url: inbox.testUrl },
				textMessage(inbox.setup, '3EB0ECHO'),
				{ secret: 'not-the-one' },
			);
			expect(answer.status).toBe(401);
			expect(JSON.parse(answer.body)).toMatchObject({ success: false });
			expect(answer.body).not.toContain('3EB0ECHO');

			const error = await problem(inbox);
			expect(error?.node?.name).toBe(TRIGGER);
			expect(error?.message).toMatch(
				/^A delivery arrived and was refused \(HTTP 401\): .*(secret|signature)/,
			);
			expect(error?.description).toContain('listen again');
			expect(JSON.stringify(error)).not.toMatch(/3EB0ECHO|not-the-one/);
			await stage.n8n.waitForNoWebhook(inbox.testUrl);

			await listen(inbox);
			expect(await tell(inbox, '3EB0GOOD', inbox.testUrl)).toBe(200);
			expect((await inbox.runs(2))[0]).toMatchObject({ mode: TEST, status: 'success' });
		},
	);

	test('of another instance (403), and of no provider of ours (400)', async () => {
		const other = await inboxOf('wsapi', {
			parameters: { events: ['message.received'] },
			fields: { instanceId: 'ins_another' },
		});
		await listen(other);
		expect(await tell(other, '3EB0OTHER', other.testUrl)).toBe(403);
		expect((await problem(other))?.message).toMatch(/HTTP 403.*another instance/);

		const strange = await inboxOf('wsapi', { parameters: { events: ['message.received'] } });
		await listen(strange);
		const { status } = await send({ setup: strange.setup, url: strange.testUrl }, '{"made":"up"}');
		expect(status).toBe(400);
		const error = await problem(strange);
		expect(error?.message).toMatch(/HTTP 400.*not a WSAPI webhook/);
		expect(error?.description).toContain('Provider');
		await anotherWorkflowListens();
	});

	test('while the workflow is published: its own answer and runs are as ever', async () => {
		const inbox = await inboxOf('chatlevel');
		await inbox.open();
		await listen(inbox);
		const wrong = await send(inbox, textMessage(inbox.setup, '3EB0WRONG'), {
			secret: 'not-the-one',
		});
		expect(wrong.status).toBe(401);
		expect((await problem(inbox))?.message).toMatch(/HTTP 401/);
		expect(await tell(inbox, '3EB0RIGHT')).toBe(200);
		expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
	});

	test('a published workflow that nobody listens to has no run for it', async () => {
		const inbox = await inboxOf('chatlevel');
		await inbox.open();
		const wrong = await send(inbox, textMessage(inbox.setup, '3EB0WRONG'), {
			secret: 'not-the-one',
		});
		expect(wrong.status).toBe(401);
		expect(await inbox.runs(0)).toEqual([]);
	});
});

test("somebody else's webhook that may be replaced is back after the listening", async () => {
	const setup = await stage.setUp('chatlevel');
	setByHand(setup, 'https://elsewhere.example.com/hook?secret=theirs');
	const before = setup.simulated.registered();
	const inbox = await inboxOf('chatlevel', {
		setup,
		parameters: { ...AUTOMATIC, options: { replaceExisting: true } },
	});
	await listen(inbox);
	await listen(inbox);
	expect(urlsOnRecord(setup)).toEqual([inbox.testUrl]);
	await stage.n8n.stopListening(inbox.workflow.id);
	await stage.n8n.waitForNoWebhook(inbox.testUrl);
	await until(() => sameRegistered(setup.simulated.registered(), before), {
		what: 'their webhook',
	});
});

describe('n8n on paths of its own, behind a proxy that takes a prefix off', () => {
	let elsewhere: Stage;
	beforeAll(async () => {
		elsewhere = await Stage.open({
			WEBHOOK_URL: 'http://127.0.0.1:1/automation/',
			N8N_ENDPOINT_WEBHOOK: 'live',
			N8N_ENDPOINT_WEBHOOK_TEST: 'trial',
		});
	});
	afterAll(async () => await elsewhere.close());

	test('listening while published gets the event, and is not told that its own URL is in the way', async () => {
		const inbox = await elsewhere.inbox('wsapi', { parameters: AUTOMATIC });
		expect((await inbox.publish()).status).toBe('published');
		const path = `/${inbox.trigger.webhookId}/webhook`;
		expect(urlsOnRecord(inbox.setup)).toEqual([`http://127.0.0.1:1/automation/live${path}`]);
		expect(await elsewhere.n8n.startListening(inbox.workflow.id, TRIGGER)).toBe(true);
		expect(await tell(inbox, '3EB0PREFIX', `${elsewhere.host.baseUrl}/live${path}`)).toBe(200);
		expect(await modes(inbox, 2)).toEqual([TEST, LIVE]);
		expect(urlsOnRecord(inbox.setup)).toEqual([`http://127.0.0.1:1/automation/live${path}`]);
	});
});
