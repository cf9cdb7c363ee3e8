/** What each credential adds to a call: the headers its provider wants, and nothing else. */
import type { ICredentialType } from 'n8n-workflow';

import { WhatsAppCbotApi } from '../../credentials/WhatsAppCbotApi.credentials';
import { WhatsAppChatBreezApi } from '../../credentials/WhatsAppChatBreezApi.credentials';
import { WhatsAppChatlevelApi } from '../../credentials/WhatsAppChatlevelApi.credentials';
import { WhatsAppEazeWaApi } from '../../credentials/WhatsAppEazeWaApi.credentials';
import { WhatsAppEvolutionApi } from '../../credentials/WhatsAppEvolutionApi.credentials';
import { WhatsAppWsapiApi } from '../../credentials/WhatsAppWsapiApi.credentials';
import { isCheckable } from '../../gateway/calls/check';
import { readCredential } from '../../gateway/credential';
import { providers } from '../../gateway/providers';
import { WhatsAppMarkRead } from '../../nodes/WhatsAppMarkRead/WhatsAppMarkRead.node';
import { WhatsAppReply } from '../../nodes/WhatsAppReply/WhatsAppReply.node';
import { WhatsAppStreamTrigger } from '../../nodes/WhatsAppStreamTrigger/WhatsAppStreamTrigger.node';
import { WhatsAppWebhookTrigger } from '../../nodes/WhatsAppWebhookTrigger/WhatsAppWebhookTrigger.node';

const CREDENTIALS: ICredentialType[] = [
	new WhatsAppCbotApi(),
	new WhatsAppChatBreezApi(),
	new WhatsAppChatlevelApi(),
	new WhatsAppEazeWaApi(),
	new WhatsAppEvolutionApi(),
	new WhatsAppWsapiApi(),
];

async function headersOf(
	name: string,
	fields: Record<string, string>,
	url = 'https://api.example.com/messages/text',
): Promise<object | undefined> {
	const { authenticate } = CREDENTIALS.find((credential) => credential.name === name) ?? {};
	if (typeof authenticate !== 'function') throw new Error(`${name} has no authenticate`);
	const request = { url, method: 'POST' as const, headers: { accept: '*/*' } };
	const { headers, ...rest } = await authenticate(fields, request);
	expect(rest).toEqual({ url, method: 'POST' });
	return headers;
}

test.each([
	['API-KEY', 'API-KEY'],
	[' D360-API-KEY ', 'D360-API-KEY'],
	['', 'API-KEY'],
])('Cbot takes the key in the header the user names: %j', async (apiKeyHeader, header) => {
	expect(await headersOf('whatsAppCbotApi', { apiKey: 'k', apiKeyHeader })).toEqual({
		accept: '*/*',
		[header]: 'k',
	});
});

test('ChatBreez has a header of its own', async () => {
	expect(await headersOf('whatsAppChatBreezApi', { apiKey: 'k' })).toEqual({
		accept: '*/*',
		'X-API-Key': 'k',
	});
});

test('Evolution API has a header of its own', async () => {
	expect(await headersOf('whatsAppEvolutionApi', { apiKey: 'k' })).toEqual({
		accept: '*/*',
		apikey: 'k',
	});
});

test.each(['whatsAppChatlevelApi', 'whatsAppEazeWaApi'])(
	'%s sends a bearer token',
	async (name) => {
		expect(await headersOf(name, { apiKey: 'k' })).toEqual({
			accept: '*/*',
			Authorization: 'Bearer k',
		});
	},
);

test.each([
	['https://api.wsapi.chat/messages/text', { 'X-Api-Key': 'k', 'X-Instance-Id': 'ins_1' }],
	['https://api.wsapi.chat/account/instances/ins_1', { 'X-Api-Key': 'c' }],
	['https://api.wsapi.chat/account/instances', { 'X-Api-Key': 'c' }],
	['http://10.0.0.1:8080/admin/instances/ins_1/config', { 'X-Api-Key': 'c' }],
])('WSAPI takes the key of the instance or of the customer: %s', async (url, headers) => {
	const fields = { apiKey: 'k', customerApiKey: 'c', instanceId: 'ins_1' };
	expect(await headersOf('whatsAppWsapiApi', fields, url)).toEqual({ accept: '*/*', ...headers });
});

test.each(CREDENTIALS.map(({ name }) => name))(
	'%s: a key pasted with blanks goes out without',
	async (name) => {
		const headers = await headersOf(name, { apiKey: ' the-key\n', instanceId: 'i' });
		expect(Object.values(headers ?? {}).join()).toMatch(/\bthe-key(,|$)/);
	},
);

test.each(providers.map((provider) => [provider.id, provider] as const))(
	'%s: errors call the credential’s fields by their labels',
	(_id, provider) => {
		const { properties = [] } =
			CREDENTIALS.find(({ name }) => name === provider.credentialType) ?? {};
		const labelOf = (field: string) =>
			properties.find(({ name }) => name === field)?.displayName ?? null;
		expect(provider.terms.instance?.field ?? null).toBe(labelOf('instanceId'));
		const labels = properties.map(({ displayName }) => displayName);
		const credential = readCredential({ apiKey: 'k', instanceId: 'i' });
		for (const url of ['https://a.example/messages', 'https://a.example/account/instances/i']) {
			const named = provider
				.authorize(credential, url)
				.flatMap(({ field, nameField }) => (nameField ? [field, nameField] : [field]));
			expect(named).not.toEqual([]);
			expect(labels).toEqual(expect.arrayContaining(named));
		}
	},
);

test('ChatBreez says that it cannot be tested instead of pretending to', () => {
	const notice = new WhatsAppChatBreezApi().properties.find(({ type }) => type === 'notice');
	expect(notice?.displayName).toMatch(/cannot be tested/);
	expect(providers.find(({ id }) => id === 'chatbreez')).not.toHaveProperty('check');
});

test.each([WhatsAppMarkRead, WhatsAppReply, WhatsAppStreamTrigger, WhatsAppWebhookTrigger])(
	'%p tests the credentials that can be tested, and no other',
	(Node) => {
		const { description, methods } = new Node();
		const entries = (description.credentials ?? []).filter(({ name }) => name !== 'redis');
		expect(entries).not.toEqual([]);
		for (const { name, testedBy } of entries) {
			const provider = providers.find(({ credentialType }) => credentialType === name);
			const isTested = typeof testedBy === 'string' && testedBy in methods.credentialTest;
			const canBeTested = provider !== undefined && isCheckable(provider);
			expect({ name, isTested, testedBy: testedBy !== undefined }).toEqual({
				name,
				isTested: canBeTested,
				testedBy: canBeTested,
			});
		}
	},
);

test.each(CREDENTIALS.map((credential) => [credential.name, credential] as const))(
	'%s: no field is hinted at as one to be left empty, and hints are short enough to be read',
	(_name, { properties }) => {
		expect(properties.filter(({ hint = '' }) => hint.length > 120)).toEqual([]);
		expect(properties.find(({ name }) => name === 'webhookSecret')).toMatchObject({
			hint: expect.stringContaining('Do not leave it empty') as string,
			description: expect.stringContaining('If it is empty') as string,
		});
	},
);
