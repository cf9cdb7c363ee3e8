import { readBaileys } from '../../../gateway/dialects/baileys';
import { whatsAppEvent, type WhatsAppEvent } from '../../../gateway/event';
import { composed } from '../../support/read-events';

const ANA = '15550001111@s.whatsapp.net';
const BEN = '15550002222@s.whatsapp.net';
const ME = '15550009999@s.whatsapp.net';
const LID = '100000000000001@lid';
const GROUP = '120363000000000001@g.us';

function read(data: unknown): WhatsAppEvent {
	const event = composed('sample', [readBaileys({ data, me: ME })], data)[0]!;
	expect(whatsAppEvent.parse(event)).toEqual(event);
	return event;
}

function record(fields: Record<string, unknown>, key: Record<string, unknown> = {}) {
	return { key: { remoteJid: ANA, fromMe: false, id: 'M1', ...key }, ...fields };
}

const said = (message: unknown, beside: Record<string, unknown> = {}) =>
	read(record({ message, ...beside })).message;

describe('a record without content', () => {
	test.each([
		[0, 'failed'],
		[1, 'pending'],
		[2, 'sent'],
		[3, 'delivered'],
		[4, 'read'],
		[5, 'played'],
		['3', 'delivered'],
		['ERROR', 'failed'],
		['PENDING', 'pending'],
		['SERVER_ACK', 'sent'],
		['DELIVERY_ACK', 'delivered'],
		['read', 'read'],
		['PLAYED', 'played'],
		['DELETED', 'deleted'],
	])('is a status: %p is %s', (status, state) => {
		expect(read(record({ status, message: {} }, { fromMe: true }))).toMatchObject({
			event: 'message.status',
			timestamp: null,
			chat: { id: ANA, type: 'individual' },
			message: null,
			status: { messageId: 'M1', state, recipientId: ANA, errors: [] },
		});
	});

	test('tells of which member of a group the status is', () => {
		const group = { remoteJid: GROUP, participant: BEN };
		const own = read(record({ status: 'READ' }, { ...group, fromMe: true }));
		expect(own.status?.recipientId).toBe(BEN);
		expect(read(record({ status: 'READ' }, group)).status?.recipientId).toBeNull();
	});

	test('can have its key lying flat, as in an update', () => {
		const update = { keyId: 'M1', remoteJid: ANA, fromMe: true, status: 'READ' };
		expect(read(update).eventId).toBe(read(record({ status: 4 }, { fromMe: true })).eventId);
		expect(read({ ...update, remoteJid: 5 }).event).toBe('other');
	});

	test('is a poll’s tally when it has one, whatever status is made up beside it', () => {
		const tally = (voters: string[]) => ({
			keyId: 'M1',
			remoteJid: ANA,
			fromMe: true,
			status: 'DELETED',
			pollUpdates: [
				{ name: 'Monday', voters },
				{ name: 'Tuesday', voters: [] },
			],
		});
		expect(read(tally([ANA]))).toMatchObject({
			event: 'message.received',
			sender: null,
			message: {
				id: 'M1',
				type: 'poll',
				poll: { question: null, options: ['Monday', 'Tuesday'], selected: ['Monday'] },
			},
		});
		expect(read(tally([ANA])).eventId).toBe(read(tally([ANA])).eventId);
		expect(read(tally([ANA])).eventId).not.toBe(read(tally([BEN])).eventId);
	});

	test.each([undefined, 'SOMETHING_NEW', 9, 'toString', {}])(
		'is a message of an unknown kind when nothing else is known (status %p)',
		(status) => {
			const event = read(record({ status, message: null, pollUpdates: [] }));
			expect(event).toMatchObject({ event: 'message.received', message: { type: 'unsupported' } });
		},
	);

	test('does not stand in the way of the content that follows under its id', () => {
		const placeholder = read(record({ messageStubType: 'CIPHERTEXT' }));
		const message = read(record({ message: { conversation: 'Hello' } }));
		expect(placeholder.message?.type).toBe('unsupported');
		expect(placeholder.eventId).not.toBe(message.eventId);
		expect(placeholder.eventId).toBe(read(record({ messageStubType: 2 })).eventId);
	});
});

