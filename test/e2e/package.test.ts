/** The packed package in a real n8n: what the editor finds of it, and the Test button of its credentials. */
import type { ICredentialType, INodeTypeDescription } from 'n8n-workflow';

import { PACKAGE } from '../support/e2e/nodes';
import { Stage } from '../support/e2e/stage';
import { providers } from '../../gateway/providers';
import { CREDENTIAL_TYPES, PROVIDER_IDS, type Setup } from '../support/setups';
import type { ProviderId, SimulatedProviders } from '../support/providers';

type IconUrl = { light: string; dark: string };

let stage: Stage;
let nodeTypes: INodeTypeDescription[];
let credentialTypes: ICredentialType[];
beforeAll(async () => {
	stage = await Stage.open();
	nodeTypes = await stage.n8n.listNodeTypes();
	credentialTypes = await stage.n8n.listCredentialTypes();
});
afterAll(async () => await stage.close());

function nodeType(name: string) {
	return nodeTypes.find((type) => type.name === `${PACKAGE}.${name}`);
}

function credentialType(name: string) {
	return credentialTypes.find((type) => type.name === name);
}

async function expectIcons(iconUrl: unknown) {
	const { light, dark } = iconUrl as IconUrl;
	expect(light).not.toBe(dark);
	const icons = await Promise.all(
		[light, dark].map(async (url) => {
			const answer = await fetch(`${stage.host.baseUrl}/${url}`);
			return {
				status: answer.status,
				type: answer.headers.get('content-type'),
				body: await answer.text(),
			};
		}),
	);
	for (const { status, type, body } of icons) {
		expect(status).toBe(200);
		expect(type).toMatch(/^image\/svg\+xml/);
		expect(body).toMatch(/<svg[\s>]/);
	}
	expect(icons[0]?.body).not.toBe(icons[1]?.body);
}

test('n8n starts with the package without a complaint about it', () => {
	const complaints = stage.host
		.logs()
		// The folder that n8n itself is installed in has our name in it.
		.replaceAll(/\S*\/n8n-nodes-whatsapp-webhooks\/n8n-\d\S*/g, '')
		.split('\n')
		.filter((line) => /whatsapp/i.test(line));
	expect(complaints).toEqual([]);
});

test('n8n offers exactly the nodes of the package, the actions as tools of AI agents too', async () => {
	const offered = nodeTypes
		.map(({ name }) => name)
		.filter((name) => name.startsWith(`${PACKAGE}.`));
	expect(offered.sort()).toEqual(
		[
			'whatsAppMarkRead',
			'whatsAppMarkReadTool',
			'whatsAppReply',
			'whatsAppReplyTool',
			'whatsAppStreamTrigger',
			'whatsAppWebhookTrigger',
		].map((name) => `${PACKAGE}.${name}`),
	);
});

const EVERY_NAME = providers.map(({ displayName }) => displayName);

describe.each([
	['whatsAppWebhookTrigger', 'WhatsApp Webhook Trigger', 'webhook', EVERY_NAME, PROVIDER_IDS],
	['whatsAppStreamTrigger', 'WhatsApp Stream Trigger (WSAPI)', 'SSE', ['WSAPI'], ['wsapi']],
	['whatsAppReply', 'WhatsApp Reply or Send Message', 'quote', EVERY_NAME, PROVIDER_IDS],
	[
		'whatsAppMarkRead',
		'WhatsApp Mark as Read or Show Typing',
		'blue ticks',
		EVERY_NAME,
		PROVIDER_IDS,
	],
] as const)('%s', (name, displayName, word, providerNames, providers) => {
	test('is found under Communication, by its name, by its providers and by what it does', async () => {
		const type = nodeType(name);
		expect(type).toMatchObject({ displayName, codex: { categories: ['Communication'] } });
		expect(type?.codex?.alias).toEqual(expect.arrayContaining(['WhatsApp', word]));
		for (const provider of providerNames) {
			const begins = expect.stringMatching(new RegExp(`^${provider}\\b`)) as string;
			expect(type?.codex?.alias).toContainEqual(begins);
		}
	});

	test('has an icon for light and one for dark', async () => {
		await expectIcons(nodeType(name)?.iconUrl);
	});

	test('asks for the credential of the provider that is chosen, and for no other of them', async () => {
		const asked = (nodeType(name)?.credentials ?? [])
			.filter((credential) => Object.values(CREDENTIAL_TYPES).includes(credential.name))
			.map((credential) => [
				credential.displayOptions?.show?.['/provider']?.join(),
				credential.name,
			]);
		expect(Object.fromEntries(asked)).toEqual(
			Object.fromEntries(providers.map((id) => [id, CREDENTIAL_TYPES[id]])),
		);
	});
});

