/**
 * WSAPI's own format, event by event: what a delivery of its server becomes. Expectations are the
 * event contract's; what a payload can hold is the server's (openapi/wsapi-events.yml v2.0.0).
 */
import { wsapi } from '../../../../gateway/providers/wsapi';
import { plainText } from '../../../support/providers/fixture';
import { BEN, GROUP, JANE, ME, RICK, SECOND_VCARD, VCARD } from '../../../support/providers/people';
import {
	call,
	chatPresence,
	deletion,
	edit,
	envelope,
	group,
	message,
	reaction,
	receipt,
	reminted,
	session,
	text,
	userPresence,
	WSAPI_EVENT_ID,
	WSAPI_INSTANCE,
	WSAPI_MESSAGE_ID,
} from '../../../support/providers/wsapi/payloads';
import {
	ana,
	ANA_JID,
	anaIdentity,
	ben,
	benIdentity,
	CHAT_WITH_ANA,
	EXPECTED_ANA,
	EXPECTED_BEN,
	jid,
	LID_JID,
	lidOnly,
	me,
	TIME,
} from '../../../support/providers/wsapi/payloads/envelope';
import { onlyEventOf, wholeEventsOf } from '../../../support/read-events';
import { wrongInEveryPlace } from '../../../support/wrong-in-every-place';

type Body = ReturnType<typeof envelope>;

/** As a body comes over the wire. */
const sent = (body: Body): unknown => JSON.parse(JSON.stringify(body));
const eventsOf = (body: Body) => wholeEventsOf(wsapi, sent(body));
const onlyEvent = (body: Body) => onlyEventOf(wsapi, sent(body));

const idOf = (body: Body) => onlyEvent(body).eventId;

/** The same event without the id that WSAPI mints for it. */
const withoutId = ({ eventId: _minted, ...body }: Body): Body => body as Body;

const GROUP_CHAT = { id: GROUP, type: 'group' };

describe('a message', () => {
	it('has every key of the contract', () => {
		expect(onlyEvent(text('Hello'))).toEqual({
			event: 'message.received',
			provider: 'wsapi',
			instance: WSAPI_INSTANCE,
			eventId: expect.stringMatching(/^wsapi:/) as unknown,
			timestamp: TIME,
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: plainText(WSAPI_MESSAGE_ID, 'Hello'),
			replyTo: {
				provider: 'wsapi',
				instance: WSAPI_INSTANCE,
				chatId: ANA_JID,
				messageId: WSAPI_MESSAGE_ID,
				senderId: ANA_JID,
				fromMe: false,
			},
			raw: text('Hello'),
		});
	});

	it('of the account itself was sent', () => {
		expect(onlyEvent(text('On our way', { sender: me }))).toMatchObject({
			event: 'message.sent',
			chat: CHAT_WITH_ANA,
			sender: { id: jid(ME), phone: ME, isMe: true },
			replyTo: { chatId: ANA_JID, fromMe: true },
		});
	});

	it('in a group is of the participant, and is answered in the group', () => {
		expect(onlyEvent(text('Hello', { chatId: GROUP, isGroup: true, sender: ben }))).toMatchObject({
			chat: GROUP_CHAT,
			sender: EXPECTED_BEN,
			replyTo: { chatId: GROUP, senderId: EXPECTED_BEN.id },
		});
	});

	it('in a group whose id does not look like one is still in a group', () => {
		expect(onlyEvent(text('Hello', { isGroup: true })).chat).toEqual({
			id: ANA_JID,
			type: 'group',
		});
	});

	it('of somebody who is shown by LID alone has no phone number', () => {
		expect(onlyEvent(text('Hello', { chatId: LID_JID, sender: lidOnly }))).toMatchObject({
			chat: { id: LID_JID, type: 'individual' },
			sender: { id: LID_JID, phone: null, lid: LID_JID },
		});
	});

	it('as a status post is answered in its author’s chat', () => {
		expect(onlyEvent(text('Hello', { chatId: 'status@broadcast', isStatus: true }))).toMatchObject({
			chat: { id: 'status@broadcast', type: 'status' },
			replyTo: { chatId: ANA_JID },
		});
	});

	it('may quote, mention and be forwarded', () => {
		const replyTo = { id: '3EB0QUOTED', sender: me, text: 'Are you coming?' };
		const body = text('Yes', { replyTo, mentions: [jid(BEN), 5, jid(ME)], isForwarded: true });
		expect(onlyEvent(body).message).toMatchObject({
			type: 'text',
			text: 'Yes',
			quoted: { messageId: '3EB0QUOTED', senderId: jid(ME), text: 'Are you coming?' },
			mentions: [jid(BEN), jid(ME)],
			isForwarded: true,
		});
	});

	it.each([
		[{ id: 'm1' }, { messageId: 'm1', senderId: null, text: null }],
		[
			{ id: 'm1', text: '', sender: { id: '' } },
			{ messageId: 'm1', senderId: null, text: null },
		],
		[
			{ id: 'm1', text: 5, sender: 'x' },
			{ messageId: 'm1', senderId: null, text: null },
		],
		[{ text: 'Nobody knows which' }, null],
		['m1', null],
	])('that quotes %j', (replyTo, quoted) => {
		expect(onlyEvent(text('Yes', { replyTo })).message?.quoted).toEqual(quoted);
	});

	it.each([
		['2026-05-19T02:51:44.816123456+02:00', TIME],
		['0001-01-01T00:00:00Z', null],
		['yesterday', null],
		[1_779_151_904, null],
	])('of the time %j', (time, timestamp) => {
		expect(onlyEvent(text('Hello', { time }))).toMatchObject({
			event: 'message.received',
			timestamp,
		});
	});

	it('is the same event under whatever envelope it comes, and another one in another chat', () => {
		expect(idOf(reminted(text()))).toBe(idOf(text()));
		expect(idOf(text('Hello', { chatId: jid(BEN), sender: ben }))).not.toBe(idOf(text()));
	});

	it('in a group is another one when somebody else uses the same id', () => {
		const inGroup = { chatId: GROUP, isGroup: true };
		expect(idOf(text('Hello', inGroup))).not.toBe(idOf(text('Hello', { ...inGroup, sender: ben })));
	});

	it.each([
		['without an id', { id: '' }],
		['without a chat', { chatId: null }],
		['from nobody', { sender: undefined }],
		['from somebody without an id', { sender: { isMe: false } }],
	])('%s cannot be answered: it is told as it came', (_name, content) => {
		const body = text('Hello', content);
		expect(onlyEvent(body)).toMatchObject({ event: 'other', message: null, replyTo: null });
	});
});

