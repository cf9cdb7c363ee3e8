import { recipientOf } from '../../../gateway/business-api/recipient';
import { UnsupportedError } from '../../../gateway/errors';

const cloud = { displayName: 'Example', userIdField: 'recipient' } as const;

it.each([
	['15550001111', { recipient_type: 'individual', to: '15550001111' }],
	['+1 (555) 000-1111', { recipient_type: 'individual', to: '15550001111' }],
	['15550001111@s.whatsapp.net', { recipient_type: 'individual', to: '15550001111' }],
	['15550001111:12@c.us', { recipient_type: 'individual', to: '15550001111' }],
	['US.1000000000000001', { recipient_type: 'individual', recipient: 'US.1000000000000001' }],
	[
		'US.ENT.1000000000000001',
		{ recipient_type: 'individual', recipient: 'US.ENT.1000000000000001' },
	],
	['15550009999-1500000000', { recipient_type: 'group', to: '15550009999-1500000000' }],
	['15550009999-1500000000@g.us', { recipient_type: 'group', to: '15550009999-1500000000' }],
	['Y2FwaV9ncm91cA==', { recipient_type: 'group', to: 'Y2FwaV9ncm91cA==' }],
])('%s', (chatId, fields) => {
	expect(recipientOf(cloud, chatId)).toEqual(fields);
});

it('has a user id where the hosting takes it', () => {
	expect(recipientOf({ ...cloud, userIdField: 'to' }, 'US.1000000000000001')).toEqual({
		recipient_type: 'individual',
		to: 'US.1000000000000001',
	});
});

it.each(['100000000000001@lid', '1203@newsletter', 'status@broadcast', 'US.1@c.us'])(
	'does not take %s for one of its own, and says what it takes',
	(chatId) => {
		const asking = () => recipientOf(cloud, chatId);
		expect(asking).toThrow(UnsupportedError);
		expect(asking).toThrow(`Example cannot send to ${chatId}: it takes phone numbers`);
	},
);