describe('a stub', () => {
	const stub = (type: unknown, parameters: unknown = [], key = {}) =>
		read(
			record(
				{ messageStubType: type, messageStubParameters: parameters },
				{ remoteJid: GROUP, participant: BEN, ...key },
			),
		);

	test.each([
		[27, 'GROUP_PARTICIPANT_ADD', 'group.joined', 'join'],
		[31, 'GROUP_PARTICIPANT_INVITE', 'group.joined', 'join'],
		[71, 'GROUP_PARTICIPANT_ADD_REQUEST_JOIN', 'group.joined', 'join'],
		[140, 'GROUP_PARTICIPANT_ACCEPT', 'group.joined', 'join'],
		[141, 'GROUP_PARTICIPANT_LINKED_GROUP_JOIN', 'group.joined', 'join'],
		[28, 'GROUP_PARTICIPANT_REMOVE', 'group.left', 'leave'],
		[32, 'GROUP_PARTICIPANT_LEAVE', 'group.left', 'leave'],
		[29, 'GROUP_PARTICIPANT_PROMOTE', 'group.updated', 'promote'],
		[30, 'GROUP_PARTICIPANT_DEMOTE', 'group.updated', 'demote'],
	])('about members, by number %i or name: %s', (number, name, event, action) => {
		for (const type of [number, name]) {
			expect(stub(type, [ANA])).toMatchObject({
				event,
				chat: { id: GROUP, type: 'group' },
				sender: { id: BEN, phone: '15550002222', isMe: false },
				message: null,
				group: { id: GROUP, action, participants: [ANA], value: null },
			});
		}
		expect(stub(number).eventId).toBe(stub(name).eventId);
	});

	test('can write a member as JSON with both ids', () => {
		const both = JSON.stringify({ id: LID, phoneNumber: ANA, admin: null });
		expect(stub(27, [both, '{"id":5}', '{broken', 7]).group?.participants).toEqual([
			LID,
			'{"id":5}',
			'{broken',
		]);
	});

	test.each([
		[21, ['Friends'], 'name', 'Friends'],
		[24, [''], 'description', null],
		[22, [], 'picture', null],
		[25, ['on'], 'setting', 'locked: on'],
		[26, ['off'], 'setting', 'announce: off'],
		[23, ['AAAA'], 'setting', 'inviteLink: AAAA'],
		[145, ['on'], 'setting', 'membershipApproval: on'],
		[171, [], 'setting', 'memberAddMode'],
		[20, ['Friends'], 'other', 'Friends'],
		[33, 'x', 'other', null],
		['GROUP_SOMETHING_NEW', [], 'other', null],
	])('that changes the group: %p', (type, parameters, action, value) => {
		expect(stub(type, parameters)).toMatchObject({
			event: 'group.updated',
			group: { id: GROUP, action, participants: [], value },
			replyTo: { chatId: GROUP, messageId: null },
		});
	});

	test.each([
		[40, false, false],
		[41, true, false],
		[45, false, true],
		['CALL_MISSED_GROUP_VIDEO', true, true],
	])('that tells of a missed call: %p', (type, isVideo, isGroup) => {
		expect(stub(type, [], { remoteJid: ANA, participant: undefined })).toMatchObject({
			event: 'call.updated',
			sender: { id: ANA },
			call: { id: 'M1', state: 'missed', isVideo, isGroup },
		});
	});

	test.each([1, 'REVOKE', 132])('that takes its message back: %p', (type) => {
		expect(stub(type)).toMatchObject({
			event: 'message.deleted',
			message: { id: 'M1', deletedFor: 'everyone' },
		});
	});

	test.each([39, 'E2E_ENCRYPTED', 177, 9999])('of WhatsApp’s own is no message: %p', (type) => {
		expect(stub(type)).toMatchObject({
			event: 'other',
			chat: { id: GROUP },
			message: null,
			replyTo: null,
		});
		expect(stub(type).eventId).toBe(stub(type).eventId);
		expect(stub(type).eventId).not.toBe(stub(type, [], { id: 'M2' }).eventId);
	});

	test.each([
		[3, 'FUTUREPROOF'],
		[47, 'PAYMENT_CIPHERTEXT'],
		[68, 'OVERSIZED'],
		[220, 'QUARANTINED_MESSAGE'],
	])('in the place of a message nobody could open: %p', (number, name) => {
		for (const type of [number, name]) {
			const { event, message } = stub(type);
			expect([event, message?.type]).toEqual(['message.received', 'unsupported']);
		}
		expect(stub(number).eventId).toBe(stub(name).eventId);
	});

	test('of number 0 is none', () => {
		expect(stub(0).message?.type).toBe('unsupported');
	});
});

