/** The webhook at the provider comes and goes with the workflow: n8n's life cycle in n8n-core's own hook context. */
import type { INode } from 'n8n-workflow';

import { nodeOf } from '../support/n8n-core/engine';
import { runHook } from '../support/n8n-core/run';
import type { ProviderId, SimulatedCbot } from '../support/providers';
import { setUp, WEBHOOK_SECRET, type Setup } from '../support/setups';

const REGISTERING = ['chatlevel', 'eazewa', 'cbot', 'evolution', 'wsapi'] as const;
/** The call that changes the webhook. */
const SETS = {
	chatlevel: 'PUT /devices/:id',
	eazewa: 'PUT /instances/:id',
	cbot: 'POST /v1/configs/webhook',
	evolution: 'POST /webhook/set/:instance',
	wsapi: 'PUT /account/instances/:id/settings',
} as const;
/** How many events a webhook for everything names; null: none, which stands for all there are. */
const EVERYTHING = { chatlevel: 10, eazewa: 26, cbot: null, evolution: 31, wsapi: null } as const;
const OURS = 'https://n8n.example.com/webhook/hook-1/webhook';

let setup: Setup<ProviderId>;

async function start(id: ProviderId, options?: object) {
	setup = await setUp(id, options as never);
}
afterEach(async () => await setup.simulated.stop());

function trigger(parameters: INode['parameters'] = {}): INode {
	const standard = { provider: setup.id, registration: 'automatic', events: ['message.received'] };
	return nodeOf(
		'whatsAppWebhookTrigger',
		'Inbox',
		{ ...standard, ...parameters },
		setup.credentialType,
	);
}

type HookOptions = Parameters<typeof runHook>[3];

async function hook(
	method: Parameters<typeof runHook>[0],
	node = trigger(),
	options?: HookOptions,
) {
	return await runHook(method, node, { [setup.credentialType]: setup.fields }, options);
}

/** As n8n publishes: look, and set the webhook where it does not stand. */
async function publish(node = trigger(), options?: HookOptions) {
	const exists = await hook('checkExists', node, options);
	if (!exists) await hook('create', node, options);
	return exists;
}

/** Somebody else's webhook, set at the provider by its own call. */
async function setForeign(): Promise<void> {
	const parameters = { options: { replaceExisting: true } };
	await publish(trigger(parameters), { webhookBaseUrl: 'https://crm.example.com/hooks' });
}
const foreignUrl = 'https://crm.example.com/hooks/hook-1/webhook';

const registered = () => setup.simulated.registered();

