import { readWhatsAppWeb } from '../../../gateway/dialects/whatsapp-web-js';
import { whatsAppEvent, type WhatsAppEvent } from '../../../gateway/event';
import { composed } from '../../support/read-events';

const ANA = '15550001111@c.us';
const BEN = '15550002222@c.us';
const ME = '15550009999@c.us';
const GROUP = '120363000000000001@g.us';
const ID = `false_${ANA}_3EB0`;

function readAll(event: string, data: unknown): WhatsAppEvent[] {
	const events = composed('sample', readWhatsAppWeb({ event, data, me: '33' }), data);
	for (const one of events) expect(whatsAppEvent.parse(one)).toEqual(one);
	return events;
}

function read(event: string, data: unknown): WhatsAppEvent {
	const [only, ...more] = readAll(event, data);
	if (!only || more.length > 0) throw new Error(`${more.length + 1} events`);
	return only;
}

const base = { id: ID, from: ANA, to: ME, type: 'chat', body: 'Hello', timestamp: 1768473000 };
const arrived = (fields: Record<string, unknown> = {}) =>
	read('message', { message: { ...base, ...fields } });

describe('a message’s id', () => {
	test.each([
		['text', ID],
		['whole', { fromMe: false, remote: ANA, id: '3EB0', _serialized: ID }],
		['in its parts', { fromMe: false, remote: ANA, id: '3EB0' }],
		['in parts of parts', { remote: { user: '15550001111', server: 'c.us' }, id: '3EB0' }],
	])('is the serialized one, sent as %s', (_name, id) => {
		expect(arrived({ id })).toMatchObject({ message: { id: ID }, sender: { id: ANA } });
	});

	test('has the member at its end in a group', () => {
		const id = { fromMe: false, remote: GROUP, id: '3EB0', participant: { _serialized: BEN } };
		const event = arrived({ id, from: GROUP });
		expect(event.message?.id).toBe(`false_${GROUP}_3EB0_${BEN}`);
		expect(event).toMatchObject({ chat: { id: GROUP }, sender: { id: BEN } });
	});

	test('stays bare where no chat is known', () => {
		expect(arrived({ id: { id: '3EB0' } }).message?.id).toBe('3EB0');
		expect(arrived({ id: '3EB0' }).message?.id).toBe('3EB0');
	});

	test('tells the chat and whose it is when nothing else does', () => {
		const own = read('message_create', { message: { id: `true_${ANA}_3EB0_out`, type: 'chat' } });
		expect(own).toMatchObject({
			event: 'message.sent',
			chat: { id: ANA },
			// The account is known by its instance alone.
			sender: { id: '33', phone: null, isMe: true },
		});
	});

	test.each([undefined, null, '', 5, {}, [], { _serialized: '' }, { remote: ANA }])(
		'that is none makes the event `other`: %p',
		(id) => {
			expect(arrived({ id }).event).toBe('other');
		},
	);
});

describe('who and where', () => {
	test('ids can be objects', () => {
		const event = arrived({
			from: { server: 'g.us', user: '1203', _serialized: GROUP },
			author: { server: 'c.us', user: '15550002222' },
		});
		expect(event).toMatchObject({ chat: { id: GROUP, type: 'group' }, sender: { id: BEN } });
	});

	test('a group is never the sender', () => {
		expect(arrived({ from: GROUP }).sender).toBeNull();
		expect(arrived({ from: GROUP, author: GROUP }).sender).toBeNull();
		expect(arrived({ id: `false_${GROUP}_3EB0`, from: GROUP }).sender).toBeNull();
	});

	test('a status post is in the chat of status posts', () => {
		const event = arrived({ from: ANA, isStatus: true });
		expect(event).toMatchObject({ chat: { id: 'status@broadcast', type: 'status' } });
		expect(event).toMatchObject({ sender: { id: ANA }, replyTo: { chatId: ANA } });
	});

	test('there may be no chat to be told', () => {
		expect(read('message', { message: { id: '3EB0' } })).toMatchObject({
			event: 'message.received',
			chat: null,
			sender: null,
			replyTo: null,
		});
	});
});