describe('who', () => {
	const who = (key: Record<string, unknown>, fields: Record<string, unknown> = {}) =>
		read(record({ message: { conversation: 'Hi' }, ...fields }, key)).sender;

	test.each([
		['remoteJidAlt', ANA],
		['senderPn', ANA],
		['senderPn', '15550001111'],
	])('a chat by LID has its phone from %s', (field, value) => {
		expect(who({ remoteJid: LID, [field]: value })).toEqual({
			id: LID,
			phone: '15550001111',
			lid: LID,
			name: null,
			isMe: false,
		});
	});

	test.each(['participantAlt', 'participantPn', 'senderPn'])(
		'a member by LID has the phone from %s',
		(field) => {
			const sender = who({ remoteJid: GROUP, participant: LID, [field]: BEN });
			expect(sender).toMatchObject({ id: LID, phone: '15550002222', lid: LID });
		},
	);

	test('a member can stand beside the key, and the LID in a field of its own', () => {
		const sender = who({ remoteJid: GROUP, participantLid: LID }, { participant: BEN });
		expect(sender).toMatchObject({ id: BEN, phone: '15550002222', lid: LID });
		expect(who({ senderLid: LID })).toMatchObject({ id: ANA, lid: LID });
	});

	test('a LID alone has no phone', () => {
		expect(who({ remoteJid: LID })).toMatchObject({ id: LID, phone: null, lid: LID });
	});

	test('nobody is named in a group without a participant', () => {
		expect(who({ remoteJid: GROUP })).toBeNull();
		expect(who({ remoteJid: 'status@broadcast' })).toBeNull();
	});

	test('the account itself is never mistaken for whom it writes to', () => {
		expect(who({ fromMe: true, remoteJidAlt: LID })).toEqual({
			id: ME,
			phone: '15550009999',
			lid: null,
			name: null,
			isMe: true,
		});
		expect(who({ fromMe: true, remoteJid: GROUP, participant: LID })).toMatchObject({
			id: LID,
			isMe: true,
		});
		const { event, replyTo } = read(record({ message: { conversation: 'Hi' } }, { fromMe: true }));
		expect(event).toBe('message.sent');
		expect(replyTo).toMatchObject({ chatId: ANA, fromMe: true });
	});
});

test.each([
	[1768473000, '2026-01-15T10:30:00.000Z'],
	['1768473000', '2026-01-15T10:30:00.000Z'],
	[{ low: 1768473000, high: 0, unsigned: true }, '2026-01-15T10:30:00.000Z'],
	// The lower half is a signed 32-bit number: 2_208_988_800.
	[{ low: -2085978496, high: 0, unsigned: false }, '2040-01-01T00:00:00.000Z'],
	[{ low: 'x', high: 0 }, null],
	['2026-01-15T10:30:00Z', null],
	[1e300, null],
	[null, null],
])('the time %p is %p', (messageTimestamp, timestamp) => {
	expect(read(record({ messageTimestamp })).timestamp).toBe(timestamp);
});

