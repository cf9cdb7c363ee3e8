/**
 * The Test button of every credential, over the interface of n8n's editor: it passes where messages
 * can be sent and received, and otherwise says what is wrong, why, and what to do next.
 */
import { Stage } from '../support/e2e/stage';
import type { CredentialTestResult } from '../support/n8n/client';
import type { ProviderId, SimulatedProviders } from '../support/providers';
import type { Setup } from '../support/setups';
import * as strangers from '../support/strangers';

let stage: Stage;
beforeAll(async () => (stage = await Stage.open()));
afterAll(async () => await stage.close());

/** What the editor does after a credential was saved, and when somebody clicks Retry. */
async function pressTest(
	setup: Setup<ProviderId>,
	changes: Record<string, string> = {},
): Promise<CredentialTestResult> {
	const stored = await stage.credential(setup, changes);
	return await stage.n8n.testCredential(stored, { ...setup.fields, ...changes });
}

interface Case<Id extends ProviderId = ProviderId> {
	id: Id;
	name: string;
	options?: SimulatedProviders[Id]['options'];
	/** Label and value of another instance; null: there is none. */
	other: { field: string; value: string } | null;
	/** Ways in which no number is connected. */
	disconnect: Record<string, (simulated: SimulatedProviders[Id]['simulated']) => void>;
	/** What people put behind the base URL. */
	tails: string[];
}

const CASES: Case[] = [
	{
		id: 'wsapi',
		name: 'WSAPI',
		options: { edition: 'cloud' },
		other: { field: 'Instance ID', value: 'my phone' },
		disconnect: {
			'never paired': ({ instance }) => (instance.isLoggedIn = false),
			offline: ({ instance }) => (instance.isConnected = false),
		},
		tails: ['/v1', '/session/status'],
	} satisfies Case<'wsapi'> as unknown as Case,
	{
		id: 'wsapi',
		name: 'WSAPI, self-hosted',
		options: { edition: 'selfHosted' },
		other: { field: 'Instance ID', value: 'my phone' },
		disconnect: { 'never paired': ({ instance }) => (instance.isLoggedIn = false) },
		tails: ['/v1'],
	} satisfies Case<'wsapi'> as unknown as Case,
	{
		id: 'eazewa',
		name: 'eazeWA',
		other: { field: 'Instance ID', value: 'my phone' },
		disconnect: {
			'never paired': ({ instance }) => (instance.status = 'qr'),
			'logged out': ({ instance }) => (instance.status = 'disconnected'),
		},
		tails: ['/instances', '/api/v1'],
	} satisfies Case<'eazewa'> as unknown as Case,
	{
		id: 'evolution',
		name: 'Evolution API',
		other: { field: 'Instance Name', value: 'my phone' },
		disconnect: {
			'never paired': ({ state }) => (state.connection = 'connecting'),
			'logged out': ({ state }) => (state.connection = 'close'),
			'not started': ({ state }) => (state.connection = undefined),
		},
		tails: ['/manager', '/v2'],
	} satisfies Case<'evolution'> as unknown as Case,
	{
		id: 'chatlevel',
		name: 'Chatlevel',
		other: { field: 'Device ID', value: '999' },
		disconnect: {
			'never paired': ({ device }) => (device.status = 'qr'),
			'given up': ({ device }) => (device.status = 'timeout'),
		},
		tails: ['/v1', '/devices'],
	} satisfies Case<'chatlevel'> as unknown as Case,
	{
		id: 'cbot',
		name: 'Cbot',
		options: { hosting: 'onPremises' },
		other: null,
		disconnect: {},
		tails: ['/v1/messages', '/messages'],
	},
	{
		id: 'cbot',
		name: 'Cbot, cloud',
		options: { hosting: 'cloud' },
		other: null,
		disconnect: {},
		tails: ['/messages'],
	},
];

