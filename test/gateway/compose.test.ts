import { compose, messageOf, type Draft } from '../../gateway/compose';
import { whatsAppEvent, type Sender } from '../../gateway/event';
import { hashOf } from '../../gateway/payload/hash';

const instance = 'ins_AAAA';
const chat = { id: '15550001111@s.whatsapp.net', type: 'individual' as const };
const group = { id: '120363000000000001@g.us', type: 'group' as const };
const ana: Sender = { id: chat.id, phone: '15550001111', lid: null, name: 'Ana', isMe: false };
const ben: Sender = {
	id: '15550002222@s.whatsapp.net',
	phone: '15550002222',
	lid: null,
	name: null,
	isMe: false,
};

function received(over: Partial<Draft> = {}): Draft {
	const message = messageOf({ id: '3EB0', type: 'text', text: 'Hi' });
	return { event: 'message.received', instance, chat, sender: ana, message, ...over };
}

const idOf = (draft: Draft, provider = 'wsapi') => compose(provider, draft).eventId;

test('every key of the contract is there, null where nothing is known', () => {
	const event = compose('cbot', { event: 'other', identity: ['x'] });
	expect(Object.keys(event)).toEqual([
		'event',
		'provider',
		'instance',
		'eventId',
		'timestamp',
		'chat',
		'sender',
		'message',
		'replyTo',
	]);
	expect(whatsAppEvent.parse(event)).toMatchObject({ chat: null, sender: null, replyTo: null });
});

describe('the identity of an event', () => {
	test('is the message’s: arrival, raw payload and sender’s name are no part of it', () => {
		const again = received({ raw: () => ({ attempt: 2 }), sender: { ...ana, name: 'Ana M.' } });
		expect(idOf(again)).toBe(idOf(received()));
		expect(idOf(received())).toMatch(/^wsapi:/);
	});

	test.each<[string, Draft]>([
		['another message', received({ message: messageOf({ id: '3EB1' }) })],
		['another chat', received({ chat: { ...chat, id: '15550003333@s.whatsapp.net' } })],
		['another event name', received({ event: 'message.sent' })],
	])('differs for %s', (_name, other) => {
		expect(idOf(other)).not.toBe(idOf(received()));
	});

	test('differs for another instance and another provider', () => {
		expect(idOf(received({ instance: 'ins_BBBB' }))).not.toBe(idOf(received()));
		expect(idOf(received(), 'cbot')).not.toBe(idOf(received()));
	});

	test('of a message in a group has its author: ids are unique per sender only', () => {
		const by = (sender: Sender) => idOf(received({ chat: group, sender }));
		expect(by(ana)).not.toBe(by(ben));
	});

	describe('of an edit', () => {
		const edit = (text: string | null, over: Partial<Draft> = {}) =>
			idOf(
				received({ event: 'message.edited', message: messageOf({ id: '3EB0', text }), ...over }),
			);

		test('has the new content', () => {
			expect(edit('one')).toBe(edit('one'));
			expect(edit('one')).not.toBe(edit('two'));
		});

		test.each<[string, [string | number, string | number]]>([
			['its own id', ['E1', 'E3']],
			['its time', [1_768_473_000, 1_768_473_060]],
		])('has %s, so that one back to an earlier text is another', (_what, [first, third]) => {
			expect(edit('A', { editId: third })).not.toBe(edit('A', { editId: first }));
			expect(edit('A', { editId: first })).toBe(edit('A', { editId: first }));
			expect(edit(null, { editId: third })).not.toBe(edit(null, { editId: first }));
		});

		test('has its author in a group', () => {
			expect(edit('A', { chat: group, sender: ana })).not.toBe(
				edit('A', { chat: group, sender: ben }),
			);
		});

		test('is the same whatever else the provider comes to say of messages', () => {
			const message = messageOf({ id: '3EB0', text: 'A' });
			const { form: _, ...older } = message;
			const of = (one: object) =>
				idOf(received({ event: 'message.edited', message: one as typeof message }));
			expect(of(older)).toBe(of(message));
		});
	});

	test.each(['status', 'broadcast'] as const)(
		'of a message in a chat of the type %s has its author',
		(type) => {
			const by = (sender: Sender) =>
				idOf(received({ chat: { id: 'status@broadcast', type }, sender }));
			expect(by(ana)).not.toBe(by(ben));
			expect(by(ana)).toBe(by(ana));
		},
	);

	test('of a deletion says for whom', () => {
		const deleted = (deletedFor: 'everyone' | 'me') =>
			idOf(received({ event: 'message.deleted', message: messageOf({ id: '3EB0', deletedFor }) }));
		expect(deleted('me')).not.toBe(deleted('everyone'));
		expect(deleted('me')).toBe(deleted('me'));
	});

	test('stays short, and apart from others, whatever stands in its parts', () => {
		const of = (end: string) => idOf({ event: 'other', identity: ['x'.repeat(1_000_000) + end] });
		expect(of('a').length).toBeLessThan(1_000);
		expect(of('a')).not.toBe(of('b'));
		expect(of('a')).toBe(of('a'));
	});

	test('of a status has its state and whom it speaks of', () => {
		const status = (state: 'delivered' | 'read', recipientId: string) =>
			idOf({
				event: 'message.status',
				chat,
				status: { messageId: '3EB0', state, recipientId, errors: [] },
			});
		expect(new Set([status('delivered', 'a'), status('read', 'a'), status('read', 'b')]).size).toBe(
			3,
		);
		expect(status('read', 'a')).toBe(status('read', 'a'));
	});

	test('of a reaction has the emoji and who reacted', () => {
		const reaction = (emoji: string | null, sender = ana) =>
			idOf(
				received({
					event: 'message.reaction',
					sender,
					message: messageOf({ type: 'reaction', reaction: { emoji, messageId: '3EB0' } }),
				}),
			);
		expect(new Set([reaction('👍'), reaction(null), reaction('👍', ben)]).size).toBe(3);
	});

	test('keeps parts apart whatever characters they hold', () => {
		const parts = (...identity: string[]) => idOf({ event: 'other', identity });
		expect(parts('a:b', 'c')).not.toBe(parts('a', 'b:c'));
		expect(parts('a%3Ab')).not.toBe(parts('a:b'));
	});
});