describe('what a message says', () => {
	const messageWith = (content: Record<string, unknown>) => onlyEvent(message(content)).message;

	const reacted = { messageId: '3EB0BBBB', emoji: '👍' };
	const medium = { id: 'H4sI', mediaType: 'image', caption: 'Look' };
	const place = { latitude: 52.5, longitude: 13.4, name: 'The shop' };

	it.each([
		[
			'a reaction before all else',
			{ reaction: reacted, media: medium, location: place, contact: VCARD, text: 'Hi' },
			'reaction',
		],
		[
			'a file before a place',
			{ media: medium, location: place, contact: VCARD, text: 'Hi' },
			'image',
		],
		['a place before a card', { location: place, contact: VCARD, text: 'Hi' }, 'location'],
		['a card before a text', { contact: VCARD, text: 'Hi' }, 'contacts'],
		['cards before a text', { contactArray: [VCARD], text: 'Hi' }, 'contacts'],
		['a text', { text: 'Hi' }, 'text'],
		['a text beside empty things', { contact: '', contactArray: [], text: 'Hi' }, 'text'],
		['nothing', {}, 'unsupported'],
		['an empty text', { text: '' }, 'unsupported'],
	])('is %s', (_name, content, type) => {
		expect(messageWith(content)?.type).toBe(type);
	});

	it('is the next thing where one cannot be read', () => {
		const unreadable = { reaction: 'x', media: [], location: 5, contact: {}, contactArray: 'x' };
		expect(messageWith({ ...unreadable, text: 'Hi' })).toMatchObject({ type: 'text', text: 'Hi' });
		expect(messageWith(unreadable)).toMatchObject({ type: 'unsupported', text: null });
	});

	it('can be a file, with all that is told of it', () => {
		const media = {
			id: 'H4sI',
			mediaType: 'video',
			mimeType: 'video/mp4',
			fileLength: 512_000,
			caption: 'The shop',
			height: 720,
			width: 1280,
			duration: 12,
			filename: 'shop.mp4',
			title: 'Shop',
			jpegThumbnail: '/9j/AAAA',
		};
		expect(messageWith({ type: 'media', media })).toMatchObject({
			type: 'video',
			text: 'The shop',
			media: {
				kind: 'video',
				id: 'H4sI',
				url: null,
				mimeType: 'video/mp4',
				fileName: 'shop.mp4',
				size: 512_000,
				sha256: null,
				duration: 12,
				width: 1280,
				height: 720,
			},
		});
	});

	it.each(['image', 'video', 'audio', 'voice', 'document', 'sticker'])(
		'can be a file of which nothing else is told: %s',
		(mediaType) => {
			expect(messageWith({ media: { mediaType } })).toMatchObject({
				type: mediaType,
				text: null,
				media: {
					kind: mediaType,
					id: null,
					url: null,
					mimeType: null,
					fileName: null,
					size: null,
					sha256: null,
					duration: null,
					width: null,
					height: null,
				},
			});
		},
	);

	it('calls a document by its title where it has no file name', () => {
		const media = { mediaType: 'document', title: 'Offer' };
		expect(messageWith({ media })?.media?.fileName).toBe('Offer');
		expect(messageWith({ media: { ...media, filename: '' } })?.media?.fileName).toBe('Offer');
	});

	it('keeps the caption of a file of a kind that is not known', () => {
		const media = { id: 'H4sI', mediaType: 'hologram', caption: 'Look' };
		expect(messageWith({ media })).toMatchObject({
			type: 'unsupported',
			text: 'Look',
			media: null,
		});
		expect(messageWith({ media, text: 'Hi' })).toMatchObject({ type: 'text', text: 'Hi' });
	});

	it('can be a place', () => {
		const location = { ...place, address: 'Main Street 1', url: 'https://example.com/shop' };
		expect(messageWith({ location })).toMatchObject({ type: 'location', text: null, location });
		expect(messageWith({ location: { latitude: 0, name: '' } })?.location).toEqual({
			latitude: 0,
			longitude: null,
			name: null,
			address: null,
			url: null,
		});
	});

	it('can be contacts, one or several', () => {
		expect(messageWith({ contact: VCARD })?.contacts).toEqual([JANE]);
		expect(messageWith({ contactArray: [VCARD, 5, SECOND_VCARD] })?.contacts).toEqual([JANE, RICK]);
	});

	it.each([
		['👍', '👍'],
		['', null],
		[undefined, null],
	])('can be the reaction %j, which is an event of its own', (emoji, shown) => {
		const body = message({ id: '3EB0R', reaction: { messageId: '3EB0BBBB', emoji } });
		expect(onlyEvent(body)).toMatchObject({
			event: 'message.reaction',
			message: {
				id: '3EB0R',
				type: 'reaction',
				text: null,
				reaction: { emoji: shown, messageId: '3EB0BBBB' },
			},
		});
	});

	it('has the account’s own reaction as a reaction too', () => {
		const body = message({ reaction: reacted, sender: me });
		expect(onlyEvent(body)).toMatchObject({ event: 'message.reaction', sender: { isMe: true } });
	});

	it('tells a reaction that is set, changed, removed and set again apart', () => {
		const bodies = [
			reaction('👍', '3EB0R1'),
			reaction('❤️', '3EB0R2'),
			reaction('', '3EB0R3'),
			reaction('👍', '3EB0R4'),
		];
		expect(new Set(bodies.map(idOf)).size).toBe(4);
		expect(idOf(reminted(reaction('👍', '3EB0R1')))).toBe(idOf(reaction('👍', '3EB0R1')));
	});

	it.each([
		[
			'with its card',
			{
				sourceType: 'ad',
				sourceId: '1202',
				sourceUrl: 'https://fb.example.com/A',
				title: 'Fresh mugs',
				body: 'Made by hand',
				ctwaClid: 'click-A',
			},
			{
				sourceType: 'ad',
				sourceId: '1202',
				sourceUrl: 'https://fb.example.com/A',
				headline: 'Fresh mugs',
				body: 'Made by hand',
				clickId: 'click-A',
			},
		],
		['by its origin alone', { conversionSource: 'FB_Ads' }, { sourceType: 'ad', sourceId: null }],
		['that says nothing', {}, null],
		['that cannot be read', 'x', null],
	])('can begin from an advertisement %s', (_name, adReferral, referral) => {
		const said = messageWith({ text: 'Hi', adReferral });
		expect(said).toMatchObject({ type: 'text', text: 'Hi', referral });
	});
});

