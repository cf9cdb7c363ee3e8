/** Publishing sets the webhook at the provider, unpublishing takes it away, and neither touches what is somebody else's. */
import {
	changes,
	REGISTERING,
	setByHand,
	urlsOnRecord,
	type RegisteringId,
} from '../support/e2e/at-the-provider';
import { TRIGGER, type Inbox, type InboxOptions } from '../support/e2e/inbox';
import { send } from '../support/e2e/prove';
import { Stage } from '../support/e2e/stage';
import { textMessage } from '../support/e2e/text-message';
import { N8nRefused } from '../support/n8n/client';
import { rejectionOf } from '../support/rejection';
import { until } from '../support/until';

/** Somebody else's webhook, with somebody else's secret. */
const FOREIGN = 'https://elsewhere.example.com/hook';
const FOREIGN_URL = `${FOREIGN}?secret=theirs`;

let stage: Stage;
beforeAll(async () => {
	// n8n then says at once why a trigger could not be registered, instead of trying for 15 s.
	stage = await Stage.open({ N8N_USE_WORKFLOW_PUBLICATION_SERVICE: 'false' });
});
afterAll(async () => await stage.close());

const AUTOMATIC = { registration: 'automatic', events: ['message.received'] };
const REPLACING = { ...AUTOMATIC, options: { replaceExisting: true } };

async function inboxOf(
	id: RegisteringId,
	options: InboxOptions<RegisteringId> = {},
): Promise<Inbox<RegisteringId>> {
	return await stage.inbox<RegisteringId>(id, { parameters: AUTOMATIC, ...options });
}

/** What n8n shows to somebody who publishes in vain. */
const refusal = async (inbox: Inbox<RegisteringId>) =>
	(await rejectionOf(inbox.publish(), N8nRefused)).reason;