describe('content in wrappers', () => {
	const inner = { conversation: 'Hello' };

	test.each([
		'ephemeralMessage',
		'viewOnceMessage',
		'viewOnceMessageV2',
		'viewOnceMessageV2Extension',
		'documentWithCaptionMessage',
		'deviceSentMessage',
		'groupMentionedMessage',
		'aWrapperOfTomorrow',
	])('is unwrapped: %s', (name) => {
		expect(said({ messageContextInfo: {}, [name]: { message: inner } })).toMatchObject({
			type: 'text',
			text: 'Hello',
		});
	});

	test('is unwrapped so deep and no deeper', () => {
		const nested = (depth: number): unknown =>
			depth === 0 ? inner : { ephemeralMessage: { message: nested(depth - 1) } };
		expect(said(nested(8))).toMatchObject({ text: 'Hello' });
		expect(said(nested(9))).toMatchObject({ type: 'unsupported', text: null });
		expect(said(nested(5_000))).toMatchObject({ type: 'unsupported', text: null });
	});

	test('is the message’s own edit where the wrapper says so', () => {
		const event = read(record({ message: { editedMessage: { message: inner } } }));
		expect(event).toMatchObject({ event: 'message.edited', message: { id: 'M1', text: 'Hello' } });
	});
});

describe('a protocol message', () => {
	const protocol = (fields: Record<string, unknown>) =>
		read(record({ message: { protocolMessage: fields } }));

	test('edits with the content it carries, wrapped or not', () => {
		const editedMessage = { viewOnceMessage: { message: { conversation: 'New' } } };
		expect(protocol({ key: { id: 'M0' }, editedMessage })).toMatchObject({
			event: 'message.edited',
			message: { id: 'M0', type: 'text', text: 'New' },
		});
		expect(protocol({ key: { id: 'M0' }, type: 14, editedMessage: 'x' })).toMatchObject({
			event: 'message.edited',
			message: { id: 'M0', type: 'unsupported', text: null },
		});
	});

	test.each([
		['no key', { type: 0 }],
		['a key that is none', { type: 'REVOKE', key: 'M0' }],
		['another type', { type: 3, key: { id: 'M0' } }],
		['no type', { key: { id: 'M0' } }],
	])('is no message with %s', (_name, fields) => {
		expect(protocol(fields)).toMatchObject({ event: 'other', chat: { id: ANA }, message: null });
	});

	test('that edits has an identity of its own: its id, its time, what it says', () => {
		const edit = (own: Record<string, unknown>, time: unknown, words: string) =>
			read(
				record(
					{
						messageTimestamp: 1768473000,
						message: {
							protocolMessage: {
								key: { id: 'M0' },
								type: 14,
								editedMessage: { conversation: words },
								timestampMs: time,
							},
						},
					},
					own,
				),
			).eventId;
		const ids = [
			edit({ id: 'E1' }, '1768473000000', 'A'),
			edit({ id: 'E2' }, '1768473000000', 'A'),
			edit({ id: 'E1' }, '1768473000001', 'A'),
			edit({ id: 'E1' }, '1768473000000', 'B'),
			edit({ id: 'E1', remoteJid: BEN }, '1768473000000', 'A'),
		];
		expect(new Set(ids).size).toBe(ids.length);
		expect(edit({ id: 'E1' }, { low: -1058219968, high: 411, unsigned: false }, 'A')).not.toBe(
			ids[0],
		);
		expect(edit({ id: 'E1' }, 1768473000000, 'A')).toBe(ids[0]);
	});
});