describe('an edit', () => {
	it('is of the edited message, with the new text', () => {
		expect(onlyEvent(edit('Hello, Ben'))).toMatchObject({
			event: 'message.edited',
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: { id: WSAPI_MESSAGE_ID, type: 'text', text: 'Hello, Ben' },
			replyTo: { messageId: WSAPI_MESSAGE_ID },
		});
	});

	it('of the account itself is an edit, not a message that was sent', () => {
		const body = message({ ...edit('Hello').eventData, sender: me });
		expect(onlyEvent(body)).toMatchObject({ event: 'message.edited', sender: { isMe: true } });
	});

	it('whose text is sealed has none', () => {
		const body = message({ ...edit('').eventData, type: 'unknown' });
		expect(onlyEvent(body)).toMatchObject({
			event: 'message.edited',
			message: { id: WSAPI_MESSAGE_ID, text: null },
		});
	});

	it('back to an earlier text is told from that one by its own id', () => {
		const [first, back] = [edit('Hello', '3EB0E1'), edit('Hello', '3EB0E3')];
		expect(idOf(back)).not.toBe(idOf(first));
		expect(idOf(reminted(back))).toBe(idOf(back));
	});

	it('without an id of its own is told from an earlier one by its time', () => {
		const at = (time: string) => message({ ...edit('Hello', WSAPI_MESSAGE_ID).eventData, time });
		const first = at(TIME);
		expect(idOf(at('2026-05-19T01:00:00.000Z'))).not.toBe(idOf(first));
		expect(idOf(reminted(first))).toBe(idOf(first));
	});

	it.each([[{}], [undefined], ['x'], [{ originalMessageId: '' }]])(
		'that does not name its message is still one: %j',
		(named) => {
			const body = message({ id: '3EB0E', text: 'Hello', isEdit: true, edit: named });
			expect(onlyEvent(body)).toMatchObject({
				event: 'message.edited',
				message: { id: null, text: 'Hello' },
				replyTo: { messageId: null },
			});
		},
	);
});