describe.each(CASES.map((each) => [each.name, each] as const))('%s', (_name, each) => {
	let setup: Setup<ProviderId>;
	beforeAll(async () => (setup = await stage.setUp(each.id, each.options)));

	/** The test fails with a whole text that shows no secret. */
	async function refusal(changes: Record<string, string>): Promise<string> {
		const { status, message } = await pressTest(setup, changes);
		expect(status).toBe('Error');
		expect(message.length).toBeLessThan(700);
		expect(message).not.toMatch(/[\r\n]/);
		for (const name of ['apiKey', 'customerApiKey', 'webhookSecret']) {
			const value = changes[name] ?? setup.fields[name];
			if (value) expect(message).not.toContain(value);
		}
		return message;
	}

	test('passes as it should be, and changes nothing', async () => {
		const before = setup.simulated.requests.length;
		expect(await pressTest(setup)).toMatchObject({ status: 'OK' });
		const methods = setup.simulated.requests.slice(before).map(({ method }) => method);
		expect(new Set(methods)).toEqual(new Set(['GET']));
	});

	test('passes with blanks around what was pasted, and a slash behind the base URL', async () => {
		const { apiKey = '', baseUrl = '', instanceId = '' } = setup.fields;
		const pasted = { apiKey: ` ${apiKey}\n`, baseUrl: `${baseUrl}/ ` };
		const instance = each.other ? { instanceId: ` ${instanceId} ` } : {};
		expect(await pressTest(setup, { ...pasted, ...instance })).toMatchObject({ status: 'OK' });
	});

	test('a wrong key', async () => {
		const message = await refusal({ apiKey: 'a-wrong-key' });
		expect(message).toMatch(/refused the credential's API Key \(HTTP 401\)/);
		expect(message).toMatch(/Check the API Key in the credential/);
	});

	test.each([
		['a line break', 'two\nlines', /API Key in the .* credential has a line break/],
		['a character that no header can have', 'ключ', /API Key in the .* has a character in it/],
	])('a key with %s', async (_what, apiKey, said) => {
		expect(await refusal({ apiKey })).toMatch(said);
	});

	if (each.other) {
		const { field, value } = each.other;
		test('an instance that does not exist', async () => {
			const message = await refusal({ instanceId: value });
			expect(message).toMatch(new RegExp(`has no (instance|device) "${value}"`));
			expect(message).toContain(`Check the ${field}`);
		});

		test.each(['..', ''])('the instance "%s"', async (instanceId) => {
			expect(await refusal({ instanceId })).toContain(field);
		});
	}

	for (const [way, disconnect] of Object.entries(each.disconnect)) {
		test(`no number connected: ${way}`, async () => {
			const own = await stage.setUp(each.id, each.options);
			disconnect(own.simulated as never);
			const { status, message } = await pressTest(own);
			expect(status).toBe('Error');
			expect(message).toMatch(/has no WhatsApp number connected to the (instance|device)/);
			expect(message).toMatch(/scan (the|its) QR code/i);
		});
	}

	test('a base URL without https://', async () => {
		const baseUrl = (setup.fields.baseUrl ?? '').replace(/^https?:\/\//, '');
		expect(await refusal({ baseUrl })).toMatch(/Base URL .* does not begin with https:\/\//);
	});

	test('no base URL', async () => {
		expect(await refusal({ baseUrl: ' ' })).toMatch(/Base URL .* is empty/);
	});

	test.each(each.tails)('a base URL with %s behind it', async (tail) => {
		const message = await refusal({ baseUrl: `${setup.fields.baseUrl}${tail}` });
		expect(message).toMatch(/Base URL/);
		expect(message).toMatch(/it is (https|the address)/);
	});

	test('a host that does not exist', async () => {
		const message = await refusal({ baseUrl: 'https://no-such-host.invalid/v1' });
		expect(message).toMatch(/no-such-host\.invalid/);
		expect(message).toMatch(/no server of the name|could not be looked up/);
		expect(message).toMatch(/Check the Base URL/);
	});

	test('a port where nothing listens', async () => {
		const message = await refusal({ baseUrl: 'http://127.0.0.1:1' });
		expect(message).toMatch(/nothing answers there \(ECONNREFUSED\)/);
	});

	test('https where there is none', async () => {
		const baseUrl = (setup.fields.baseUrl ?? '').replace('http:', 'https:');
		expect(await refusal({ baseUrl })).toMatch(/does not answer with https/);
	});

	test.each<[string, () => Promise<strangers.Stranger>, RegExp]>([
		['a certificate that nobody signed', strangers.selfSigned, /certificate is not signed by/],
		['a web site', async () => await strangers.webSite(200), /is not .*: it sent a web page/],
		['a web site without such a page', async () => await strangers.webSite(404), /Base URL/],
		['a web site that wants a login', async () => await strangers.webSite(403), /Base URL/],
		['another API', strangers.otherApi, /is not .*: it sent an answer of another kind/],
		['an address that leads elsewhere', strangers.forwarding, /sends this call on to another/],
		['a server that hangs up', strangers.rude, /the connection broke off .*Base URL/],
	])('%s', async (_what, start, said) => {
		const stranger = await start();
		try {
			expect(await refusal({ baseUrl: stranger.origin })).toMatch(said);
		} finally {
			await stranger.close();
		}
	});

	test('a server that never answers', async () => {
		const stranger = await strangers.silent();
		try {
			expect(await refusal({ baseUrl: stranger.origin })).toMatch(/it took too long .*Base URL/);
		} finally {
			await stranger.close();
		}
	});

	test('an error that repeats the key shows it in no spelling, and no more than a line of it', async () => {
		const said = (headers: string) =>
			`${headers}\n${encodeURIComponent(headers)} ${Buffer.from(headers).toString('base64')} `.padEnd(
				50_000,
				'and so on ',
			);
		const stranger = await strangers.repeating(400, (headers) => ({
			status: each.id === 'chatlevel' ? { code: 400, message: said(headers) } : 400,
			detail: said(headers),
			message: said(headers),
			errors: each.id === 'cbot' ? [{ code: 1, title: said(headers) }] : undefined,
		}));
		const apiKey = 'key with/signs+and=more!';
		try {
			const message = await refusal({ baseUrl: stranger.origin, apiKey });
			for (const spelled of [apiKey, encodeURIComponent(apiKey), 'signs', 'more!']) {
				expect(message).not.toContain(spelled);
			}
			expect(message).toContain('[removed]');
		} finally {
			await stranger.close();
		}
	});
});

describe('WSAPI, whose credential has a second key', () => {
	test.each(['cloud', 'selfHosted'] as const)('%s: a wrong one is named', async (edition) => {
		const setup = await stage.setUp('wsapi', { edition });
		const { status, message } = await pressTest(setup, { customerApiKey: 'a-wrong-customer-key' });
		expect(status).toBe('Error');
		expect(message).toMatch(/refused the credential's Customer API Key \(HTTP 401\)/);
		expect(message).toMatch(/Check the Customer API Key/);
		expect(message).not.toContain('a-wrong-customer-key');
	});

	test('without one the test passes: only automatic registration needs it', async () => {
		const setup = await stage.setUp('wsapi');
		expect(await pressTest(setup, { customerApiKey: '' })).toMatchObject({ status: 'OK' });
	});

	test('a server in single mode has nothing it could be for, and the message says so', async () => {
		const setup = await stage.setUp('wsapi', { edition: 'selfHosted', single: true });
		const { status, message } = await pressTest(setup);
		expect(status).toBe('Error');
		expect(message).toMatch(/no call that sets a webhook.*leave Customer API Key empty/);
		expect(await pressTest(setup, { customerApiKey: '' })).toMatchObject({ status: 'OK' });
	});
});

test('Cbot with the other header: the message names the field', async () => {
	const setup = await stage.setUp('cbot', { apiKeyHeader: 'D360-API-KEY' });
	expect(await pressTest(setup)).toMatchObject({ status: 'OK' });
	const { message } = await pressTest(setup, { apiKeyHeader: 'API-KEY' });
	expect(message).toMatch(/refused the credential's API Key .*API Key Header/);
	const impossible = await pressTest(setup, { apiKeyHeader: 'API KEY:' });
	expect(impossible.message).toMatch(/The API Key Header .* cannot be the name of a header/);
});

test('ChatBreez has no test, and the editor shows no button for one', async () => {
	const types = await stage.n8n.listNodeTypes();
	const ours = types.filter(({ name }) => name.startsWith('n8n-nodes-whatsapp-webhooks.'));
	const tested = (credential: string) =>
		ours.some(({ credentials }) =>
			credentials?.some(({ name, testedBy }) => name === credential && testedBy !== undefined),
		);
	expect(tested('whatsAppChatBreezApi')).toBe(false);
	for (const { id } of CASES) {
		const { credentialType } = await stage.setUp(id);
		expect(`${credentialType}: ${tested(credentialType)}`).toBe(`${credentialType}: true`);
	}
});

test('an expression that gives nothing is told, though the provider would not mind', async () => {
	const setup = await stage.setUp('wsapi');
	const { status, message } = await pressTest(setup, { webhookSecret: '={{ $vars.missing }}' });
	expect(status).toBe('Error');
	expect(message).toMatch(/Webhook Secret .* is neither a text nor a number.*expression/);
});
