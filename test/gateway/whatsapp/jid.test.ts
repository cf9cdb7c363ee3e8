import { digitsOf, lidOf, person, phoneOf } from '../../../gateway/whatsapp/jid';

test('a person is a phone number, a LID, or both', () => {
	expect(phoneOf('15550001111:12@s.whatsapp.net')).toBe('15550001111');
	expect(phoneOf('100000000000001@lid')).toBeNull();
	expect(lidOf('100000000000001:3@lid')).toBe('100000000000001@lid');
	expect(digitsOf('+1 (555) 000-1111')).toBe('15550001111');
	expect(digitsOf('Ana')).toBeNull();
	expect(person({ id: '1@lid', alt: '15550001111@s.whatsapp.net', name: '' })).toEqual({
		id: '1@lid',
		phone: '15550001111',
		lid: '1@lid',
		name: null,
		isMe: false,
	});
});