describe('replyTo', () => {
	test('has all that an answer needs', () => {
		expect(compose('wsapi', received()).replyTo).toEqual({
			provider: 'wsapi',
			instance: 'ins_AAAA',
			chatId: chat.id,
			messageId: '3EB0',
			senderId: ana.id,
			fromMe: false,
		});
	});

	test('goes to the group, and names the participant', () => {
		const { replyTo } = compose('wsapi', received({ chat: group }));
		expect(replyTo).toMatchObject({ chatId: group.id, senderId: ana.id });
	});

	test('of a status post goes to its author: the status chat would publish a post', () => {
		const posted = received({ chat: { id: 'status@broadcast', type: 'status' } });
		expect(compose('wsapi', posted).replyTo).toMatchObject({ chatId: ana.id });
	});

	test('of one’s own status post is null', () => {
		const own = received({
			chat: { id: 'status@broadcast', type: 'status' },
			sender: { ...ana, isMe: true },
		});
		expect(compose('wsapi', own).replyTo).toBeNull();
	});

	test('of a call or a new member has a chat and no message', () => {
		const call = { id: 'C1', state: 'missed' as const, isVideo: false, isGroup: false };
		const missed: Draft = {
			event: 'call.updated',
			chat,
			sender: ana,
			call,
			identity: ['C1'],
		};
		expect(compose('wsapi', missed).replyTo).toMatchObject({ chatId: chat.id, messageId: null });
	});

	test('of a status change, a presence or a connection is null', () => {
		const presence = { state: 'typing' as const, lastSeen: null };
		const typing: Draft = { event: 'presence.updated', chat, presence, identity: ['p'] };
		expect(compose('wsapi', typing).replyTo).toBeNull();
	});
});

test('the hash of content is short, and the same for the same content', () => {
	expect(hashOf({ a: 1 })).toBe(hashOf({ a: 1 }));
	expect(hashOf({ a: 1 })).not.toBe(hashOf({ a: 2 }));
	expect(hashOf(undefined)).toHaveLength(22);
});

test('the hash of content does not depend on the order of keys, at any depth', () => {
	expect(hashOf({ a: 1, b: [{ c: 1, d: 2 }] })).toBe(hashOf({ b: [{ d: 2, c: 1 }], a: 1 }));
	expect(hashOf({ a: 1, b: 2 })).not.toBe(hashOf({ a: 2, b: 1 }));
	expect(hashOf([1, 2])).not.toBe(hashOf([2, 1]));
	const evil: unknown = JSON.parse('{"b":1,"__proto__":{"x":1}}');
	expect(hashOf(evil)).not.toBe(hashOf({ b: 1 }));
});
