/** eazeWA's fixtures: every event of WaAPI's list, every message type of whatsapp-web.js. */
import { accountFixtures, call, groupNotification } from './eazewa/account';
import { ack, changeFixtures, edit, reaction } from './eazewa/changes';
import { chatFixtures } from './eazewa/chats';
import { envelope, incoming, message } from './eazewa/message';
import { messageFixtures } from './eazewa/messages';
import type { Fixture, IdentityCase } from './fixture';
import { eventsOf, wired } from './fixture';

export { call, groupNotification } from './eazewa/account';
export { ack, edit, reaction } from './eazewa/changes';
export { groupFromLidOnly } from './eazewa/chats';
export { EAZEWA_INSTANCE, envelope, incoming, message, messageId } from './eazewa/message';

export const fixtures: Fixture[] = wired([
	...messageFixtures,
	...chatFixtures,
	...changeFixtures,
	...accountFixtures,
]);

export const events = eventsOf(fixtures);

export const identities: IdentityCase[] = [
	{
		name: 'an inbound message under both of its events',
		first: incoming(),
		second: envelope('message_create', { message: message() }),
		same: true,
	},
	{
		name: 'a redelivery whose instance id is spelled as a string',
		first: incoming(),
		second: envelope('message', { message: message() }, '33'),
		same: true,
	},
	{
		name: 'the same message at another instance',
		first: incoming(),
		second: envelope('message', { message: message() }, 34),
		same: false,
	},
	{ name: 'delivered and read', first: ack(2), second: ack(3), same: false },
	{ name: 'read, delivered again', first: ack(3), second: ack(3), same: true },
	{ name: 'a message and its edit', first: incoming(), second: edit('Hello!'), same: false },
	{ name: 'two edits of one message', first: edit('Hello!'), second: edit('Hi!'), same: false },
	{
		name: 'a reaction and its change',
		first: reaction('👍'),
		second: reaction('❤️'),
		same: false,
	},
	{
		name: 'a reaction and its removal',
		first: reaction('👍'),
		second: reaction(''),
		same: false,
	},
	{ name: 'a call delivered again', first: call(), second: call(), same: true },
	{ name: 'two calls', first: call(), second: call({ id: 'CALL2' }), same: false },
	{
		name: 'a group notification delivered again',
		first: groupNotification('group_join', 'add'),
		second: groupNotification('group_join', 'add'),
		same: true,
	},
	{
		name: 'two states of the connection',
		first: envelope('change_state', { state: 'OPENING' }),
		second: envelope('change_state', { state: 'CONNECTED' }),
		same: false,
	},
];