describe('a sealed change', () => {
	const sealed = (fields: Record<string, unknown>) =>
		read(record({ message: { secretEncryptedMessage: { encPayload: 'AAAA', ...fields } } }));
	const targetMessageKey = { id: 'M0', remoteJid: ANA, fromMe: false };

	test.each([2, '2', 'MESSAGE_EDIT'])('of a message is its edit: %p', (secretEncType) => {
		expect(sealed({ targetMessageKey, secretEncType })).toMatchObject({
			event: 'message.edited',
			message: { id: 'M0', type: 'unsupported', text: null },
		});
	});

	test.each([undefined, 0, 1, 'EVENT_EDIT', 3, 4, 'POLL_EDIT', 5, 9, 'TOMORROW'])(
		'of anything else is no message: %p',
		(secretEncType) => {
			expect(sealed({ targetMessageKey, secretEncType })).toMatchObject({
				event: 'other',
				message: null,
			});
		},
	);

	test.each([undefined, {}, { id: '' }, 'M0'])('of no message that is named: %p', (key) => {
		expect(sealed({ targetMessageKey: key, secretEncType: 2 }).event).toBe('other');
	});
});

describe('plumbing', () => {
	const key = { senderKeyDistributionMessage: { groupId: GROUP } };

	test.each([
		['null parts', { ...key, conversation: null, imageMessage: null }],
		['what the server adds', { ...key, base64: 'AAAA', mediaUrl: 'https://s3.example.com/1' }],
		['more of it', { ...key, pinInChatMessage: {}, messageContextInfo: {} }],
	])('is no message with %s beside it', (_name, message) => {
		expect(read(record({ message })).event).toBe('other');
	});

	test.each([
		['words', { ...key, conversation: 'Hello' }, 'Hello'],
		['a caption', { ...key, imageMessage: { caption: 'Hello' } }, 'Hello'],
		['a kind of tomorrow', { ...key, messageOfTomorrow: {} }, null],
		['a part nobody could read', { ...key, listMessage: 'x' }, null],
		['a wrapper whose content stayed on the phone', { viewOnceMessageV2: { message: {} } }, null],
	])('does not hide %s', (_name, message, text) => {
		expect(read(record({ message }))).toMatchObject({
			event: 'message.received',
			message: { text },
		});
	});
});

test('a future version of a part is read like the part', () => {
	const poll = { name: 'When?', options: [{ optionName: 'Monday' }] };
	expect(said({ pollCreationMessageV12: poll })?.poll?.options).toEqual(['Monday']);
	expect(said({ imageMessageV2: { caption: 'Look' } })).toMatchObject({
		type: 'image',
		text: 'Look',
	});
	expect(read(record({ message: { pinInChatMessageV2: {} } })).event).toBe('other');
});

describe('what goes along with a message', () => {
	const contextInfo = {
		stanzaId: 'M0',
		participant: ANA,
		quotedMessage: { ephemeralMessage: { message: { extendedTextMessage: { text: 'Before' } } } },
		mentionedJid: [BEN, 5],
		isForwarded: true,
	};
	const about = {
		quoted: { messageId: 'M0', senderId: ANA, text: 'Before' },
		mentions: [BEN],
		isForwarded: true,
	};

	test('is read from the part and from beside it', () => {
		expect(said({ extendedTextMessage: { text: 'Yes', contextInfo } })).toMatchObject(about);
		expect(said({ conversation: 'Yes' }, { contextInfo })).toMatchObject(about);
		expect(
			said(
				{ imageMessage: { contextInfo: { stanzaId: '', forwardingScore: 2 } } },
				{ contextInfo: { ...contextInfo, isForwarded: 'x' } },
			),
		).toMatchObject(about);
		expect(said({ somethingNew: { a: 1 } }, { contextInfo })).toMatchObject({
			...about,
			type: 'unsupported',
		});
	});

	test('can be a quote without an id, or of what has no text', () => {
		const quotedMessage = { audioMessage: { seconds: 3 } };
		expect(said({ conversation: 'Yes' }, { contextInfo: { quotedMessage } })?.quoted).toEqual({
			messageId: null,
			senderId: null,
			text: null,
		});
	});

	test('is nothing for a plain message', () => {
		expect(said({ conversation: 'Yes' }, { contextInfo: { expiration: 86400 } })).toMatchObject({
			quoted: null,
			mentions: [],
			isForwarded: false,
		});
	});
});

