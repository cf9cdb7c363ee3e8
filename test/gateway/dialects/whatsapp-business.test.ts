import { readBusinessWebhook } from '../../../gateway/dialects/whatsapp-business';
import { whatsAppEvent } from '../../../gateway/event';
import {
	cloud,
	cloudItem,
	cloudMessages,
	fixtures,
	item,
	messageEcho,
	onPremises,
	onPremisesStatuses,
	status,
	text,
} from '../../support/providers/cbot/payloads';
import { onlyEventOf, readEvents, wholeEventsOf } from '../../support/read-events';
import { wrongInEveryPlace } from '../../support/wrong-in-every-place';

const meta = { id: 'meta', read: readBusinessWebhook };
const read = (body: unknown) => readEvents(meta, body);
const eventsOf = (body: unknown) => wholeEventsOf(meta, body);
const onlyEvent = (body: unknown) => onlyEventOf(meta, body);

function changeOf(body: ReturnType<typeof cloud>) {
	return body.entry[0]!.changes[0] as { field: string; value: Record<string, unknown> };
}

const BSUID = 'US.1000000000000001';

describe('the two envelopes', () => {
	it('are told apart by themselves', () => {
		expect(read(text())).toMatchObject([{ instance: null, provider: 'meta' }]);
		expect(read(cloudMessages(cloudItem('text', { body: 'Hi' })))).toMatchObject([
			{ instance: '100000000000001' },
		]);
	});

	it('keep the order in which the payload has its arrays', () => {
		const body = { ...onPremisesStatuses(status('read')), ...text() };
		expect(eventsOf(body).map(({ event }) => event)).toEqual([
			'message.status',
			'message.received',
		]);
	});

	it.each([
		['an entry without changes', { object: 'whatsapp_business_account', entry: [{ id: '1' }] }],
		['an entry that is none', { object: 'whatsapp_business_account', entry: ['x'] }],
		['no entry', { object: 'whatsapp_business_account', entry: [] }],
		['a change that is none', { object: 'whatsapp_business_account', entry: [{ changes: [1] }] }],
		['a change without a value', { object: 'x', entry: [{ changes: [{}] }] }],
		['a change without elements', cloud({ messages: [] })],
		['a message that is none', cloudMessages('x')],
		['a message without an id', onPremises({ from: '15550001111', type: 'text' })],
		['a message from nobody', { messages: [{ id: 'm1', type: 'text', text: { body: 'Hi' } }] }],
		['a status of an unknown state', onPremisesStatuses(status('captured'))],
		['a status without an id', onPremisesStatuses({ status: 'sent' })],
		['an error that says nothing', { errors: [{}] }],
		['an error that is none', { errors: ['x'] }],
		['contacts alone', { contacts: [{ wa_id: '15550001111' }] }],
		['an array that is none beside one that is', { messages: [], statuses: 'x' }],
		[
			'an echo without its author',
			cloud({ message_echoes: [{ id: 'm1', to: '1' }] }, 'smb_message_echoes'),
		],
		['an echo that is none', cloud({ message_echoes: [null] }, 'smb_message_echoes')],
	])('make one event of what cannot be read: %s', (_name, body) => {
		const event = onlyEvent(body);
		expect(event.event).toBe('other');
		expect(onlyEvent(body).eventId).toBe(event.eventId);
	});

	it('read a change that does not name its field', () => {
		const { value } = changeOf(cloudMessages(cloudItem('text', { body: 'Hi' })));
		const body = { object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] };
		expect(onlyEvent(body)).toMatchObject({ event: 'message.received', message: { text: 'Hi' } });
	});

	it('tell two events of a field that is not read apart, and know one that comes again', () => {
		const update = (time: number, event = 'DISABLED') => ({
			object: 'whatsapp_business_account',
			entry: [{ id: '1', time, changes: [{ field: 'account_update', value: { event } }] }],
		});
		const [first, again, later, another] = [
			update(1768473000),
			update(1768473000),
			update(1768473060),
			update(1768473000, 'RESTORED'),
		].map((body) => onlyEvent(body).eventId);
		expect(again).toBe(first);
		expect(new Set([first, later, another]).size).toBe(3);
		expect(onlyEvent(update(1768473000)).timestamp).toBe('2026-01-15T10:30:00.000Z');
	});

	it('give an error the time of its entry', () => {
		const body = cloud({ errors: [{ code: 1, message: 'No' }] });
		const [entry] = body.entry;
		const timed = { ...body, entry: [{ ...entry, time: 1768473000 }] };
		expect(onlyEvent(timed)).toMatchObject({
			event: 'account.error',
			timestamp: '2026-01-15T10:30:00.000Z',
			error: { code: 1, title: 'No', details: null },
		});
	});
});

