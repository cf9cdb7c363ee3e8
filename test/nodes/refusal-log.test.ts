/** How many lines the log gets of deliveries that are refused: anybody who knows the URL can send them. */
import type { INode } from 'n8n-workflow';

import { sign } from '../../gateway/verification/hmac';
import { nodeOf } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import * as wsapi from '../support/providers/wsapi/payloads';

const CREDENTIAL = 'whatsAppWsapiApi';
const SECRET = 'whsec_test';
const FIELDS = { apiKey: 'sk_key', instanceId: 'ins_AAAA', webhookSecret: SECRET };

// Of timers only the one that is under test: the servers here are real.
beforeEach(() =>
	jest.useFakeTimers({
		doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'performance', 'queueMicrotask'],
	}),
);
afterEach(() => jest.useRealTimers());

const opened: ServedTrigger[] = [];
afterEach(async () => await Promise.all(opened.splice(0).map(async (one) => await one.close())));

let nodes = 0;
/** A node of its own, since the log is counted per node. */
async function serve(workflowId = `workflow-${nodes + 1}`): Promise<ServedTrigger> {
	const name = `Trigger ${++nodes}`;
	const node: INode = nodeOf('whatsAppWebhookTrigger', name, { provider: 'wsapi' }, CREDENTIAL);
	const served = await serveTrigger(node, { [CREDENTIAL]: FIELDS }, { workflowId });
	opened.push(served);
	return served;
}

async function post({ url }: ServedTrigger, body: string, signature: string | null) {
	const headers: Record<string, string> = { 'content-type': 'application/json' };
	if (signature !== null) headers['x-webhook-signature'] = signature;
	const { status } = await fetch(url, { method: 'POST', body, headers });
	return status;
}
const forged = async (served: ServedTrigger) =>
	await post(served, '{}', `sha256=${'0'.repeat(64)}`);
const unsigned = async (served: ServedTrigger) => await post(served, '{}', null);

const warnings = ({ log }: ServedTrigger) => log.filter((line) => line.startsWith('warn'));

test('the first of a reason is logged at once, the others are counted and logged after a minute', async () => {
	const served = await serve();
	for (let n = 0; n < 50; n++) expect(await forged(served)).toBe(401);
	expect(warnings(served)).toEqual([expect.stringMatching(/with 401: /)]);

	await jest.advanceTimersByTimeAsync(60_000);
	expect(warnings(served)).toHaveLength(2);
	expect(warnings(served)[1]).toMatch(/with 401: .*\(49 times more within the last minute\)/);

	for (let n = 0; n < 2; n++) await forged(served);
	await jest.advanceTimersByTimeAsync(60_000);
	expect(warnings(served)).toHaveLength(3);
	expect(warnings(served)[2]).toContain('(2 times more within the last minute)');

	await jest.advanceTimersByTimeAsync(60_000);
	await forged(served);
	expect(warnings(served)).toHaveLength(4);
	expect(warnings(served)[3]).not.toContain('more');
});

test('each reason has its line, and so has each node', async () => {
	const [one, other] = [await serve(), await serve()];
	for (const served of [one, other]) {
		for (const send of [forged, unsigned, forged, unsigned]) await send(served);
	}
	for (const served of [one, other]) {
		expect(warnings(served)).toHaveLength(2);
		expect(new Set(warnings(served)).size).toBe(2);
	}
});

test('it says nothing of what was sent', async () => {
	const served = await serve();
	const body = JSON.stringify(wsapi.text('aubergine'));
	for (let n = 0; n < 3; n++) await post(served, body, `sha256=${sign(body, 'another')}`);
	await jest.advanceTimersByTimeAsync(60_000);
	expect(warnings(served)).toHaveLength(2);
	expect(served.log.join()).not.toMatch(/aubergine|whsec_test|15550001111/);
});

test('a failure of the workflow’s own is one line, too', async () => {
	const node = nodeOf('whatsAppWebhookTrigger', 'Without', { provider: 'wsapi' }, CREDENTIAL);
	delete node.credentials;
	const served = await serveTrigger(node, {}, { workflowId: 'without' });
	opened.push(served);
	for (let n = 0; n < 20; n++) expect(await unsigned(served)).toBe(503);
	expect(served.log).toHaveLength(2);
});
