import type { INode, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { WhatsAppCbotApi } from '../../credentials/WhatsAppCbotApi.credentials';

const credential = new WhatsAppCbotApi();

describe('the Cbot credential', () => {
	it.each([
		['API-KEY', 'API-KEY'],
		[' D360-API-KEY ', 'D360-API-KEY'],
		['', 'API-KEY'],
	])('sends the key in the header the user names: %j', async (apiKeyHeader, header) => {
		const options = { url: 'https://a.example/messages', headers: { accept: '*/*' } };
		expect(await credential.authenticate({ apiKey: 'k', apiKeyHeader }, options)).toEqual({
			url: 'https://a.example/messages',
			headers: { accept: '*/*', [header]: 'k' },
		});
	});

	it.each([
		'https://a.example',
		'https://a.example/',
		'https://a.example/v1',
		'https://a.example/v1/',
	])('is tested below %s without doubling /v1', (baseUrl) => {
		const { baseURL = '' } = credential.test.request;
		const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
		const { expression } = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
		const resolved = expression.getSimpleParameterValue({} as INode, baseURL, 'internal', {
			$credentials: { baseUrl },
		});
		expect(resolved).toBe('https://a.example');
		expect(credential.test.request.url).toBe('/v1/configs/webhook');
	});
});