describe('what lies in `_data`', () => {
	test('is read where the top says nothing', () => {
		const _data = { ...base, from: { _serialized: ANA }, t: 1768473000, notifyName: 'Ana' };
		expect(read('message', { message: { _data } })).toEqual({
			...arrived({ _data }),
			raw: { message: { _data } },
		});
	});

	test('can be the data itself, without a wrapper', () => {
		expect(read('message', base).eventId).toBe(arrived().eventId);
	});

	test('is not the text of a file: there its body is a thumbnail', () => {
		const _data = { body: '/9j/THUMBNAIL', caption: 'The shop', size: 9 };
		expect(arrived({ type: 'image', body: '', _data }).message).toMatchObject({
			text: 'The shop',
			media: { id: ID, size: 9 },
		});
		expect(arrived({ type: 'image', body: undefined, _data: { body: '/9j/' } }).message?.text).toBe(
			null,
		);
	});

	test('can hold a place, a card, a poll and an order', () => {
		const only = (type: string, _data: Record<string, unknown>) =>
			arrived({ type, body: '', _data }).message;
		expect(
			only('live_location', {
				lat: 1.5,
				lng: 2.5,
				loc: 'Shop\nTown',
				clientUrl: 'https://a.example',
			}),
		).toMatchObject({
			type: 'location',
			text: null,
			location: {
				latitude: 1.5,
				longitude: 2.5,
				name: 'Shop',
				address: 'Town',
				url: 'https://a.example',
			},
		});
		expect(only('location', {})?.location).toMatchObject({ latitude: null, name: null });
		const vcard = 'BEGIN:VCARD\nTEL:15550003333\nEND:VCARD';
		const jane = { name: 'Jane', phones: ['15550003333'], vcard };
		expect(only('multi_vcard', { vcardList: [{ displayName: 'Jane', vcard }] })?.contacts).toEqual([
			jane,
		]);
		expect(
			arrived({ type: 'vcard', body: vcard, _data: { vcardFormattedName: 'Jane' } }).message,
		).toMatchObject({ text: null, contacts: [jane] });
		expect(only('vcard', {})?.contacts).toEqual([]);
		expect(only('poll_creation', { pollName: 'When?' })).toMatchObject({
			text: 'When?',
			poll: { question: 'When?', options: [], selected: [] },
		});
		expect(
			only('order', { orderId: '1', orderTitle: 'Mug', totalAmount1000: '12500', itemCount: 2 }),
		).toMatchObject({ text: 'Mug', order: { id: '1', total: 12.5, itemCount: 2, token: null } });
	});

	test('can hold the answer and what is quoted', () => {
		const answer = arrived({
			type: 'list_response',
			body: '',
			_data: {
				listResponse: { title: 'Express', singleSelectReply: { selectedRowId: 'row' } },
				quotedMsg: { id: `true_${ANA}_3EBF`, type: 'image', body: '/9j/', caption: 'Offer' },
				quotedParticipant: { _serialized: ME },
				mentionedJidList: [{ _serialized: BEN }, 5],
			},
		});
		expect(answer.message).toMatchObject({
			type: 'selection',
			text: 'Express',
			selection: { id: 'row', title: 'Express', description: null },
			quoted: { messageId: `true_${ANA}_3EBF`, senderId: ME, text: 'Offer' },
			mentions: [BEN],
		});
	});
});

describe('a file that comes along', () => {
	const image = { ...base, type: 'image', body: '' };

	test('is in the event', () => {
		const media = { data: 'AAAA', mimetype: 'image/png', filename: 'a.png', filesize: '3' };
		expect(read('message', { message: image, media }).message?.media).toMatchObject({
			base64: 'AAAA',
			mimeType: 'image/png',
			fileName: 'a.png',
			size: 3,
		});
		expect(read('message', { message: image, media: 'AAAA' }).message?.media).toMatchObject({
			base64: 'AAAA',
			mimeType: null,
		});
	});

	test.each([null, '', {}, { data: 5 }, []])('is not there in %p', (media) => {
		expect(read('message', { message: image, media }).message?.media).not.toHaveProperty('base64');
	});
});

