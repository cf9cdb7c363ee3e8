/** What becomes of deliveries while somebody changes the credential, in n8n-core's own webhook context. */
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';

import { sign } from '../../gateway/verification/hmac';
import { nodeOf, type CredentialFields } from '../support/n8n-core/engine';
import { serveTrigger, type ServedTrigger } from '../support/n8n-core/serve-trigger';
import * as wsapi from '../support/providers/wsapi/payloads';

const CREDENTIAL = 'whatsAppWsapiApi';
const FIRST = 'whsec_first';
const SECOND = 'whsec_second';

/** The credential as n8n stores it. */
let stored: ICredentialDataDecryptedObject | null;
let decryptions: number;
let served: ServedTrigger;
let workflows = 0;

/** What `getDecrypted` takes the fields out of. */
const inN8n: CredentialFields = {
	get [CREDENTIAL]() {
		decryptions++;
		if (stored) return stored;
		throw new Error('Credential with ID "1" does not exist');
	},
};

async function serve(mode: 'webhook' | 'manual' = 'webhook'): Promise<void> {
	const node: INode = nodeOf('whatsAppWebhookTrigger', 'T', { provider: 'wsapi' }, CREDENTIAL);
	served = await serveTrigger(node, inN8n, { workflowId: `changed-${++workflows}`, mode });
}

beforeEach(() => {
	stored = { apiKey: 'sk_key', instanceId: 'ins_AAAA', webhookSecret: FIRST };
	decryptions = 0;
});
afterEach(async () => await served.close());

let sent = 0;
/** The status of the answer. */
async function deliver(secret: string, payload: object = {}): Promise<number> {
	const text = wsapi.text('Hello');
	const eventData = { ...text.eventData, id: `3EB0CHANGED${++sent}` };
	const body = JSON.stringify({ ...text, eventData, ...payload });
	const { status } = await fetch(served.url, {
		method: 'POST',
		body,
		headers: {
			'content-type': 'application/json',
			'x-webhook-signature': `sha256=${sign(body, secret)}`,
		},
	});
	return status;
}

test('deliveries that are taken share one decryption for a while', async () => {
	await serve();
	for (let count = 0; count < 20; count++) expect(await deliver(FIRST)).toBe(200);
	expect(decryptions).toBe(1);
});

test('a changed secret counts for the next delivery that it signs, and ends the former one', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	stored = { ...stored, webhookSecret: SECOND };
	expect(await deliver(SECOND)).toBe(200);
	expect(await deliver(FIRST)).toBe(401);
	expect(served.runs).toHaveLength(2);
	expect(served.log).toHaveLength(1);
});

test('it does, too, where the provider had it first and was refused a moment ago', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	for (let count = 0; count < 3; count++) expect(await deliver(SECOND)).toBe(401);
	stored = { ...stored, webhookSecret: SECOND };
	expect(await deliver(SECOND)).toBe(200);
});

test('a changed instance counts for its next delivery', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	stored = { ...stored, instanceId: 'ins_BBBB' };
	expect(await deliver(FIRST, { instanceId: 'ins_BBBB' })).toBe(200);
});

test('a field that nothing could be checked against counts as soon as it is mended', async () => {
	stored = { ...stored, webhookSecret: undefined as never };
	await serve();
	expect(await deliver(FIRST)).toBe(503);
	stored = { ...stored, webhookSecret: FIRST };
	expect(await deliver(FIRST)).toBe(200);
});

test('what is no delivery at all is refused without another decryption', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	expect(await deliver(FIRST, { eventType: 5 })).toBe(400);
	expect(decryptions).toBe(1);
});

test('a credential that is gone refuses nobody for good: the provider comes again', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	const before = stored;
	stored = null;
	expect(await deliver(SECOND)).toBe(503);
	stored = { ...before, webhookSecret: SECOND };
	expect(await deliver(SECOND)).toBe(200);
});

test('a flood of forged deliveries is answered 401 at once, for one decryption a second', async () => {
	await serve();
	expect(await deliver(FIRST)).toBe(200);
	const start = performance.now();
	const one = async () => {
		for (let count = 0; count < 50; count++) expect(await deliver('a guess')).toBe(401);
	};
	await Promise.all(Array.from({ length: 10 }, one));
	const seconds = (performance.now() - start) / 1_000;
	expect(decryptions).toBeLessThanOrEqual(2 + seconds);
	expect(await deliver(FIRST)).toBe(200);
});

test('a test in the editor sees every change, of whatever it lets in or not', async () => {
	await serve('manual');
	expect(await deliver(FIRST)).toBe(200);
	stored = { ...stored, webhookSecret: SECOND };
	expect(await deliver(SECOND)).toBe(200);
	expect(decryptions).toBe(2);
});