describe('a file', () => {
	const image = { mimetype: 'image/png', url: 'https://mmg.whatsapp.net/o1/v/t.enc?x=1' };

	test('is not at WhatsApp’s own address, where it lies encrypted', () => {
		expect(said({ imageMessage: image })?.media?.url).toBeNull();
		expect(said({ imageMessage: { url: 'not a url' } })?.media?.url).toBeNull();
		const url = 'https://files.example.com/whatsapp.net/1.png';
		expect(said({ imageMessage: { url } })?.media?.url).toBe(url);
	});

	test.each([
		['in the content', { base64: 'AAAA', mediaUrl: 'https://s3.example.com/1' }, {}],
		['in the record', {}, { base64: 'AAAA', mediaUrl: 'https://s3.example.com/1' }],
		['in both', { mediaUrl: 'https://s3.example.com/1' }, { base64: 'AAAA', mediaUrl: '' }],
	])('can be attached %s', (_name, content, beside) => {
		expect(said({ imageMessage: image, ...content }, beside)?.media).toMatchObject({
			url: 'https://s3.example.com/1',
			base64: 'AAAA',
		});
	});

	test('can have its address in its own part, and bytes for a hash', () => {
		const part = { ...image, mediaUrl: 'https://s3.example.com/2', fileSha256: { 0: 1, 1: 2 } };
		expect(said({ imageMessage: part })?.media).toMatchObject({
			url: 'https://s3.example.com/2',
			sha256: null,
		});
		expect(said({ imageMessage: image })?.media).not.toHaveProperty('base64');
	});

	test('is round video, voice or plain audio by what its part says', () => {
		const kindOf = (message: unknown) => said(message)?.media?.kind;
		expect(kindOf({ ptvMessage: { seconds: '7' } })).toBe('video');
		expect(kindOf({ audioMessage: { ptt: true } })).toBe('voice');
		expect(kindOf({ audioMessage: { ptt: 'yes' } })).toBe('audio');
	});

	test('in a part that is none leaves the message unsupported', () => {
		expect(said({ imageMessage: 'x' })).toMatchObject({ type: 'unsupported', media: null });
	});
});

describe('an answer', () => {
	const flow = (paramsJson: unknown) =>
		said({
			interactiveResponseMessage: {
				body: { text: 'Yes' },
				nativeFlowResponseMessage: { name: 'quick_reply', paramsJson },
			},
		})?.selection;

	test('to a native flow has its id inside a JSON text', () => {
		expect(flow('{"id":"yes"}')).toEqual({ id: 'yes', title: 'Yes', description: null });
	});

	test.each(['{', '{"id":5}', 'null', 5, undefined])('…or else its name: %p', (params) => {
		expect(flow(params)?.id).toBe('quick_reply');
	});

	test('that is none leaves the message unsupported', () => {
		expect(said({ buttonsResponseMessage: 'x' })?.type).toBe('unsupported');
	});
});

describe('an offer', () => {
	test.each([
		['a template', { templateMessage: { hydratedTemplate: { hydratedContentText: 'Hi' } } }],
		[
			'an older template',
			{ templateMessage: { hydratedFourRowTemplate: { hydratedTitleText: 'Hi' } } },
		],
		[
			'a template with a body',
			{ templateMessage: { interactiveMessageTemplate: { body: { text: 'Hi' } } } },
		],
		['buttons', { buttonsMessage: { contentText: 'Hi' } }],
		['a list', { listMessage: { title: 'Title', description: 'Hi' } }],
		['a header', { interactiveMessage: { header: { title: 'Hi' } } }],
		['a product', { productMessage: { product: { title: 'Hi' } } }],
		['a product with a text', { productMessage: { body: 'Hi', product: { title: 'Mug' } } }],
	])('says what it offers: %s', (_name, message) => {
		expect(said(message)).toMatchObject({ type: 'interactive', text: 'Hi', media: null });
	});

	test('can have a picture', () => {
		const header = { title: 'Hi', imageMessage: { mimetype: 'image/png' } };
		expect(said({ interactiveMessage: { header } })).toMatchObject({
			type: 'interactive',
			media: { kind: 'image', mimeType: 'image/png' },
		});
	});

	test('that is none leaves the message unsupported', () => {
		expect(said({ listMessage: 'x' })?.type).toBe('unsupported');
	});
});

