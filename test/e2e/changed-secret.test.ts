/** How soon a Webhook Secret counts that somebody changes in the credential of a published trigger, in a real n8n. */
import { setTimeout as sleep } from 'node:timers/promises';

import type { Inbox } from '../support/e2e/inbox';
import { send } from '../support/e2e/prove';
import { Stage } from '../support/e2e/stage';
import { scriptOf, type AnySimulatedProvider, type ProviderId } from '../support/providers';
import { PROVIDER_IDS, WEBHOOK_SECRET as FORMER } from '../support/setups';

const CHANGED = 'another-secret-of-the-simulation';

/** How long the trigger keeps what n8n decrypted, and a little. */
const KEPT_FOR_MS = 5_200;

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

let sent = 0;

/** A published trigger, which has taken a delivery with the secret as it was. */
async function opened(id: ProviderId): Promise<Inbox<ProviderId>> {
	const inbox = await stage.inbox<ProviderId>(id);
	await inbox.open();
	expect(await deliver(inbox, FORMER)).toBe(200);
	return inbox;
}

/** The status that a new message with this secret is answered with. */
async function deliver(inbox: Inbox<ProviderId>, secret: string): Promise<number> {
	const script = scriptOf(inbox.setup.simulated as unknown as AnySimulatedProvider);
	const { payload } = script.text(`3EB0CHANGED${++sent}`, 'Hello', new Date());
	return (await send(inbox, JSON.stringify(payload), { secret })).status;
}

/** As the form of the credential saves it. */
async function change({ credential, setup }: Inbox<ProviderId>, webhookSecret: string) {
	await stage.n8n.updateCredential(credential, { ...setup.fields, webhookSecret });
}

const executionsOf = async ({ workflow }: Inbox<ProviderId>) =>
	(await stage.n8n.listExecutions(workflow.id)).length;

test.each(PROVIDER_IDS)(
	'%s: the next delivery with the changed secret is taken, and then none with the former one',
	async (id) => {
		const inbox = await opened(id);
		await change(inbox, CHANGED);
		expect(await deliver(inbox, CHANGED)).toBe(200);
		expect(await deliver(inbox, FORMER)).toBe(401);
		expect(await executionsOf(inbox)).toBe(2);
	},
);

test('it is taken where the provider had it first and was refused a moment ago', async () => {
	const inbox = await opened('wsapi');
	expect(await deliver(inbox, CHANGED)).toBe(401);
	expect(await deliver(inbox, CHANGED)).toBe(401);
	await change(inbox, CHANGED);
	expect(await deliver(inbox, CHANGED)).toBe(200);
});

test('the former one counts for five seconds at most, though no delivery has the changed one', async () => {
	const inbox = await opened('wsapi');
	await change(inbox, CHANGED);
	await sleep(KEPT_FOR_MS);
	expect(await deliver(inbox, FORMER)).toBe(401);
	expect(await deliver(inbox, CHANGED)).toBe(200);
	expect(await executionsOf(inbox)).toBe(2);
});

test('while forged deliveries pour in it counts within a second, and all of those are 401', async () => {
	const inbox = await opened('wsapi');
	let isOver = false;
	const forged: number[] = [];
	const pouring = Array.from({ length: 10 }, async () => {
		while (!isOver) forged.push(await deliver(inbox, 'a guess'));
	});
	await sleep(3_000);
	await change(inbox, CHANGED);
	// n8n answers one after the other: what came before the change is out of the way by then.
	await sleep(2_000);
	expect(await deliver(inbox, CHANGED)).toBe(200);
	isOver = true;
	await Promise.all(pouring);
	expect(new Set(forged)).toEqual(new Set([401]));
	expect(forged.length).toBeGreaterThan(50);
	expect(await executionsOf(inbox)).toBe(2);
});