describe.each(PROVIDER_IDS)('the credential for %s', (id) => {
	test('is one that our nodes use, with an icon for light and one for dark', async () => {
		const type = credentialType(CREDENTIAL_TYPES[id]);
		expect(type?.supportedNodes).toEqual(
			expect.arrayContaining(
				['whatsAppMarkRead', 'whatsAppReply', 'whatsAppWebhookTrigger'].map(
					(name) => `${PACKAGE}.${name}`,
				),
			),
		);
		await expectIcons(type?.iconUrl);
	});

	test('hides its keys and its secret while they are typed', async () => {
		const type = credentialType(CREDENTIAL_TYPES[id]);
		const secret = type?.properties.filter(({ name }) =>
			['apiKey', 'customerApiKey', 'webhookSecret'].includes(name),
		);
		expect(secret?.map(({ typeOptions }) => typeOptions?.password)).toEqual(
			id === 'wsapi' ? [true, true, true] : [true, true],
		);
	});
});

type Tested = Exclude<ProviderId, 'chatbreez'>;

describe.each<[Tested, SimulatedProviders[Tested]['options']?]>([
	['chatlevel'],
	['eazewa'],
	['evolution'],
	['cbot', { hosting: 'onPremises' }],
	['cbot', { hosting: 'cloud', apiKeyHeader: 'D360-API-KEY' }],
	['wsapi', { edition: 'cloud' }],
	['wsapi', { edition: 'selfHosted' }],
])('the Test button of %s %j', (id, options = {}) => {
	let setup: Setup<Tested>;
	beforeAll(async () => {
		setup = await stage.setUp<Tested>(id, options);
	});

	async function press(changes: Record<string, string> = {}) {
		const stored = await stage.credential(setup, changes);
		return await stage.n8n.testCredential(stored, { ...setup.fields, ...changes });
	}

	test('says OK to the right key', async () => {
		expect(await press()).toMatchObject({ status: 'OK' });
		expect(setup.simulated.requests.at(-1)).toMatchObject({ method: 'GET', status: 200 });
	});

	test('says Error to a wrong key', async () => {
		expect(await press({ apiKey: 'a-wrong-key' })).toMatchObject({ status: 'Error' });
		expect(setup.simulated.requests.at(-1)?.status).toBe(401);
	});

	test('says Error when nobody is there', async () => {
		const { status, message } = await press({ baseUrl: 'http://127.0.0.1:1' });
		expect(status).toBe('Error');
		expect(message).not.toContain(setup.fields.apiKey);
	});

	test('sends no message and changes nothing at the provider', () => {
		expect(setup.simulated.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});
});

test('the Test button of eazeWA says Error to an error that comes with HTTP 200', async () => {
	const setup = await stage.setUp('eazewa');
	const stored = await stage.credential(setup);
	setup.simulated.failNext({ status: 200, body: { status: 'error', message: 'No such token' } });
	const result = await stage.n8n.testCredential(stored, setup.fields);
	expect(result).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('No such token') as string,
	});
});

test('ChatBreez has no Test button, because it documents no harmless call, and the form says so', async () => {
	const type = credentialType(CREDENTIAL_TYPES.chatbreez);
	expect(type).not.toHaveProperty('test');
	expect(type?.properties[0]).toMatchObject({ type: 'notice' });
	expect(type?.properties[0]?.displayName).toContain('cannot be tested');
});
