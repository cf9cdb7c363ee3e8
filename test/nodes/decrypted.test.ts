/** How often n8n is asked to decrypt a credential, and whose it is. */
import type { IWebhookFunctions } from 'n8n-workflow';

import { decrypted } from '../../nodes/shared/host/decrypted';

const TYPE = 'whatsAppWsapiApi';

/** Answers when the test lets it, as n8n does when its database and its expression engine have. */
class Vault {
	apiKey = 'first';
	asked = 0;
	private readonly waiting: Array<() => void> = [];

	contextOf(workflow: string, node = 'trigger', credential = '1'): IWebhookFunctions {
		return {
			getInstanceId: () => 'instance',
			getWorkflow: () => ({ id: workflow }),
			getNode: () => ({ id: node, credentials: { [TYPE]: { id: credential, name: 'Mine' } } }),
			getMode: () => 'webhook',
			getCredentials: async () => {
				this.asked++;
				await new Promise<void>((resolve) => this.waiting.push(resolve));
				if (this.apiKey === '') throw new Error('no such credential');
				return { apiKey: this.apiKey, of: `${workflow} ${node} ${credential}` };
			},
		} as unknown as IWebhookFunctions;
	}

	answer(): void {
		for (const resolve of this.waiting.splice(0)) resolve();
	}
}

let vault: Vault;
beforeEach(() => (vault = new Vault()));

test('deliveries that come at the same time share one decryption', async () => {
	const all = Array.from({ length: 200 }, async () => await decrypted(vault.contextOf('w'), TYPE));
	vault.answer();
	for (const credential of await Promise.all(all)) expect(credential.apiKey).toBe('first');
	expect(vault.asked).toBe(1);
});

test('the next delivery gets what the credential is by then', async () => {
	const first = decrypted(vault.contextOf('w'), TYPE);
	vault.answer();
	await first;
	vault.apiKey = 'second';
	const next = decrypted(vault.contextOf('w'), TYPE);
	vault.answer();
	expect(await next).toMatchObject({ apiKey: 'second' });
});

test('a failure is everybody’s, and nobody’s afterwards', async () => {
	vault.apiKey = '';
	const both = [1, 2].map(async () => await decrypted(vault.contextOf('w'), TYPE));
	vault.answer();
	for (const { status } of await Promise.allSettled(both)) expect(status).toBe('rejected');
	vault.apiKey = 'mended';
	const next = decrypted(vault.contextOf('w'), TYPE);
	vault.answer();
	expect(await next).toMatchObject({ apiKey: 'mended' });
});

test('no workflow, node or credential gets another one’s', async () => {
	const whose: Array<[string, string, string]> = [
		['w', 'trigger', '1'],
		['w', 'trigger', '2'],
		['w', 'other', '1'],
		['v', 'trigger', '1'],
	];
	const all = whose.map(async (of) => await decrypted(vault.contextOf(...of), TYPE));
	vault.answer();
	expect((await Promise.all(all)).map(({ of }) => of)).toEqual(whose.map((of) => of.join(' ')));
	expect(vault.asked).toBe(4);
});
