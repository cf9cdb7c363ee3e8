/** What people wrote starts workflows, in real n8n; what their devices tell each other does not. */
import { send } from '../support/e2e/prove';
import { Stage } from '../support/e2e/stage';
import * as chatbreez from '../support/providers/chatbreez/payloads';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

test('ChatBreez: of all it delivers, messages and edits are executions, plumbing is none', async () => {
	const parameters = { events: ['message.received', 'message.sent', 'message.edited'] };
	const inbox = await stage.inbox('chatbreez', { parameters });
	await inbox.open();
	const deliver = async (payload: unknown) => {
		expect((await send(inbox, JSON.stringify(payload))).status).toBe(200);
	};

	const plumbing = chatbreez.fixtures.filter(({ name }) => name.startsWith('plumbing'));
	expect(plumbing.length).toBeGreaterThan(50);
	for (const { payload } of plumbing) await deliver(payload);

	await deliver(chatbreez.sealedEdit('3EB0EDIT'));
	expect(inbox.events(await inbox.latest(1))).toMatchObject([
		{ event: 'message.edited', message: { id: '3EB0EARLIER', text: null } },
	]);
	await deliver(chatbreez.events['referral: an advertisement']?.());
	expect(inbox.events(await inbox.latest(2))).toMatchObject([
		{
			event: 'message.received',
			message: { text: 'Hello', referral: { sourceType: 'ad', clickId: 'click-AAAA' } },
		},
	]);
	expect(await inbox.runs(2)).toHaveLength(2);
});
