/** What n8n makes of a credential's fields that are expressions, or were never filled in, in a real n8n. */
import { send } from '../support/e2e/prove';
import { refusals } from '../support/e2e/refusals';
import { Stage } from '../support/e2e/stage';
import * as wsapi from '../support/providers/wsapi/payloads';
import { WEBHOOK_SECRET } from '../support/setups';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

let sent = 0;

/** What a delivery is answered, and how many executions there are of it. */
async function deliver(fields: Record<string, string | undefined>, secret?: string) {
	const setup = await stage.setUp('wsapi');
	const inbox = await stage.inbox('wsapi', { setup, fields });
	await inbox.open();
	const text = wsapi.text('Hello');
	const payload = {
		...text,
		instanceId: setup.simulated.instance.id,
		eventData: { ...text.eventData, id: `3EB0EXPRESSION${++sent}` },
	};
	const answer = await send(inbox, JSON.stringify(payload), secret === undefined ? {} : { secret });
	const executions = (await stage.n8n.listExecutions(inbox.workflow.id)).length;
	return { status: answer.status, executions };
}

const GIVES_NOTHING = ['={{ $vars.missing }}', '={{ null }}', '={{ { a: 1 } }}', '={{ true }}'];

test.each(GIVES_NOTHING)(
	'a Webhook Secret of %s turns every delivery away, signed or not, with one warning that says so',
	async (webhookSecret) => {
		const log = stage.logFromNow();
		expect(await deliver({ webhookSecret }, '')).toEqual({ status: 503, executions: 0 });
		expect(await refusals(log, 1)).toEqual([
			expect.stringMatching(/with 503: .*Webhook Secret is neither a text nor a number/),
		]);
		expect(await deliver({ webhookSecret })).toEqual({ status: 503, executions: 0 });
	},
);

test.each(GIVES_NOTHING)('an Instance ID of %s does, too', async (instanceId) => {
	const log = stage.logFromNow();
	expect(await deliver({ instanceId })).toEqual({ status: 503, executions: 0 });
	expect(await refusals(log, 1)).toEqual([expect.stringMatching(/Instance ID is neither/)]);
});

test('an expression that gives a text is that text', async () => {
	const webhookSecret = `={{ '${WEBHOOK_SECRET}' }}`;
	expect(await deliver({ webhookSecret })).toEqual({ status: 200, executions: 1 });
	expect(await deliver({ webhookSecret }, 'another')).toEqual({ status: 401, executions: 0 });
});

test('a field that was never filled in is empty, as one that is not there in an old credential', async () => {
	expect(await deliver({ webhookSecret: '' }, '')).toEqual({ status: 200, executions: 1 });
	expect(await deliver({ webhookSecret: undefined }, '')).toEqual({ status: 200, executions: 1 });
});