describe.each(REGISTERING)('%s', (id) => {
	describe("a webhook of somebody else's", () => {
		let inbox: Inbox<RegisteringId>;
		beforeEach(async () => {
			const setup = await stage.setUp<RegisteringId>(id);
			setByHand(setup, FOREIGN_URL);
			inbox = await inboxOf(id, { setup });
		});

		test('is not replaced: publishing fails, naming it and the way out, and nothing is changed', async () => {
			const reason = await refusal(inbox);
			expect(reason).toContain(FOREIGN);
			expect(reason).toContain('Replace Existing Webhook');
			expect(reason).not.toContain('theirs');
			expect(urlsOnRecord(inbox.setup)).toEqual([FOREIGN]);
			expect(changes(inbox.setup)).toEqual([]);
			expect((await stage.n8n.readPublication(inbox.workflow.id)).status).toBe('not_published');
			expect((await send(inbox, textMessage(inbox.setup, '3EB0NOBODY'))).status).toBe(404);
		});

		test('is replaced where Replace Existing Webhook is on', async () => {
			await inbox.edit(TRIGGER, { parameters: { ...inbox.trigger.parameters, ...REPLACING } });
			await inbox.open();
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
			await inbox.unpublish();
			expect(urlsOnRecord(inbox.setup)).toEqual([]);
		});

		test('that took the place of ours meanwhile stays when we go', async () => {
			const own = await inboxOf(id);
			await own.open();
			setByHand(own.setup, FOREIGN_URL);
			const before = changes(own.setup).length;
			await own.unpublish();
			expect(own.setup.simulated.registered().map(({ target }) => target.url)).toEqual([
				FOREIGN_URL,
			]);
			expect(changes(own.setup)).toHaveLength(before);
		});
	});

	test('a wrong key: publishing fails and says that it is the key, without showing it', async () => {
		const wrong = 'a-wrong-key';
		const inbox = await inboxOf(id, { fields: { apiKey: wrong, customerApiKey: wrong } });
		const reason = await refusal(inbox);
		expect(reason).toMatch(/refused the credential/);
		expect(reason).not.toContain(wrong);
		expect(inbox.setup.simulated.registered()).toEqual([]);
	});

	test('an n8n that the provider cannot reach: the message names WEBHOOK_URL, before any call', async () => {
		const inbox = await inboxOf(id, { fields: { baseUrl: 'https://provider.invalid' } });
		const reason = await refusal(inbox);
		expect(reason).toContain('WEBHOOK_URL');
		expect(reason).toContain(stage.host.baseUrl);
		expect(inbox.setup.simulated.requests).toEqual([]);
	});

	test('registration by hand: the provider is not called, neither on publishing nor on unpublishing', async () => {
		const inbox = await inboxOf(id, { parameters: { ...AUTOMATIC, registration: 'manual' } });
		await inbox.open();
		expect((await send(inbox, textMessage(inbox.setup, '3EB0BYHAND'))).status).toBe(200);
		await inbox.unpublish();
		expect(inbox.setup.simulated.requests).toEqual([]);
	});

	test('publishing again without a change leaves the webhook as it is', async () => {
		const inbox = await inboxOf(id);
		await inbox.open();
		const before = inbox.setup.simulated.registered();
		await inbox.edit(TRIGGER, { notes: 'only a note' });
		await inbox.open();
		expect(inbox.setup.simulated.registered()).toEqual(before);
		expect((await send(inbox, textMessage(inbox.setup, '3EB0AGAIN'))).status).toBe(200);
	});

	if (id !== 'cbot') {
		test('publishing after Trigger On was changed changes what the provider delivers', async () => {
			const inbox = await inboxOf(id);
			await inbox.open();
			const subscribed = () => inbox.setup.simulated.registered()[0]?.events ?? [];
			const before = [...subscribed()];
			const events = ['message.received', 'message.deleted', 'call.updated'];
			await inbox.edit(TRIGGER, { parameters: { ...inbox.trigger.parameters, events } });
			await inbox.open();
			expect(before.join()).not.toMatch(/delete|revoke|call/i);
			expect(subscribed().join()).toMatch(/delete|revoke/i);
			expect(subscribed().join()).toMatch(/call/i);
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.url]);
		});
	}

	describe('Listen for Test Event', () => {
		const listen = async (inbox: Inbox<RegisteringId>) =>
			await stage.n8n.startListening(inbox.workflow.id, TRIGGER);
		const tell = async (inbox: Inbox<RegisteringId>, text: string) =>
			await send({ ...inbox, url: inbox.testUrl }, textMessage(inbox.setup, text));

		test('sets the test URL for as long as the editor listens', async () => {
			const inbox = await inboxOf(id);
			expect(await listen(inbox)).toBe(true);
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
			expect((await tell(inbox, '3EB0TEST')).status).toBe(200);
			await stage.n8n.waitForNoWebhook(inbox.testUrl);
			expect(urlsOnRecord(inbox.setup)).toEqual([]);
			expect(await inbox.runs(1)).toMatchObject([{ mode: 'manual', status: 'success' }]);
		});

		test('leaves the webhook of the published workflow where it is', async () => {
			const inbox = await inboxOf(id);
			await inbox.open();
			const before = inbox.setup.simulated.registered();
			expect(await listen(inbox)).toBe(true);
			expect(inbox.setup.simulated.registered()).toEqual(before);
			await stage.n8n.stopListening(inbox.workflow.id);
			await stage.n8n.waitForNoWebhook(inbox.testUrl);
			expect(inbox.setup.simulated.registered()).toEqual(before);
		});

		test('takes it where that is allowed, and gives it back', async () => {
			const inbox = await inboxOf(id, { parameters: REPLACING });
			await inbox.open();
			const before = inbox.setup.simulated.registered();
			expect(await listen(inbox)).toBe(true);
			expect(urlsOnRecord(inbox.setup)).toEqual([inbox.testUrl]);
			expect((await tell(inbox, '3EB0TEST')).status).toBe(200);
			await stage.n8n.waitForNoWebhook(inbox.testUrl);
			expect(inbox.setup.simulated.registered()).toEqual(before);
		});
	});
});

test('WSAPI without a Customer API Key: the message says what is missing and what to do instead', async () => {
	const inbox = await inboxOf('wsapi', { fields: { customerApiKey: '' } });
	const reason = await refusal(inbox);
	expect(reason).toContain('Customer API Key');
	expect(reason).toContain('Manual');
	expect(inbox.setup.simulated.requests).toEqual([]);
});

