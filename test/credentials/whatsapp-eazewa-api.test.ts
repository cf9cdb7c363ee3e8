import { WhatsAppEazeWaApi } from '../../credentials/WhatsAppEazeWaApi.credentials';

describe('the eazeWA credential', () => {
	const { test: check, authenticate } = new WhatsAppEazeWaApi();

	it('sends the key as a bearer token', () => {
		expect(authenticate.properties.headers).toMatchObject({
			Authorization: '=Bearer {{$credentials.apiKey}}',
		});
	});

	it('is tested by a call that changes nothing, and HTTP 200 alone is no proof', () => {
		expect(check.request).toEqual({ baseURL: '={{$credentials.baseUrl}}', url: '/instances' });
		expect(check.rules).toMatchObject([
			{ type: 'responseSuccessBody', properties: { key: 'status', value: 'error' } },
		]);
	});
});