describe('a message’s type', () => {
	test.each([
		['ptv', 'video'],
		['list', 'interactive'],
		['buttons', 'interactive'],
		['product', 'interactive'],
		['interactive_response', 'selection'],
		['automated_greeting_message', 'text'],
		['poll_result_snapshot', 'poll'],
		['payment', 'unsupported'],
		['album', 'unsupported'],
		['groups_v4_invite', 'unsupported'],
		['unknown', 'unsupported'],
		['toString', 'unsupported'],
		[undefined, 'unsupported'],
	])('%p is %s', (type, expected) => {
		expect(arrived({ type }).message?.type).toBe(expected);
	});

	test.each(['notification', 'pinned_message', 'ciphertext', 'protocol', 'gp2'])(
		'%s is no message: nobody wrote it',
		(type) => {
			const event = arrived({ type, body: 'x' });
			expect(event).toMatchObject({ event: 'other', chat: { id: ANA }, message: null });
			expect(event.eventId).toBe(arrived({ type, body: 'y' }).eventId);
			expect(event.eventId).not.toBe(arrived().eventId);
		},
	);

	test('stays what it is in a file that finished uploading', () => {
		expect(read('media_uploaded', { message: { ...base, type: 'image' } })).toMatchObject({
			event: 'media.uploaded',
			message: { type: 'image' },
		});
	});

	test.each(['/9j/4AAQSkZJRg==', 'iVBORw0KGgoAAA', 'UklGRhIAAABXRUJQ'])(
		'tells whether its body is words or the picture %s',
		(body) => {
			expect(arrived({ type: 'image', body }).message?.text).toBeNull();
			expect(arrived({ type: 'order', body }).message?.text).toBeNull();
			expect(arrived({ type: 'product', body, title: 'Mug' }).message?.text).toBe('Mug');
			expect(arrived({ type: 'chat', body }).message?.text).toBe(body);
			expect(arrived({ type: 'image', body: `${body} is how it begins` }).message?.text).toBe(
				`${body} is how it begins`,
			);
			expect(
				read('message_edit', { message: { ...base, type: 'image' }, newBody: body }).event,
			).toBe('other');
			expect(read('message_edit', { message: base, newBody: body }).message?.text).toBe(body);
		},
	);

	test('of an offer has its words in any of three places', () => {
		const text = (fields: object) => arrived({ type: 'hsm', body: '', ...fields }).message?.text;
		expect(text({ title: 'Title', description: 'Words' })).toBe('Words');
		expect(text({ title: 'Title' })).toBe('Title');
		expect(text({})).toBeNull();
	});
});

describe('a change of a message', () => {
	test('an edit has its own time and the new body', () => {
		const message = { ...base, latestEditSenderTimestampMs: 1768473600000 };
		expect(read('message_edit', { message, newBody: 'New', prevBody: 'Hello' })).toMatchObject({
			event: 'message.edited',
			timestamp: '2026-01-15T10:40:00.000Z',
			message: { id: ID, text: 'New' },
		});
		expect(read('message_edit', { message: base }).timestamp).toBeNull();
		expect(read('message_edit', { newBody: 'New' }).event).toBe('other');
	});

	test('a revocation can be known by what was before alone', () => {
		expect(read('message_revoke_everyone', { after: null, before: base })).toMatchObject({
			event: 'message.deleted',
			timestamp: null,
			message: { id: ID, text: null, deletedFor: 'everyone' },
		});
		expect(read('message_revoke_everyone', { after: null, before: null }).event).toBe('other');
		expect(read('message_revoke_everyone', null).event).toBe('other');
	});

	test('a revocation’s time is its own, where it has one', () => {
		const time = (fields: object) =>
			read('message_revoke_everyone', { message: { ...base, ...fields } }).timestamp;
		expect(time({ revokeTimestamp: 1768473600 })).toBe('2026-01-15T10:40:00.000Z');
		expect(time({ protocolMessageKey: ID })).toBe('2026-01-15T10:30:00.000Z');
		expect(time({ protocolMessageKey: ID, timestamp: 'x', t: 1768473600 })).toBe(
			'2026-01-15T10:40:00.000Z',
		);
	});

	test('a removal for oneself is the account’s doing, whoever wrote the message', () => {
		const removed = (fields: object) =>
			read('message_revoke_me', { message: { ...base, ...fields } });
		expect(removed({})).toMatchObject({
			sender: { id: ME, isMe: true },
			message: { id: ID, deletedFor: 'me' },
		});
		expect(removed({ fromMe: true, from: ME, to: ANA }).sender).toMatchObject({ id: ME });
		expect(removed({ to: GROUP }).sender).toMatchObject({ id: '33', isMe: true });
		expect(read('message_revoke_me', { message: 'x' }).event).toBe('other');
	});

	test('a status speaks of whom the message went to', () => {
		const status = (data: object) => read('message_ack', data);
		expect(status({ ack: 2, message: { id: `true_${ANA}_3EB0` } }).status).toMatchObject({
			state: 'delivered',
			recipientId: ANA,
		});
		expect(status({ message: { id: ID, ack: '-1' } }).status).toMatchObject({
			state: 'failed',
			recipientId: null,
		});
		expect(
			status({ ack: 3, message: { id: '3EB0', fromMe: true } }).status?.recipientId,
		).toBeNull();
		expect(status({ ack: 7, message: base }).event).toBe('other');
		expect(status({ message: base }).event).toBe('other');
		expect(status({ ack: 3 }).event).toBe('other');
	});

	test('a reaction is of the account where its id says so', () => {
		const reaction = { msgId: ID, reaction: '👍', timestamp: 1768473000 };
		const own = read('message_reaction', { reaction: { ...reaction, id: `true_${ANA}_3EBF` } });
		expect(own).toMatchObject({ chat: { id: ANA }, sender: { id: '33', isMe: true } });
		expect(read('message_reaction', { reaction }).sender).toBeNull();
		expect(read('message_reaction', { reaction: { ...reaction, msgId: '3EB0' } }).chat).toBeNull();
		expect(read('message_reaction', { reaction: { reaction: '👍' } }).event).toBe('other');
	});
});