describe('a pin', () => {
	const pinned = (content: Record<string, unknown> = {}) =>
		message({
			id: '3EB0PIN',
			type: 'pinInChat',
			pin: { pinned: true, messageId: '3EB0BBBB', expiration: '24h' },
			...content,
		});

	it.each([true, false])('is no message, set or taken away: %j', (isPinned) => {
		const body = pinned({ pin: { pinned: isPinned, messageId: '3EB0BBBB', expiration: 'off' } });
		expect(onlyEvent(body)).toMatchObject({
			event: 'other',
			timestamp: TIME,
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: null,
			raw: body,
		});
	});

	it('is the same under another envelope, and not the next one', () => {
		expect(idOf(reminted(pinned()))).toBe(idOf(pinned()));
		expect(idOf(pinned({ id: '3EB0PIN2' }))).not.toBe(idOf(pinned()));
	});

	it('takes nothing from what is written beside it', () => {
		expect(onlyEvent(pinned({ text: 'Hi' }))).toMatchObject({
			event: 'message.received',
			message: { text: 'Hi' },
		});
	});
});

describe('a receipt', () => {
	it.each([
		['delivered', 'delivered'],
		['inactive', 'delivered'],
		['read', 'read'],
		['readSelf', 'read'],
		['played', 'played'],
		['sender', 'sent'],
		['retry', 'pending'],
		['serverError', 'failed'],
	])('%s: %s', (receiptType, state) => {
		expect(onlyEvent(receipt(receiptType))).toMatchObject({
			event: 'message.status',
			timestamp: TIME,
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: null,
			replyTo: null,
			status: { messageId: '3EB0BBBB', state, recipientId: ANA_JID, errors: [] },
		});
	});

	it.each(['historySync', 'something new', '', 'constructor', '__proto__'])(
		'of a kind there is no word for is told as it came: "%s"',
		(receiptType) => {
			const body = receipt(receiptType);
			expect(onlyEvent(body)).toMatchObject({ event: 'other', raw: body });
		},
	);

	it('of several messages is an event for each, in their order', () => {
		const events = eventsOf(receipt('read', ['m3', 'm1', 'm2']));
		expect(events.map(({ event }) => event)).toEqual(Array(3).fill('message.status'));
		expect(events.map(({ status }) => status?.messageId)).toEqual(['m3', 'm1', 'm2']);
		expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(3);
	});

	it('of several messages keeps with each what is its own', () => {
		const body = receipt('read', ['m1', 'm2'], { sender: ben, chatId: GROUP, isGroup: true });
		const own = (id: string) => ({ ...body, eventData: { ...body.eventData, messageIds: [id] } });
		expect(eventsOf(body).map(({ raw }) => raw)).toEqual([own('m1'), own('m2')]);
	});

	it('of several messages repeats nothing large with each of them', () => {
		const body = receipt('read', ['m1', 'm2'], { note: 'x'.repeat(100_000) });
		for (const { raw } of eventsOf(body)) {
			expect(raw).toMatchObject({ eventId: WSAPI_EVENT_ID, eventData: { chatId: ANA_JID } });
			expect(JSON.stringify(raw).length).toBeLessThan(2_000);
		}
	});

	it('of many messages keeps all else with each of them, however many they are', () => {
		const ids = Array.from({ length: 40 }, (_, index) => `3EB0${index}`.padEnd(30, 'A'));
		for (let count = 2; count <= ids.length; count++) {
			const body = receipt('read', ids.slice(0, count));
			const own = { ...body, eventData: { ...body.eventData, messageIds: [ids[0]] } };
			expect(eventsOf(body)[0]?.raw).toEqual(own);
		}
	});

	it('of one message is kept whole', () => {
		const body = receipt('read', ['m1'], { note: 'x'.repeat(10_000) });
		expect(onlyEvent(body).raw).toEqual(body);
	});

	it('in a group is of the participant', () => {
		const body = receipt('read', ['m1'], { chatId: GROUP, isGroup: true, sender: ben });
		expect(onlyEvent(body)).toMatchObject({
			chat: GROUP_CHAT,
			sender: EXPECTED_BEN,
			status: { recipientId: EXPECTED_BEN.id },
		});
	});

	it('takes ids that are numbers', () => {
		const body = receipt('read', [1, 2] as unknown as string[]);
		expect(eventsOf(body).map(({ status }) => status?.messageId)).toEqual(['1', '2']);
	});

	it.each([[[]], [undefined], ['m1'], [['m1', '']], [['m1', null]], [[{}]]])(
		'that does not name its messages is told as it came: %j',
		(messageIds) => {
			const body = envelope('message_read', { ...receipt('read').eventData, messageIds });
			expect(onlyEvent(body)).toMatchObject({ event: 'other', raw: {} });
		},
	);

	it('is the same under another envelope, and another one in another state or of another person', () => {
		const inGroup = { chatId: GROUP, isGroup: true };
		const read = receipt('read', ['m1'], inGroup);
		expect(idOf(reminted(read))).toBe(idOf(read));
		expect(idOf(receipt('delivered', ['m1'], inGroup))).not.toBe(idOf(read));
		expect(idOf(receipt('read', ['m1'], { ...inGroup, sender: ben }))).not.toBe(idOf(read));
	});
});