describe.each(REGISTERING)('%s', (id) => {
	test('publishing sets the URL, with the secret in place', async () => {
		await start(id);
		expect(await publish()).toBe(false);
		const [webhook] = registered();
		expect(webhook?.target.url.startsWith(OURS)).toBe(true);
		const proof = {
			chatlevel: () => new URL(webhook?.target.url ?? '').searchParams.get('secret'),
			eazewa: () => new URL(webhook?.target.url ?? '').searchParams.get('secret'),
			cbot: () => webhook?.target.headers?.['X-Webhook-Secret'],
			evolution: () => webhook?.target.headers?.['X-Webhook-Secret'],
			wsapi: () => webhook?.target.secret,
		};
		expect(proof[id]()).toBe(WEBHOOK_SECRET);
	});

	test('a secret with signs that mean something in a URL arrives whole', async () => {
		await start(id);
		setup.fields.webhookSecret = 'a&b=c#d?e/f g+h';
		await publish();
		const [webhook] = registered();
		const sent = JSON.stringify(webhook?.target).replace(/\\u0026/g, '&');
		const url = new URL(webhook?.target.url ?? '');
		const found = url.searchParams.get('secret') ?? sent;
		expect(found).toContain('a&b=c#d?e/f g+h');
	});

	test('publishing again changes nothing', async () => {
		await start(id);
		await publish();
		const before = JSON.stringify(registered());
		await publish();
		expect(JSON.stringify(registered())).toBe(before);
	});

	if (id === 'cbot') {
		test('has no list of events: everything comes, and the trigger chooses', async () => {
			await start(id);
			await publish();
			expect(registered()).toMatchObject([{ events: null }]);
			await publish(trigger({ events: ['message.received', 'call.updated'] }));
			expect(registered()).toMatchObject([{ events: null }]);
		});
	} else {
		test('other events are subscribed when Trigger On has changed', async () => {
			await start(id);
			await publish();
			const before = registered()[0]?.events;
			await publish(trigger({ events: ['message.received', 'call.updated', 'message.deleted'] }));
			expect(registered()[0]?.events?.length).toBeGreaterThan(before?.length ?? NaN);
		});
	}

	test('`other` subscribes to everything there is', async () => {
		await start(id);
		await publish(trigger({ events: ['other'] }));
		const named = registered().map(({ events }) => events && new Set(events).size);
		expect(named).toEqual([EVERYTHING[id]]);
	});

	test('somebody else’s URL is not replaced, and is named', async () => {
		await start(id);
		await setForeign();
		await expect(publish()).rejects.toThrow(foreignUrl);
		expect(registered()[0]?.target.url.startsWith(foreignUrl)).toBe(true);
	});

	test('but is, when the user said so', async () => {
		await start(id);
		await setForeign();
		await publish(trigger({ options: { replaceExisting: true } }));
		expect(registered()[0]?.target.url.startsWith(OURS)).toBe(true);
	});

	test('unpublishing takes away what is ours', async () => {
		await start(id);
		await publish();
		expect(await hook('delete')).toBe(true);
		expect(registered()).toHaveLength(0);
	});

	test('unpublishing leaves what is not ours any more', async () => {
		await start(id);
		await publish();
		await setForeign();
		expect(await hook('delete')).toBe(true);
		expect(registered()[0]?.target.url.startsWith(foreignUrl)).toBe(true);
	});

	test('a wrong key is told as one', async () => {
		await start(id);
		setup.fields.apiKey = 'wrong';
		setup.fields.customerApiKey = 'wrong';
		await expect(publish()).rejects.toThrow(/refused the credential/);
	});

	test.each(['http://n8n.example.com/webhook', 'https://localhost:5678/webhook'])(
		'%s is caught before any call, and WEBHOOK_URL is named',
		async (webhookBaseUrl) => {
			await start(id);
			setup.fields.baseUrl = 'https://provider.invalid';
			await expect(publish(trigger(), { webhookBaseUrl })).rejects.toThrow(/WEBHOOK_URL/);
			expect(setup.simulated.requests).toHaveLength(0);
		},
	);

	test('a local URL is right for a provider on the same machine', async () => {
		await start(id);
		await publish(trigger(), { webhookBaseUrl: 'http://127.0.0.1:5678/webhook' });
		expect(registered()[0]?.target.url).toContain('http://127.0.0.1:5678/webhook/');
	});

	test('manual registration calls nobody', async () => {
		await start(id);
		const manual = trigger({ registration: 'manual' });
		expect(await publish(manual)).toBe(true);
		expect(await hook('delete', manual)).toBe(true);
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test('a wrong key is told with what to do about it, and again when it is tried again', async () => {
		await start(id);
		const { fields } = setup;
		setup.fields = { ...fields, apiKey: 'wrong', customerApiKey: 'wrong' };
		for (let attempt = 1; attempt <= 2; attempt += 1) {
			await expect(publish()).rejects.toThrow(/refused the credential.*\. Check the .*Key/s);
			expect(await hook('delete')).toBe(true);
		}
		setup.fields = fields;
		expect(await publish()).toBe(false);
		expect(registered()).toHaveLength(1);
	});

	test('after a failure before anything was set, taking it back asks the provider nothing', async () => {
		await start(id);
		setup.fields.baseUrl = 'https://provider.invalid';
		const local = { webhookBaseUrl: 'http://n8n.example.com/webhook' };
		await expect(publish(trigger(), local)).rejects.toThrow(/WEBHOOK_URL/);
		setup.simulated.failNext({ status: 500, times: 1_000 });
		expect(await hook('delete')).toBe(true);
		expect(setup.simulated.requests).toHaveLength(0);
	});

	test('a provider that fails is asked once: n8n tries again by itself, and somebody waits', async () => {
		await start(id);
		setup.simulated.failNext({ status: 500, body: {}, times: 100 });
		await expect(publish()).rejects.toThrow(/HTTP 500/);
		expect(setup.simulated.requests).toHaveLength(1);
	});

	test('an unclear answer to setting it: what was set is taken back', async () => {
		await start(id);
		setup.simulated.failNext({ route: SETS[id], kind: 'drop', afterEffect: true });
		await expect(publish()).rejects.toThrow(/did not answer/);
		expect(registered()).toHaveLength(1);
		expect(await hook('delete')).toBe(true);
		expect(registered()).toHaveLength(0);
	});

	test('unpublishing fails where the webhook is ours and stays, saying what to do', async () => {
		await start(id);
		await publish();
		setup.simulated.failNext({ route: SETS[id], status: 400, body: {} });
		await expect(hook('delete')).rejects.toThrow(
			/could not be removed.*remove the webhook URL at the provider yourself/s,
		);
		await setup.simulated.goDown();
		await expect(hook('delete')).rejects.toThrow(/could not be removed.*cannot be reached/s);
		await setup.simulated.comeBack();
		expect(registered()).toHaveLength(1);
		expect(await hook('delete')).toBe(true);
		expect(registered()).toHaveLength(0);
	});

	test('n8n starts while the provider is not there: what was registered is served', async () => {
		await start(id);
		await publish();
		await setup.simulated.goDown();
		expect(await hook('checkExists', trigger(), { activation: 'init' })).toBe(true);
		await expect(hook('checkExists', trigger(), { activation: 'update' })).rejects.toThrow(
			/cannot be reached/,
		);
		await setup.simulated.comeBack();
		await hook('delete');
	});

	describe('listening for a test event', () => {
		const listen = async (node = trigger()) => await publish(node, { testing: true });
		const stop = async (node = trigger()) => await hook('delete', node, { testing: true });

		test('leaves the webhook with the published workflow', async () => {
			await start(id);
			await publish();
			const before = JSON.stringify(registered());
			expect(await listen()).toBe(true);
			expect(JSON.stringify(registered())).toBe(before);
			await stop();
			expect(JSON.stringify(registered())).toBe(before);
		});

		test('in queue mode says why it cannot, and what to do', async () => {
			await start(id);
			await publish();
			process.env.EXECUTIONS_MODE = 'queue';
			try {
				await expect(listen()).rejects.toThrow(
					/is published.*In queue mode.*Unpublish.*Replace Existing Webhook/s,
				);
			} finally {
				delete process.env.EXECUTIONS_MODE;
			}
			await stop();
			expect(registered()[0]?.target.url.startsWith(OURS)).toBe(true);
		});

		test('never fails to end, whatever the provider says', async () => {
			await start(id);
			await listen();
			await setup.simulated.goDown();
			expect(await stop()).toBe(true);
			await setup.simulated.comeBack();
			await expect(publish(trigger())).resolves.toBe(false);
			expect(registered()[0]?.target.url.startsWith(OURS)).toBe(true);
		});

		test('does not put back what was published or unpublished meanwhile', async () => {
			await start(id);
			const allowed = trigger({ options: { replaceExisting: true } });
			await publish();
			await listen(allowed);
			await hook('delete');
			await stop(allowed);
			expect(registered()).toHaveLength(0);

			await listen();
			await publish();
			await stop();
			expect(registered()[0]?.target.url.startsWith(OURS)).toBe(true);
		});

		test('a second tab does not make the test URL what comes back', async () => {
			await start(id);
			const allowed = trigger({ options: { replaceExisting: true } });
			await setForeign();
			await listen(allowed);
			await listen(trigger({ ...allowed.parameters, events: ['message.sent'] }));
			await stop(allowed);
			expect(registered().map(({ target }) => target.url.split('?')[0])).toEqual([foreignUrl]);
		});
	});

	test('listening takes the webhook from the published workflow where the user allows it, and gives it back', async () => {
		await start(id);
		await publish();
		const before = JSON.stringify(registered());
		const allowed = trigger({ options: { replaceExisting: true } });
		await publish(allowed, { testing: true });
		expect(registered()[0]?.target.url).toContain('/webhook-test/');
		await hook('delete', allowed, { testing: true });
		expect(JSON.stringify(registered())).toBe(before);
	});
});

test('a provider without an API for it is never called', async () => {
	await start('chatbreez');
	expect(await publish()).toBe(true);
	expect(await hook('delete')).toBe(true);
	expect(setup.simulated.requests).toHaveLength(0);
});

test('WSAPI: without the customer key the message says so, and what to do instead', async () => {
	await start('wsapi');
	setup.fields.customerApiKey = '';
	await expect(publish()).rejects.toThrow(/Customer API Key.*Manual/s);
	expect(setup.simulated.requests).toHaveLength(0);
});

test('WSAPI self-hosted: the admin key sets it, and the instance keeps its own key', async () => {
	await start('wsapi', { edition: 'selfHosted' });
	await publish();
	expect(registered()[0]?.target).toMatchObject({ url: OURS, secret: WEBHOOK_SECRET });
	await hook('delete');
	expect(registered()).toHaveLength(0);
	expect((setup.simulated as unknown as { instance: { apiKey: string } }).instance.apiKey).toBe(
		setup.fields.apiKey,
	);
});

test('WSAPI cloud: settings that are not ours to change stay as they are', async () => {
	await start('wsapi', { settingsPut: 'replace' });
	const { instance } = setup.simulated as unknown as { instance: { historySync: boolean } };
	instance.historySync = true;
	await publish();
	expect(instance.historySync).toBe(true);
});

test('Cbot: a new key at the provider removes the webhook; publishing again sets it', async () => {
	await start('cbot');
	await publish();
	setup.fields.apiKey = (setup.simulated as SimulatedCbot).regenerateApiKey();
	expect(registered()).toHaveLength(0);
	await publish();
	expect(registered()).toHaveLength(1);
});
