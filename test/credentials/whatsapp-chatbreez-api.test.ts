import { WhatsAppChatBreezApi } from '../../credentials/WhatsAppChatBreezApi.credentials';

describe('the ChatBreez credential', () => {
	const credential = new WhatsAppChatBreezApi();

	it('sends the key in the header of its own', () => {
		expect(credential.authenticate.properties.headers).toEqual({
			'X-API-Key': '={{$credentials.apiKey}}',
		});
	});

	it('says that it cannot be tested instead of pretending to', () => {
		expect(credential).not.toHaveProperty('test');
		const notice = credential.properties.find(({ type }) => type === 'notice');
		expect(notice?.displayName).toMatch(/cannot be tested/);
	});
});