describe('a deletion', () => {
	it.each([
		[{ isDeletedForAll: true }, 'everyone'],
		[{ isDeletedForMe: true }, 'me'],
		[{ isDeletedForAll: false, isDeletedForMe: true }, 'me'],
	] as const)('%j is for %s', (content, deletedFor) => {
		expect(onlyEvent(deletion(content))).toMatchObject({
			event: 'message.deleted',
			timestamp: TIME,
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: { id: WSAPI_MESSAGE_ID, text: null, deletedFor },
			replyTo: { messageId: WSAPI_MESSAGE_ID },
		});
	});

	it.each(['status@broadcast', ANA_JID])(
		'of a status post is in the status posts: %s',
		(chatId) => {
			const body = deletion({ chatId, isDeletedForAll: true, isStatus: true });
			expect(onlyEvent(body).chat).toEqual({ id: chatId, type: 'status' });
		},
	);

	// WhatsApp names an author in groups only: the server then has a sender without an id.
	it('of a message whose author is not named is one all the same', () => {
		const sender = { id: '', isMe: false };
		expect(onlyEvent(deletion({ sender, isDeletedForMe: true }))).toMatchObject({
			event: 'message.deleted',
			chat: CHAT_WITH_ANA,
			sender: null,
			message: { id: WSAPI_MESSAGE_ID, deletedFor: 'me' },
			replyTo: { chatId: ANA_JID, messageId: WSAPI_MESSAGE_ID, senderId: null },
		});
	});

	it('for me and for everyone are two events', () => {
		const [forMe, forAll] = [
			deletion({ isDeletedForMe: true }),
			deletion({ isDeletedForAll: true }),
		];
		expect(idOf(forMe)).not.toBe(idOf(forAll));
		expect(idOf(reminted(forAll))).toBe(idOf(forAll));
	});
});

describe('presence', () => {
	it.each(['typing', 'recording', 'paused'])('in a chat: %s', (state) => {
		const body = chatPresence(state, { id: GROUP, sender: ben });
		expect(onlyEvent(body)).toMatchObject({
			event: 'presence.updated',
			chat: GROUP_CHAT,
			sender: EXPECTED_BEN,
			message: null,
			replyTo: null,
			presence: { state, lastSeen: null },
		});
	});

	it.each([
		['available', 'online'],
		['unavailable', 'offline'],
	] as const)('of a person: %s is %s', (status, state) => {
		expect(onlyEvent(userPresence(status))).toMatchObject({
			event: 'presence.updated',
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			presence: { state },
		});
	});

	it.each([
		['0001-01-01T00:00:00Z', null],
		['2026-05-19T02:40:00+02:00', '2026-05-19T00:40:00.000Z'],
		['', null],
		['a while ago', null],
		[undefined, null],
		[5, null],
	])('was last seen %j: %j', (lastSeen, shown) => {
		const body = envelope('user_presence', { user: anaIdentity, status: 'unavailable', lastSeen });
		expect(onlyEvent(body).presence).toEqual({ state: 'offline', lastSeen: shown });
	});

	it.each(['', 'dancing', 'constructor'])('that there is no word for: "%s"', (word) => {
		expect(onlyEvent(chatPresence(word)).event).toBe('other');
		expect(onlyEvent(userPresence(word as 'available')).event).toBe('other');
	});

	it('is told apart by the event id, and without one by who, where and what', () => {
		expect(idOf(chatPresence('typing'))).toBe(idOf(chatPresence('typing')));
		expect(idOf(reminted(chatPresence('typing')))).not.toBe(idOf(chatPresence('typing')));
		const ids = [
			chatPresence('typing'),
			chatPresence('paused'),
			chatPresence('typing', { sender: ben }),
			chatPresence('typing', { id: GROUP }),
		].map((body) => idOf(withoutId(body)));
		expect(new Set(ids).size).toBe(4);
		expect(idOf(withoutId(chatPresence('typing')))).toBe(ids[0]);
	});
});