test('a provider that is not there: the message says so', async () => {
	const inbox = await inboxOf('chatlevel', { fields: { baseUrl: 'http://127.0.0.1:1/v1' } });
	expect(await refusal(inbox)).toMatch(/cannot be reached .*ECONNREFUSED/);
});

test('a provider that fails while the workflow is unpublished: n8n serves nothing any more, and its log says why', async () => {
	const inbox = await inboxOf('wsapi');
	await inbox.open();
	const log = stage.logFromNow();
	inbox.setup.simulated.failNext({ status: 500, body: {}, times: 100 });
	await stage.n8n.unpublish(inbox.workflow.id);
	expect((await send(inbox, textMessage(inbox.setup, '3EB0LATE'))).status).toBe(404);
	expect(await inbox.runs(0)).toEqual([]);
	await until(() => log().includes('WSAPI failed (HTTP 500)'), {
		what: 'a line in the log',
		explain: log,
	});
});

test('a restart of n8n: every webhook is still served and on record once, without a call that changes it', async () => {
	const inboxes = await Promise.all(REGISTERING.map(async (id) => await inboxOf(id)));
	for (const inbox of inboxes) await inbox.open();
	const before = inboxes.map(({ setup }) => ({
		registered: setup.simulated.registered(),
		changes: changes(setup).length,
	}));
	await stage.host.restart();
	await stage.n8n.logIn();
	for (const [index, inbox] of inboxes.entries()) {
		await stage.n8n.waitForWebhook(inbox.url);
		expect(inbox.setup.simulated.registered()).toEqual(before[index]?.registered);
		expect(changes(inbox.setup)).toHaveLength(before[index]?.changes ?? -1);
		expect((await send(inbox, textMessage(inbox.setup, '3EB0RESTART'))).status).toBe(200);
		expect(await inbox.runs(1)).toMatchObject([{ status: 'success' }]);
	}
});

describe('with n8n as it is by default, at a public address without https', () => {
	let standard: Stage;
	beforeAll(async () => {
		standard = await Stage.open({ WEBHOOK_URL: 'http://n8n.example.com/' });
	});
	afterAll(async () => await standard.close());

	test('publishing fails with the same messages: WEBHOOK_URL, and the webhook that is in the way', async () => {
		const taken = await standard.setUp('chatlevel');
		setByHand(taken, FOREIGN_URL);
		const inboxes = await Promise.all([
			standard.inbox('wsapi', {
				parameters: AUTOMATIC,
				fields: { baseUrl: 'https://provider.invalid' },
			}),
			standard.inbox('chatlevel', { parameters: AUTOMATIC, setup: taken }),
		]);
		// n8n tries for 15 s: both at a time.
		const [unreachable, foreign] = await Promise.all(
			inboxes.map(async (inbox) => await inbox.publish()),
		);
		expect(unreachable).toMatchObject({
			status: 'failed',
			triggers: [
				{
					errorMessage: expect.stringMatching(/http:\/\/n8n\.example\.com.*WEBHOOK_URL/) as string,
				},
			],
		});
		expect(foreign).toMatchObject({
			status: 'failed',
			triggers: [{ errorMessage: expect.stringContaining(FOREIGN) as string }],
		});
		expect(urlsOnRecord(taken)).toEqual([FOREIGN]);
		expect(changes(taken)).toEqual([]);
	});

	test('a gateway in the same network is told that address, and n8n forgets nothing over a restart', async () => {
		const inbox = await standard.inbox('wsapi', {
			parameters: AUTOMATIC,
			provider: { edition: 'selfHosted' },
		});
		await inbox.open();
		const registered = () => inbox.setup.simulated.registered().map(({ target }) => target.url);
		const { pathname } = new URL(inbox.url);
		const url = `http://n8n.example.com${pathname}`;
		expect(registered()).toEqual([url]);

		const before = changes(inbox.setup).length;
		await standard.host.restart();
		await standard.n8n.logIn();
		await standard.n8n.waitForWebhook(inbox.url);
		expect(registered()).toEqual([url]);
		expect(changes(inbox.setup)).toHaveLength(before);

		await inbox.unpublish();
		expect(registered()).toEqual([]);
	});
});
