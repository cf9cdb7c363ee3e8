/** A node that is not set to the trigger's provider, or has no credential, says so in the editor. */
import type { INode } from 'n8n-workflow';

import { TRIGGER } from '../support/e2e/inbox';
import { node, ourNode, PACKAGE } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';
import { createScenario } from '../support/providers/scenario';
import { WEBHOOK_SECRET } from '../support/setups';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open();
});
afterAll(async () => await stage.close());

/** What a test run in the editor ends with, when this node stands behind a WSAPI trigger. */
async function errorOf(behind: INode) {
	const inbox = await stage.inbox('wsapi', { nodes: () => [behind] });
	expect(await stage.n8n.startListening(inbox.workflow.id, TRIGGER)).toBe(true);
	await stage.n8n.waitForWebhook(inbox.testUrl);
	const { simulated } = inbox.setup;
	const place = { webhookUrl: inbox.testUrl, secret: WEBHOOK_SECRET };
	await createScenario(simulated, place).textMessage('Hello?');

	const { status, error } = await inbox.latest(1);
	expect(status).toBe('error');
	expect(simulated.whatsapp.sent).toEqual([]);
	return error;
}

test('another provider, without a credential: both are named', async () => {
	const reply = node(`${PACKAGE}.whatsAppReply`, 'Reply', { provider: 'cbot', text: 'Hi' });
	expect(await errorOf(reply)).toMatchObject({
		message: 'The event came from WSAPI, but this node is set to Cbot',
		description: expect.stringContaining('set Provider to WSAPI') as string,
	});
});

test('another provider, with its own credential: both are named', async () => {
	const credential = await stage.credential(await stage.setUp('cbot'));
	const markRead = ourNode('whatsAppMarkRead', 'Read', { provider: 'cbot' }, credential);
	expect(await errorOf(markRead)).toMatchObject({
		message: 'The event came from WSAPI, but this node is set to Cbot',
	});
});

test('the right provider without a credential: which one is missing', async () => {
	const reply = node(`${PACKAGE}.whatsAppReply`, 'Reply', { provider: 'wsapi', text: 'Hi' });
	expect(await errorOf(reply)).toMatchObject({
		message: 'No WSAPI credential is chosen in the node "Reply"',
		description: expect.stringContaining('choose one in the Credential field') as string,
	});
});