describe('a group', () => {
	const change = (fields: Record<string, unknown>) => onlyEvent(group(fields));

	it.each([
		['join', 'group.joined'],
		['leave', 'group.left'],
		['promote', 'group.updated'],
		['demote', 'group.updated'],
	])('tells who is meant: %s', (action, event) => {
		expect(change({ [action]: [anaIdentity, { id: LID_JID }] })).toMatchObject({
			event,
			timestamp: TIME,
			chat: GROUP_CHAT,
			sender: EXPECTED_BEN,
			message: null,
			group: { id: GROUP, action, participants: [ANA_JID, LID_JID], value: null },
			replyTo: { chatId: GROUP, messageId: null },
		});
	});

	it.each([
		[{ name: { name: 'New name' } }, 'name', 'New name'],
		[{ name: { name: '' } }, 'name', null],
		[{ description: { topic: 'What for' } }, 'description', 'What for'],
		[{ description: { topic: '' } }, 'description', null],
		[{ locked: { isLocked: true } }, 'setting', 'locked: on'],
		[{ locked: { isLocked: false } }, 'setting', 'locked: off'],
		[{ announce: { isAnnounce: true } }, 'setting', 'announce: on'],
		[{ announce: { isAnnounce: false } }, 'setting', 'announce: off'],
		[{ membershipApproval: { isRequired: true } }, 'setting', 'membershipApproval: on'],
		[{ membershipApproval: { isRequired: false } }, 'setting', 'membershipApproval: off'],
		[{ delete: { reason: 'admin' } }, 'other', null],
		[{ suspended: true }, 'other', null],
		[{ suspended: false }, 'other', null],
		[{ link: { type: 'sub_group', groupId: '1@g.us', groupName: 'Sub' } }, 'other', null],
		[{ unlink: { type: 'sub_group', groupId: '1@g.us' } }, 'other', null],
		[{ joinReason: 'invite' }, 'other', null],
		[{}, 'other', null],
	])('changed by %j: %s', (fields, action, value) => {
		expect(change(fields)).toMatchObject({
			event: 'group.updated',
			chat: GROUP_CHAT,
			group: { id: GROUP, action, participants: [], value },
		});
	});

	const several = group({
		joinReason: 'invite',
		description: { topic: 'What for' },
		name: { name: 'New name' },
		announce: { isAnnounce: false },
		suspended: true,
		leave: [benIdentity],
		join: [anaIdentity],
		link: { type: 'sub_group', groupId: '1@g.us' },
	});

	it('with several changes at once is an event for each, in the payload’s order', () => {
		expect(eventsOf(several).map(({ event, group: said }) => [event, said?.action])).toEqual([
			['group.updated', 'description'],
			['group.updated', 'name'],
			['group.updated', 'setting'],
			['group.updated', 'other'],
			['group.left', 'leave'],
			['group.joined', 'join'],
			['group.updated', 'other'],
		]);
		const ids = eventsOf(several).map(({ eventId }) => eventId);
		expect(new Set(ids).size).toBe(7);
		expect(eventsOf(structuredClone(several)).map(({ eventId }) => eventId)).toEqual(ids);
	});

	it('with several changes at once keeps with each what is its own', () => {
		const { id, sender, timestamp, joinReason, ...changes } = several.eventData;
		const about = { id, sender, timestamp, joinReason };
		expect(eventsOf(several).map(({ raw }) => raw)).toEqual(
			Object.entries(changes).map(([name, value]) => ({
				...several,
				eventData: { ...about, [name]: value },
			})),
		);
	});

	it('with one change is kept whole', () => {
		const body = group({ join: [anaIdentity], note: 'x'.repeat(10_000) });
		expect(onlyEvent(body).raw).toEqual(body);
	});

	it.each([
		['nobody came', { join: [] }],
		['nobody who can be read came', { join: [{}, 5, { id: '' }] }],
		['they came in no list', { join: anaIdentity }],
		['the name is none', { name: 'New name' }],
		['the setting is none', { locked: true }],
	])('is changed in a way that is not known where %s', (_name, fields) => {
		expect(change(fields)).toMatchObject({ event: 'group.updated', group: { action: 'other' } });
	});

	it('loses nobody for one who cannot be read', () => {
		expect(change({ join: [{}, anaIdentity] }).group?.participants).toEqual([ANA_JID]);
	});

	it.each([[undefined], [{ id: '', isMe: false }], ['x']])(
		'changed by nobody that is named: %j',
		(sender) => {
			expect(change({ sender, join: [anaIdentity] })).toMatchObject({
				event: 'group.joined',
				sender: null,
				replyTo: { chatId: GROUP, senderId: null },
			});
		},
	);

	it.each([['0001-01-01T00:00:00Z'], [''], [undefined]])(
		'changed at a time that is not told: %j',
		(timestamp) => {
			expect(change({ timestamp, join: [anaIdentity] }).timestamp).toBeNull();
		},
	);

	it('is told apart by the event id, and without one by when, what and who', () => {
		const join = group({ join: [anaIdentity] });
		expect(idOf(reminted(join))).not.toBe(idOf(join));
		const ids = [
			join,
			group({ join: [benIdentity] }),
			group({ leave: [anaIdentity] }),
			group({ join: [anaIdentity], timestamp: '2026-05-19T01:00:00.000Z' }),
			group({ name: { name: 'A' } }),
			group({ name: { name: 'B' } }),
			group({ locked: { isLocked: true } }),
			group({ locked: { isLocked: false } }),
			group({ announce: { isAnnounce: true } }),
		].map((body) => idOf(withoutId(body)));
		expect(new Set(ids).size).toBe(ids.length);
		expect(idOf(withoutId(reminted(join)))).toBe(ids[0]);
	});

	it.each([
		['1700000000', '1700000000'],
		['', null],
		[undefined, null],
	])('has another picture, or none: %j', (pictureId, value) => {
		const body = envelope('chat_picture', { id: GROUP, sender: ben, pictureId });
		expect(onlyEvent(body)).toMatchObject({
			event: 'group.updated',
			timestamp: null,
			chat: GROUP_CHAT,
			sender: EXPECTED_BEN,
			group: { id: GROUP, action: 'picture', participants: [], value },
		});
	});

	it('has another picture also where nobody is named who set it', () => {
		const body = envelope('chat_picture', {
			id: GROUP,
			sender: { id: '', isMe: false },
			pictureId: '1',
		});
		expect(onlyEvent(body)).toMatchObject({
			event: 'group.updated',
			sender: null,
			group: { action: 'picture', value: '1' },
		});
	});
});