describe('a vote', () => {
	const vote = (selected: unknown) =>
		read(
			record({
				message: {
					pollUpdateMessage: {
						pollCreationMessageKey: { remoteJid: ANA, fromMe: true, id: 'P1', participant: ME },
						vote: selected,
					},
				},
			}),
		);

	test('quotes its poll and has what was chosen, where the server opened it', () => {
		expect(vote({ selectedOptions: ['Monday'] })).toMatchObject({
			event: 'message.received',
			message: {
				id: 'M1',
				type: 'poll',
				poll: { question: null, options: [], selected: ['Monday'] },
				quoted: { messageId: 'P1', senderId: ME, text: null },
			},
		});
	});

	test('that was taken back has nothing chosen', () => {
		expect(vote({ selectedOptions: [] }).message?.poll?.selected).toEqual([]);
	});

	test.each([
		{ encPayload: 'AAAA', encIv: 'AAAA' },
		{ encPayload: 'AAAA', selectedOptions: [] },
		{ selectedOptions: 'x' },
		undefined,
	])('is sealed otherwise, and no message: %p', (selected) => {
		expect(vote(selected)).toMatchObject({ event: 'other', message: null });
	});
});

test('the result of a poll has its options', () => {
	const message = {
		pollResultSnapshotMessage: { name: 'When?', pollVotes: [{ optionName: 'Monday' }, {}] },
	};
	expect(said(message)?.poll).toEqual({ question: 'When?', options: ['Monday'], selected: [] });
});

test('contacts can come without a card', () => {
	expect(said({ contactMessage: { displayName: 'Jane' } })?.contacts).toEqual([
		{ name: 'Jane', phones: [], vcard: null },
	]);
	expect(said({ contactsArrayMessage: {} })?.contacts).toEqual([]);
});

describe('what cannot be read', () => {
	test.each([
		['null', null],
		['a list', [record({})]],
		['text', 'x'],
		['no key', { message: { conversation: 'Hi' } }],
		['a key that is none', { key: 'x' }],
		['no chat', record({}, { remoteJid: '' })],
		['a chat that is a number', record({}, { remoteJid: 5 })],
		['no id', record({}, { id: null })],
	])('is `other`: %s', (_name, data) => {
		expect(read(data)).toMatchObject({ event: 'other', message: null, raw: data });
		expect(read(data).eventId).toBe(read(structuredClone(data)).eventId);
	});

	test('does not cost the rest: every other field may be wrong', () => {
		const junk = ['x'];
		const event = read(
			record(
				{
					message: junk,
					pushName: 5,
					messageTimestamp: junk,
					messageStubType: junk,
					messageStubParameters: 'x',
					contextInfo: junk,
					participant: junk,
					pollUpdates: 'x',
					base64: 5,
				},
				{ id: 7, fromMe: 'x', participant: 5, remoteJidAlt: junk },
			),
		);
		expect(event).toMatchObject({
			event: 'message.received',
			sender: { id: ANA, name: null },
			message: { id: '7', type: 'unsupported' },
		});
	});

	test('is no way into a prototype', () => {
		const data = JSON.parse(
			`{"__proto__":{"polluted":1},"key":{"remoteJid":"${ANA}","id":"M1","__proto__":{"fromMe":true}},"message":{"__proto__":{"message":{"conversation":"x"}},"conversation":"Hi"}}`,
		) as unknown;
		expect(read(data)).toMatchObject({ event: 'message.received', message: { text: 'Hi' } });
		expect({}).not.toHaveProperty('polluted');
	});
});