describe('raw', () => {
	const ana = { profile: { name: 'Ana' }, wa_id: '15550001111' };
	const ben = { profile: { name: 'Ben' }, wa_id: '15550002222' };

	it('is the envelope with this element and its contact alone', () => {
		const first = item('text', { body: 'First' }, { id: 'm1' });
		const second = item('text', { body: 'Second' }, { id: 'm2', from: '15550002222' });
		const body = {
			contacts: [ana, ben],
			messages: [first, second],
			...onPremisesStatuses(status('sent')),
		};
		expect(eventsOf(body).map(({ raw }) => raw)).toEqual([
			{ contacts: [ana], messages: [first] },
			{ contacts: [ben], messages: [second] },
			{ contacts: [ana], statuses: [status('sent')] },
		]);
	});

	it('keeps the number and the account of the cloud', () => {
		const body = cloud({ contacts: [ana], messages: [cloudItem('text', { body: 'Hi' }), 1] });
		const [entry] = body.entry;
		const change = changeOf(body);
		const narrowed = (value: object) => ({
			...body,
			entry: [{ ...entry, changes: [{ ...change, value }] }],
		});
		const { messaging_product, metadata } = change.value;
		const shared = { messaging_product, metadata };
		expect(eventsOf(body).map(({ raw }) => raw)).toEqual([
			narrowed({ ...shared, contacts: [ana], messages: [cloudItem('text', { body: 'Hi' })] }),
			narrowed({ ...shared, messages: [1] }),
		]);
	});
});

describe('senders', () => {
	it.each([
		['without a number', { from: undefined, from_user_id: BSUID }],
		['with an empty number', { from: '', from_user_id: BSUID }],
		['with the user id in the place of the number', { from: BSUID }],
		['named in contacts alone', { from: undefined }],
	])('are known by their user id: %s', (_name, ids) => {
		const contacts = [{ profile: { name: 'Ana' }, user_id: BSUID }];
		const body = { contacts, messages: [item('text', { body: 'Hi' }, ids)] };
		expect(onlyEvent(body)).toMatchObject({
			chat: { id: BSUID, type: 'individual' },
			sender: { id: BSUID, phone: null, lid: null, name: 'Ana', isMe: false },
			replyTo: { chatId: BSUID },
		});
	});

	it('have the number that stands in contacts alone', () => {
		const contacts = [{ wa_id: '15550001111' }];
		const body = { contacts, messages: [item('text', { body: 'Hi' }, { from: undefined })] };
		expect(onlyEvent(body).sender).toMatchObject({ id: '15550001111', phone: '15550001111' });
	});

	it('do not get the name of somebody else in the same delivery', () => {
		const messages = [
			item('text', { body: 'Hi' }, { id: 'm1' }),
			item('text', { body: 'Hi' }, { id: 'm2', from: '15550002222' }),
		];
		const contacts = [{ profile: { name: 'Ana' }, wa_id: '15550001111' }, 'x'];
		expect(eventsOf({ contacts, messages }).map(({ sender }) => sender?.name)).toEqual([
			'Ana',
			null,
		]);
	});

	it('in a group are the participant', () => {
		const body = cloudMessages(cloudItem('text', { body: 'Hi' }, { group_id: 'Y2FwaV9ncm91cA==' }));
		expect(onlyEvent(body)).toMatchObject({
			chat: { id: 'Y2FwaV9ncm91cA==', type: 'group' },
			sender: { id: '15550001111' },
			replyTo: { chatId: 'Y2FwaV9ncm91cA==', senderId: '15550001111' },
		});
	});

	it('may be nobody in a group', () => {
		const body = {
			messages: [{ id: 'm1', group_id: 'g1', type: 'system', system: { body: 'x' } }],
		};
		expect(onlyEvent(body)).toMatchObject({ event: 'message.received', sender: null });
	});
});