describe('a call', () => {
	it('is offered, in whose chat and with what', () => {
		const offer = { chatId: ANA_JID, isGroup: false, isVideo: true };
		expect(onlyEvent(call('call_offer', offer))).toMatchObject({
			event: 'call.updated',
			timestamp: TIME,
			chat: CHAT_WITH_ANA,
			sender: EXPECTED_ANA,
			message: null,
			call: { id: 'CALL1', state: 'offered', isVideo: true, isGroup: false },
			replyTo: { chatId: ANA_JID, messageId: null },
		});
	});

	it.each([GROUP, ANA_JID])('can be a group’s: %s', (chatId) => {
		const offer = { chatId, isGroup: true, isVideo: false };
		expect(onlyEvent(call('call_offer', offer))).toMatchObject({
			chat: { id: chatId, type: 'group' },
			sender: EXPECTED_ANA,
			call: { isVideo: false, isGroup: true },
		});
	});

	it('is accepted', () => {
		expect(onlyEvent(call('call_accept'))).toMatchObject({
			chat: CHAT_WITH_ANA,
			call: { id: 'CALL1', state: 'accepted', isVideo: false, isGroup: false },
		});
	});

	it.each([
		['rejected', 'rejected'],
		['ended', 'ended'],
		['unknown', 'ended'],
		['timeout', 'missed'],
		['', 'ended'],
		[undefined, 'ended'],
		[5, 'ended'],
	])('is over by the reason %j: %s', (reason, state) => {
		expect(onlyEvent(call('call_terminate', { reason })).call).toMatchObject({ state });
	});

	it('is one event for each state, under whatever envelope', () => {
		const bodies = [
			call('call_offer', { chatId: ANA_JID }),
			call('call_accept'),
			call('call_terminate', { reason: 'ended' }),
			call('call_terminate', { reason: 'rejected' }),
			call('call_offer', { chatId: ANA_JID, id: 'CALL2' }),
		];
		expect(new Set(bodies.map(idOf)).size).toBe(5);
		for (const body of bodies) expect(idOf(reminted(body))).toBe(idOf(body));
	});

	it.each([['call_offer'], ['call_accept'], ['call_terminate']] as const)(
		'of nobody is told as it came: %s',
		(name) => {
			expect(onlyEvent(call(name, { caller: { id: '' } })).event).toBe('other');
			expect(onlyEvent(call(name, { id: undefined })).event).toBe('other');
		},
	);
});