describe('a vote', () => {
	const poll = { ...base, id: `true_${ANA}_3EBA`, from: ME, to: ANA, type: 'poll_creation' };
	const asked = {
		...poll,
		pollName: 'When?',
		pollOptions: [{ name: 'Monday' }, { name: 'Later' }],
	};
	const vote = (fields: object) =>
		read('vote_update', {
			vote: {
				voter: ANA,
				selectedOptions: [{ id: 0, name: 'Monday' }, { localId: 1 }],
				interractedAtTs: 1768473000000,
				parentMessage: asked,
				...fields,
			},
		});

	test('is a message of the voter that quotes the poll', () => {
		expect(vote({})).toMatchObject({
			event: 'message.received',
			timestamp: '2026-01-15T10:30:00.000Z',
			chat: { id: ANA, type: 'individual' },
			sender: { id: ANA, phone: '15550001111', isMe: false },
			message: {
				id: null,
				type: 'poll',
				poll: { question: 'When?', options: ['Monday', 'Later'], selected: ['Monday'] },
				quoted: { messageId: `true_${ANA}_3EBA`, text: 'When?' },
			},
		});
	});

	test('is one event however often it comes, and another when it changes', () => {
		expect(vote({}).eventId).toBe(vote({}).eventId);
		expect(vote({}).eventId).not.toBe(vote({ selectedOptions: [] }).eventId);
		expect(vote({}).eventId).not.toBe(vote({ interractedAtTs: 1768473001000 }).eventId);
		expect(vote({}).eventId).not.toBe(vote({ voter: BEN }).eventId);
	});

	test('of the account is its own message', () => {
		expect(vote({ voter: ME })).toMatchObject({ event: 'message.sent', sender: { isMe: true } });
	});

	test('needs a poll and a voter, not more', () => {
		const bare = vote({ parentMessage: undefined, parentMsgKey: '3EBA', selectedOptions: 'x' });
		expect(bare).toMatchObject({ event: 'message.received', chat: null });
		expect(bare.message?.poll).toEqual({ question: null, options: [], selected: [] });
		expect(vote({ parentMessage: undefined }).event).toBe('other');
		expect(vote({ voter: undefined }).event).toBe('other');
	});
});