describe('messages', () => {
	const content = (type: string, block: unknown, fields?: Record<string, unknown>) =>
		onlyEvent(onPremises(item(type, block, fields))).message;

	it.each([
		['text', { body: 1 }],
		['text', 'x'],
		['image', null],
		['image', 'x'],
		['location', []],
		['contacts', {}],
		['order', []],
		['interactive', 'x'],
		['__proto__', {}],
		['constructor', {}],
		['', {}],
	])('are unsupported when their block cannot be read: %s %j', (type, block) => {
		expect(content(type, block)).toMatchObject({ type: 'unsupported', text: null });
	});

	it('are unsupported when reaction, edit or revoke cannot be read', () => {
		for (const type of ['reaction', 'edit', 'revoke']) {
			expect(onlyEvent(onPremises(item(type, { x: 1 })))).toMatchObject({
				event: 'message.received',
				message: { type: 'unsupported' },
			});
		}
	});

	it('keep a medium whose fields are partly unreadable', () => {
		expect(
			content('image', { id: 5, mime_type: 1, caption: 'Look', link: 'https://a.example' }),
		).toMatchObject({
			type: 'image',
			text: 'Look',
			media: { kind: 'image', id: '5', mimeType: null, url: 'https://a.example' },
		});
	});

	it('name a contact without a formatted name', () => {
		const cards = [
			{ name: { first_name: 'Jane', last_name: 'Doe' }, phones: [{ phone: '+1 555' }, 'x', {}] },
			'x',
			{},
		];
		expect(content('contacts', cards)?.contacts).toEqual([
			{ name: 'Jane Doe', phones: ['+1 555'], vcard: null },
			{ name: null, phones: [], vcard: null },
		]);
	});

	it('keep an order as it came, with its note as text', () => {
		const order = { catalog_id: '1', text: 'Please', product_items: [{ quantity: 2 }] };
		expect(content('order', order)).toMatchObject({ type: 'order', text: 'Please', order });
		expect(content('order', { catalog_id: '1' })).toMatchObject({ text: null });
	});

	it('are interactive when the kind of answer is not known', () => {
		expect(content('interactive', { type: 'call_permission_reply' })).toMatchObject({
			type: 'interactive',
			text: null,
			selection: null,
		});
	});

	it('carry the answers of a form, and nothing else that a text of it may hold', () => {
		const answered = (response_json: unknown) =>
			content('interactive', { nfm_reply: { body: 'Sent', response_json } });
		expect(answered('{"day":1}')?.form).toEqual({ day: 1 });
		for (const nothing of [undefined, '', 'x', 'null', '5', '[1]', '{}', [], 5]) {
			expect(answered(nothing)).toMatchObject({ type: 'selection', text: 'Sent', form: null });
		}
		const bomb = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
		expect(answered(bomb)?.form).toBeNull();
		const form = answered('{"__proto__":{"polluted":1},"constructor":1,"day":1}')?.form;
		expect(form).toEqual({ day: 1 });
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('name whom they mention', () => {
		const context = { mentions: ['15550002222', 15550003333, null] };
		expect(content('text', { body: 'Hi' }, { context })).toMatchObject({
			mentions: ['15550002222', '15550003333'],
			quoted: null,
		});
	});

	it('that were edited carry the id of the edited one', () => {
		const edit = (body: string, id = 'wamid.EDIT') =>
			onlyEvent(
				cloudMessages(
					cloudItem(
						'edit',
						{
							original_message_id: 'wamid.FIRST',
							message: { type: 'text', text: { body }, context: { id: 'wamid.QUOTED' } },
						},
						{ id },
					),
				),
			);
		expect(edit('Hello!')).toMatchObject({
			event: 'message.edited',
			message: {
				id: 'wamid.FIRST',
				type: 'text',
				text: 'Hello!',
				quoted: { messageId: 'wamid.QUOTED' },
			},
		});
		expect(edit('Hello!').eventId).toBe(edit('Hello!').eventId);
		expect(edit('Hello!').eventId).not.toBe(edit('Hello?', 'wamid.EDIT2').eventId);
	});

	it('that were deleted carry the id of the deleted one', () => {
		const body = cloudMessages(cloudItem('revoke', { original_message_id: 'wamid.FIRST' }));
		expect(onlyEvent(body)).toMatchObject({
			event: 'message.deleted',
			message: { id: 'wamid.FIRST', text: null, deletedFor: 'everyone' },
		});
	});
});

describe('what the business wrote in its own app', () => {
	it('is a sent message', () => {
		expect(onlyEvent(messageEcho('On our way'))).toMatchObject({
			event: 'message.sent',
			instance: '100000000000001',
			chat: { id: '15550001111', type: 'individual' },
			sender: { id: '15550009999', phone: '15550009999', isMe: true },
			message: { id: 'wamid.ECHO', type: 'text', text: 'On our way' },
			replyTo: { chatId: '15550001111', fromMe: true },
		});
	});

	it('was written by a person, but for what is no message that was sent', () => {
		expect(onlyEvent(messageEcho('On our way')).message?.sentBy).toBe('person');
		const revoke = {
			from: '15550009999',
			to: '1',
			id: 'm1',
			type: 'revoke',
			revoke: { original_message_id: 'm0' },
		};
		const body = cloud({ message_echoes: [revoke] }, 'smb_message_echoes');
		expect(onlyEvent(body)).toMatchObject({
			event: 'message.deleted',
			message: { sentBy: null },
		});
	});

	it('may go to somebody who withholds the number', () => {
		const echo = {
			from: '15550009999',
			to_user_id: BSUID,
			id: 'm1',
			type: 'text',
			text: { body: 'Hi' },
		};
		const body = cloud({ message_echoes: [echo] }, 'smb_message_echoes');
		expect(onlyEvent(body)).toMatchObject({ event: 'message.sent', chat: { id: BSUID } });
	});

	it('is somebody’s own reaction, edit or deletion too', () => {
		const echo = (type: string, block: object) =>
			onlyEvent(
				cloud(
					{ message_echoes: [{ from: '15550009999', to: '1', id: 'm1', type, [type]: block }] },
					'smb_message_echoes',
				),
			);
		expect(echo('reaction', { message_id: 'm0', emoji: '👍' })).toMatchObject({
			event: 'message.reaction',
			sender: { isMe: true },
			message: { reaction: { emoji: '👍', messageId: 'm0' } },
		});
		expect(echo('revoke', { original_message_id: 'm0' }).event).toBe('message.deleted');
		expect(echo('edit', { original_message_id: 'm0', message: {} })).toMatchObject({
			event: 'message.edited',
			message: { type: 'unsupported' },
		});
	});
});

describe('statuses', () => {
	it('of a group name the group as chat and its member as recipient', () => {
		const group = { recipient_type: 'group', recipient_id: 'Y2FwaV9ncm91cA==' };
		const one = (fields: object) =>
			onlyEvent(cloud({ statuses: [status('read', { ...group, ...fields })] }));
		expect(one({ recipient_participant_id: '15550002222' })).toMatchObject({
			chat: { id: 'Y2FwaV9ncm91cA==', type: 'group' },
			sender: { id: '15550002222', phone: '15550002222' },
			status: { recipientId: '15550002222', state: 'read' },
		});
		expect(one({ recipient_participant_user_id: BSUID })).toMatchObject({
			sender: { id: BSUID, phone: null },
			status: { recipientId: BSUID },
		});
		expect(one({ status: 'sent' })).toMatchObject({
			sender: null,
			status: { recipientId: 'Y2FwaV9ncm91cA==' },
		});
	});

	it.each([
		[{ recipient_id: undefined, recipient_user_id: BSUID }, BSUID],
		[{ recipient_id: undefined, message: { recipient_id: '15550002222' } }, '15550002222'],
	])('find the recipient in %j', (fields, recipient) => {
		expect(onlyEvent(onPremisesStatuses(status('read', fields)))).toMatchObject({
			chat: { id: recipient, type: 'individual' },
			sender: { id: recipient },
			status: { recipientId: recipient },
		});
	});

	it('without a recipient have no chat', () => {
		const body = onPremisesStatuses(status('sent', { recipient_id: undefined }));
		expect(onlyEvent(body)).toMatchObject({ chat: null, status: { recipientId: null } });
	});

	it.each(['sent', 'delivered', 'read', 'failed', 'deleted', 'warning', 'played', 'pending'])(
		'keep their word: %s',
		(state) => {
			const event = onlyEvent(onPremisesStatuses(status(state)));
			expect(event).toMatchObject({ event: 'message.status', status: { state }, replyTo: null });
		},
	);

	it('are done by the recipient when it is the recipient who does it', () => {
		const by = (state: string) => onlyEvent(onPremisesStatuses(status(state))).sender;
		expect(['delivered', 'read', 'played'].map((state) => by(state)?.id)).toEqual(
			Array(3).fill('15550001111'),
		);
		expect(['sent', 'failed', 'warning'].map(by)).toEqual([null, null, null]);
	});

	it('read an error however it is spelled', () => {
		const errors = [
			{ code: '131026', message: 'No', details: 'Because' },
			{ code: {}, title: 'T', message: 'M' },
			'x',
		];
		expect(onlyEvent(onPremisesStatuses(status('failed', { errors }))).status?.errors).toEqual([
			{ code: '131026', title: 'No', details: 'Because' },
			{ code: null, title: 'T', details: 'M' },
		]);
	});
});

describe('hostile payloads', () => {
	it('never throw and always keep the contract, whatever is wrong in whichever place', () => {
		const events = fixtures
			.flatMap(({ payload }) => [...wrongInEveryPlace(payload)])
			.flatMap((body) => read(body) ?? []);
		expect(events.length).toBeGreaterThan(1_000);
		expect(events.filter((event) => !whatsAppEvent.safeParse(event).success)).toEqual([]);
	});

	it('change no prototype', () => {
		const evil = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}';
		const body: unknown = JSON.parse(
			`{"__proto__":{"polluted":1},"contacts":[${evil}],"messages":[{"id":"m1","from":"1","type":"order","order":${evil},"context":${evil},"__proto__":{"polluted":1}}]}`,
		);
		const event = onlyEvent(body);
		expect(event).toMatchObject({ event: 'message.received', message: { type: 'order' } });
		expect(Object.getPrototypeOf(event.message?.order)).toBe(Object.prototype);
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});

	it('read a thousand elements of one delivery', () => {
		const messages = Array.from({ length: 1_000 }, (_, index) =>
			item('text', { body: 'Hi' }, { id: `m${index}` }),
		);
		expect(new Set(eventsOf({ messages }).map(({ eventId }) => eventId)).size).toBe(1_000);
	});
});