describe('the connection', () => {
	const NOTHING = { qrCode: null, pairingCode: null, reason: null, phone: null };

	it.each([
		[session.loggedIn(), { state: 'authenticated', phone: ME }],
		[
			envelope('logged_in', { deviceId: `${ME}.0:12@s.whatsapp.net` }),
			{ state: 'authenticated', phone: ME },
		],
		[envelope('logged_in', {}), { state: 'authenticated' }],
		[envelope('logged_in', { deviceId: 5 }), { state: 'authenticated' }],
		[session.loggedOut('api_logout'), { state: 'logged_out', reason: 'api_logout' }],
		[envelope('logged_out', {}), { state: 'logged_out' }],
		[session.loginError(), { state: 'auth_failed', reason: 'pairing failed' }],
		[envelope('login_error', { error: '' }), { state: 'auth_failed' }],
	])('%j', (body, connection) => {
		expect(onlyEvent(body)).toMatchObject({
			event: 'connection.updated',
			instance: WSAPI_INSTANCE,
			chat: null,
			sender: null,
			message: null,
			replyTo: null,
			connection: { ...NOTHING, ...connection },
		});
	});

	it('is told apart by the event id, and without one by what is said', () => {
		const { loggedOut } = session;
		expect(idOf(loggedOut())).toBe(idOf(loggedOut()));
		expect(idOf(reminted(loggedOut()))).not.toBe(idOf(loggedOut()));
		const ids = [loggedOut('a'), loggedOut('b'), session.loggedIn()].map((b) => idOf(withoutId(b)));
		expect(new Set(ids).size).toBe(3);
		expect(idOf(withoutId(loggedOut('a')))).toBe(ids[0]);
	});
});

describe('what the contract has no event for', () => {
	const bodies = [
		envelope('message_star', {
			id: 'm1',
			chatId: ANA_JID,
			sender: ana,
			time: TIME,
			isStarred: true,
		}),
		envelope('message_history_sync', { messages: [text('Long ago').eventData] }),
		envelope('chat_setting', { id: ANA_JID, settingType: 'mute', mute: { isMuted: true } }),
		envelope('chat_push_name', { user: anaIdentity, pushName: 'Ana' }),
		envelope('chat_status', { user: anaIdentity, status: 'Busy' }),
		envelope('chat_picture', { id: ANA_JID, sender: ana, pictureId: '1' }),
		envelope('contact', { contact: anaIdentity, fullName: 'Ana Doe' }),
		envelope('newsletter', { id: '1@newsletter', action: 'join' }),
		envelope('initial_sync_finished', {}),
		envelope('something_new', { a: 1 }),
		envelope('__proto__', { a: 1 }),
		envelope('constructor', { a: 1 }),
		envelope('toString', { a: 1 }),
	];

	it.each(bodies.map((body) => [body.eventType, body] as const))(
		'is told as it came: %s',
		(_name, body) => {
			expect(onlyEvent(body)).toMatchObject({
				event: 'other',
				instance: WSAPI_INSTANCE,
				chat: null,
				sender: null,
				message: null,
				replyTo: null,
				raw: body,
			});
		},
	);

	it('is told apart by the event id, and without one by what it says', () => {
		const [first, again, another] = ['Busy', 'Busy', 'Free'].map((status) =>
			envelope('chat_status', { user: anaIdentity, status }),
		) as [Body, Body, Body];
		expect(idOf(again)).toBe(idOf(first));
		expect(idOf(reminted(first))).not.toBe(idOf(first));
		expect(idOf(withoutId(reminted(first)))).toBe(idOf(withoutId(first)));
		expect(idOf(withoutId(another))).not.toBe(idOf(withoutId(first)));
	});
});

describe('whatever stands in a payload', () => {
	const samples = [
		text('Hello', { replyTo: { id: 'm1', sender: me, text: 'Hi' }, mentions: [jid(BEN)] }),
		message({ media: { id: 'H4sI', mediaType: 'image', caption: 'Look', fileLength: 5 } }),
		message({
			location: { latitude: 1, longitude: 2, name: 'The shop' },
			adReferral: { title: 'A' },
		}),
		message({ contactArray: [VCARD] }),
		message({ pin: { pinned: true } }),
		reaction('👍'),
		edit('Hello, Ben'),
		receipt('read', ['m1', 'm2']),
		deletion(),
		chatPresence('typing'),
		userPresence('unavailable'),
		group({
			join: [anaIdentity],
			name: { name: 'New' },
			locked: { isLocked: true },
			suspended: true,
		}),
		envelope('chat_picture', { id: GROUP, sender: ben, pictureId: '1' }),
		call('call_offer', { chatId: GROUP, isGroup: true, isVideo: true }),
		call('call_terminate', { reason: 'ended' }),
		session.loggedIn(),
		session.loggedOut(),
		session.loginError(),
	];

	it.each(samples.map((body) => [body.eventType, body] as const))(
		'is never an exception, and always an event: %s',
		(_name, body) => {
			for (const eventData of wrongInEveryPlace(body.eventData)) {
				const wrong = { ...body, eventData } as Body;
				const ids = eventsOf(wrong).map(({ eventId }) => eventId);
				expect(ids.length).toBeGreaterThan(0);
				expect(eventsOf(wrong).map(({ eventId }) => eventId)).toEqual(ids);
			}
		},
	);

	it.each(samples.map((body) => [body.eventType, body] as const))(
		'is told as it came where it is no data at all: %s',
		(_name, body) => {
			for (const eventData of [null, [], 'x', 5, true]) {
				expect(onlyEvent({ ...body, eventData } as unknown as Body)).toMatchObject({
					event: 'other',
					raw: { ...body, eventData },
				});
			}
		},
	);
});