describe('a group notification', () => {
	const notice = (event: string, fields: object) =>
		read(event, { notification: { id: `false_${GROUP}_1_${BEN}`, author: BEN, ...fields } });

	test.each([
		['group_join', 'linked_group_join', 'group.joined', 'join', [BEN]],
		['group_leave', 'leave', 'group.left', 'leave', [BEN]],
		['group_join', undefined, 'group.joined', 'join', [BEN]],
		['group_update', 'promote', 'group.updated', 'promote', []],
		['group_update', 'create', 'group.updated', 'other', []],
		['group_update', 'toString', 'group.updated', 'other', []],
	])('%s of type %p', (event, type, name, action, participants) => {
		expect(notice(event, { type })).toMatchObject({
			event: name,
			chat: { id: GROUP, type: 'group' },
			sender: { id: BEN },
			group: { id: GROUP, action, participants, value: null },
		});
	});

	test('calls a setting what other providers call it', () => {
		expect(notice('group_update', { type: 'restrict', body: 'on' }).group?.value).toBe(
			'locked: on',
		);
		expect(notice('group_update', { type: 'announce' }).group?.value).toBe('announce');
	});

	test('without an id is told apart by what it says', () => {
		const bare = (fields: object) =>
			read('group_update', { notification: { chatId: GROUP, ...fields } });
		expect(bare({ body: 'a' }).eventId).toBe(bare({ body: 'a' }).eventId);
		expect(bare({ body: 'a' }).eventId).not.toBe(bare({ body: 'b' }).eventId);
		expect(bare({}).sender).toBeNull();
	});

	test('without a group is `other`', () => {
		expect(read('group_join', { notification: { author: BEN } }).event).toBe('other');
		expect(read('group_join', 'x').event).toBe('other');
	});

	test.each([
		'community_created',
		'community_updated',
		'community_subgroup_linked',
		'community_subgroup_unlinked',
		'community_deactivated',
	])('of a community that names a group is one of that group: %s', (event) => {
		expect(read(event, { groupId: GROUP })).toMatchObject({
			event: 'group.updated',
			group: { id: GROUP, action: 'other' },
		});
		expect(read(event, { communityId: GROUP }).event).toBe('other');
	});
});

describe('a call', () => {
	test('of the account itself has no sender that is known', () => {
		expect(read('call', { call: { id: 'C1', from: ANA, fromMe: true } })).toMatchObject({
			event: 'call.updated',
			chat: { id: ANA },
			sender: null,
			call: { id: 'C1', state: 'offered', isVideo: false, isGroup: false },
		});
	});

	test('has a log under its own id, also where only the whole id is told', () => {
		const log = { ...base, id: `false_${ANA}_CALL1`, type: 'call_log' };
		expect(read('message', { message: { ...log, id: { _serialized: log.id } } })).toMatchObject({
			event: 'call.updated',
			timestamp: '2026-01-15T10:30:00.000Z',
			replyTo: { chatId: ANA, messageId: null },
			call: { id: 'CALL1', state: 'ended' },
		});
		expect(read('message', { message: { ...log, id: 'CALL1' } }).call?.id).toBe('CALL1');
		expect(read('message', { message: { ...log, callOutcome: 'toString' } }).call?.state).toBe(
			'ended',
		);
	});

	test('needs an id, not more', () => {
		expect(read('call', { call: { id: 5 } })).toMatchObject({ chat: null, call: { id: '5' } });
		expect(read('call', { call: { from: ANA } }).event).toBe('other');
	});
});

describe('a presence', () => {
	const presence = (fields: object) => readAll('presence_update', { presence: { ...fields } });

	test.each([
		[{ chatstate: 'available' }, 'online'],
		[{ chatstate: 'typing' }, 'typing'],
		[{ chatstate: 'recording_audio' }, 'recording'],
		[{ chatstate: 'unavailable' }, 'offline'],
		[{ isOnline: true }, 'online'],
		[{ isOnline: false, chatstate: 'something new' }, 'offline'],
	])('of one person: %p', (fields, state) => {
		expect(presence({ id: ANA, ...fields })).toMatchObject([
			{
				event: 'presence.updated',
				chat: { id: ANA, type: 'individual' },
				sender: { id: ANA, phone: '15550001111' },
				presence: { state, lastSeen: null },
			},
		]);
	});

	test('tells when somebody was there last, in or out of a wrapper', () => {
		const seen = { id: ANA, chatstate: 'unavailable', lastSeen: 1768473000 };
		const lastSeen = '2026-01-15T10:30:00.000Z';
		expect(presence(seen)).toMatchObject([{ presence: { lastSeen } }]);
		expect(readAll('presence_update', seen)).toMatchObject([{ presence: { lastSeen } }]);
	});

	test('of a group is one event for each who does something', () => {
		const events = presence({
			id: GROUP,
			chatstate: null,
			isOnline: true,
			typingParticipants: [ANA, 5],
			recordingParticipants: [BEN],
		});
		expect(events).toMatchObject([
			{ sender: { id: ANA }, presence: { state: 'typing' } },
			{ sender: { id: BEN }, presence: { state: 'recording' } },
		]);
		expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(2);
		expect(presence({ id: GROUP, isOnline: true, typingParticipants: [] })).toMatchObject([
			{ chat: { id: GROUP }, sender: null, presence: { state: 'online' } },
		]);
	});

	test.each([
		[{ id: ANA, hasData: false, isOnline: false }],
		[{ id: ANA }],
		[{ chatstate: 'typing' }],
		[{ id: ANA, chatstate: 'toString' }],
	])('that says nothing is `other`: %p', (fields) => {
		expect(presence(fields)).toMatchObject([{ event: 'other' }]);
	});
});

