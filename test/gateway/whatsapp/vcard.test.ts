import { readVcard } from '../../../gateway/whatsapp/vcard';

test('a contact card gives a name and its numbers', () => {
	const vcard = [
		'BEGIN:VCARD',
		'VERSION:3.0',
		'FN:Example\\, Ana',
		'item1.TEL;waid=15550001111:+1 555-000-1111',
		'TEL;TYPE=',
		' home:+15550002222',
		'END:VCARD',
	].join('\r\n');
	expect(readVcard(vcard)).toEqual({
		name: 'Example, Ana',
		phones: ['15550001111', '+15550002222'],
		vcard,
	});
	expect(readVcard('no card', 'Ana')).toEqual({ name: 'Ana', phones: [], vcard: 'no card' });
});
