import { cloudHosting } from '../../../gateway/business-api/cloud';
import { markRead, readMessageIn, showTyping } from '../../../gateway/business-api/receipt';
import { UnsupportedError } from '../../../gateway/errors';
import { recordingApi } from '../../support/recording-api';

const hosting = cloudHosting({ displayName: 'Example', field: 'Base URL', root: '/v23.0/1' });
const target = { chatId: '15550001111', messageId: 'wamid.A', senderId: null, fromMe: false };
const aboutChat = { ...target, messageId: null };
const read = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };

it.each([
	['marks a message as read', markRead, read],
	[
		'shows typing, on the message that is answered',
		showTyping,
		{ ...read, typing_indicator: { type: 'text' } },
	],
])('%s', async (_what, say, body) => {
	const { api, calls } = recordingApi();
	await say(api, hosting, target);
	expect(calls).toEqual([{ effect: 'change', method: 'POST', path: '/v23.0/1/messages', body }]);
});

it.each([
	['mark a chat as read, only a message', markRead],
	['show typing without a message that is answered', showTyping],
])('cannot %s, and says so', async (what, say) => {
	const { api, calls } = recordingApi();
	const saying = say(api, hosting, aboutChat);
	await expect(saying).rejects.toThrow(UnsupportedError);
	await expect(saying).rejects.toThrow(`Example cannot ${what}`);
	expect(calls).toEqual([]);
});

it('finds the message for a hosting that marks it in another way', () => {
	expect(readMessageIn(target, hosting)).toBe('wamid.A');
	expect(() => readMessageIn(aboutChat, hosting)).toThrow(UnsupportedError);
});