describe('the connection', () => {
	test.each([
		['qr', { qr_code: 'data:image/png;base64,AA' }, 'qr', null],
		['qr', '2@AAAA', 'qr', null],
		['qr', { base64: 'AAAA' }, 'qr', null],
		['qr', null, 'qr', null],
		['loading_screen', { percent: 40 }, 'connecting', '40%'],
		['loading_screen', [], 'connecting', null],
		['authenticated', null, 'authenticated', null],
		['auth_failure', 'expired', 'auth_failed', 'expired'],
		['auth_failure', { reason: 'expired' }, 'auth_failed', 'expired'],
		['ready', {}, 'open', null],
		['disconnected', 'LOGOUT', 'logged_out', 'LOGOUT'],
		['disconnected', { reason: 'UNPAIRED' }, 'logged_out', 'UNPAIRED'],
		['disconnected', { state: 'NAVIGATION' }, 'closed', 'NAVIGATION'],
		['disconnected', {}, 'closed', null],
		['change_state', 'CONNECTED', 'open', null],
		['change_state', { state: 'opening' }, 'connecting', 'opening'],
		['change_state', { state: 'UNLAUNCHED' }, 'connecting', 'UNLAUNCHED'],
		['change_state', { state: 'PAIRING' }, 'pairing', 'PAIRING'],
		['change_state', { status: 'TIMEOUT' }, 'timeout', 'TIMEOUT'],
		['change_state', { state: 'UNPAIRED' }, 'logged_out', 'UNPAIRED'],
		['change_state', { state: 'UNPAIRED_IDLE' }, 'logged_out', 'UNPAIRED_IDLE'],
		['change_state', { state: 'CONFLICT' }, 'closed', 'CONFLICT'],
		['change_state', { state: 'DEPRECATED_VERSION' }, 'closed', 'DEPRECATED_VERSION'],
		['change_state', { state: 'PROXYBLOCK' }, 'closed', 'PROXYBLOCK'],
		['change_state', { state: 'SMB_TOS_BLOCK' }, 'closed', 'SMB_TOS_BLOCK'],
		['change_state', { state: 'TOS_BLOCK' }, 'closed', 'TOS_BLOCK'],
	])('%s with %p is %s', (event, data, state, reason) => {
		expect(read(event, data)).toMatchObject({
			event: 'connection.updated',
			chat: null,
			connection: { state, reason, pairingCode: null, phone: null },
		});
	});

	test('has the code to scan', () => {
		expect(read('qr', { qr_code: 'AA' }).connection?.qrCode).toBe('AA');
		expect(read('qr', '2@AAAA').connection?.qrCode).toBe('2@AAAA');
		expect(read('qr', {}).connection?.qrCode).toBeNull();
	});

	test.each([{ state: 'SOMETHING_NEW' }, { state: 'toString' }, {}, null])(
		'in a state nobody knows is `other`: %p',
		(data) => {
			expect(read('change_state', data).event).toBe('other');
		},
	);

	test('is one event per code and state', () => {
		expect(read('qr', { qr: 'A' }).eventId).not.toBe(read('qr', { qr: 'B' }).eventId);
		expect(read('qr', { qr: 'A' }).eventId).toBe(read('qr', { qr: 'A' }).eventId);
	});
});

test.each(['message', 'message_ack', 'call', 'something_new', 'toString', '__proto__'])(
	'the event %s with data that cannot be read is `other`, the same each time',
	(event) => {
		for (const data of [null, 5, 'x', [], {}, { message: [] }]) {
			expect(read(event, data)).toMatchObject({ event: 'other', raw: data });
			expect(read(event, data).eventId).toBe(read(event, structuredClone(data)).eventId);
		}
	},
);
